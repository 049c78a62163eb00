import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsDateString, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { USES_TOLD } from '#user-binding';
import { CALENDAR_FORMATS, MAX_FILE_CHARACTERS, type CalendarFormat } from '../../domain/calendar-file/calendar-file';
import { FILE_PROBLEMS, type FileProblemCode } from '../../domain/calendar-file/file-problem';

/** Days that one calendar names, of each kind; some ten years of holidays. */
export const MAX_CALENDAR_DAYS = 1000;

export class CalendarDayDto {
  @ApiProperty({ format: 'date', example: '2026-09-10' }) @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date written YYYY-MM-DD' }) @IsDateString({ strict: true }) date: string;
  @ApiProperty({ maxLength: 64, example: '公司周年' }) @IsString() @MinLength(1) @MaxLength(64) name: string;
}

export class CreateCalendarRequestDto {
  @ApiProperty({ maxLength: 64, example: '总部日历' }) @IsString() @MinLength(1) @MaxLength(64) name: string;
  @ApiPropertyOptional({ default: false, description: 'Whether days that are not named here are those of the Chinese statutory calendar.' })
  @IsOptional() @IsBoolean() withStatutoryDays: boolean = false;
  @ApiPropertyOptional({ type: [Number], default: [], description: '1 (Monday) to 7 (Sunday), at most six; empty with statutory days.', example: [6, 7] })
  @IsOptional() @IsArray() @ArrayMaxSize(7) @ArrayUnique() @IsInt({ each: true }) @Min(1, { each: true }) @Max(7, { each: true }) weeklyDaysOff: number[] = [];
  @ApiPropertyOptional({ type: [CalendarDayDto], maxItems: MAX_CALENDAR_DAYS, default: [] })
  @IsOptional() @IsArray() @ArrayMaxSize(MAX_CALENDAR_DAYS) @ValidateNested({ each: true }) @Type(() => CalendarDayDto) daysOff: CalendarDayDto[] = [];
  @ApiPropertyOptional({ type: [CalendarDayDto], maxItems: MAX_CALENDAR_DAYS, default: [], description: 'Worked although the weekday or the statutory calendar has them off.' })
  @IsOptional() @IsArray() @ArrayMaxSize(MAX_CALENDAR_DAYS) @ValidateNested({ each: true }) @Type(() => CalendarDayDto) workingDays: CalendarDayDto[] = [];
}

export class UpdateCalendarRequestDto extends CreateCalendarRequestDto {
  @ApiProperty({ description: 'The version that was read.' }) @IsInt() @Min(1) version: number;
}

export class ListCalendarsQueryDto {
  @ApiPropertyOptional({ description: 'nextCursor of the page before.' }) @IsOptional() @IsString() @MaxLength(512) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

export class CalendarResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() withStatutoryDays: boolean;
  @ApiProperty({ type: [Number] }) weeklyDaysOff: number[];
  @ApiProperty({ type: [CalendarDayDto] }) daysOff: CalendarDayDto[];
  @ApiProperty({ type: [CalendarDayDto] }) workingDays: CalendarDayDto[];
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() updatedBy: string;
  @ApiProperty({ description: 'Give it back with an edit.' }) version: number;
}

export class CalendarListResponseDto {
  @ApiProperty({ type: [CalendarResponseDto] }) items: CalendarResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
  @ApiProperty({ description: 'The last year whose Chinese statutory days (`cn-statutory`) are known; later years have weekends only.', example: 2026 }) statutoryKnownUntil: number;
}

export class StatutoryCalendarDto {
  @ApiProperty({ type: [CalendarDayDto], description: 'By date, of all years that are known.' }) daysOff: CalendarDayDto[];
  @ApiProperty({ type: [CalendarDayDto], description: 'Weekend days that are worked, by date.' }) workingDays: CalendarDayDto[];
  @ApiProperty({ description: 'The last year that is known; later years have weekends only.', example: 2026 }) knownUntil: number;
}

/** Problems of a file that one answer tells. */
export const MAX_TOLD_PROBLEMS = 100;

export class ReadCalendarRequestDto {
  @ApiProperty({ enum: CALENDAR_FORMATS, enumName: 'CalendarFormat' }) @IsIn(CALENDAR_FORMATS) format: CalendarFormat;
  @ApiProperty({
    maxLength: MAX_FILE_CHARACTERS,
    description: 'csv: the columns date (日期), and if wanted name (名称) and kind (类型: off, working, 休, 班). ics: whole days; yearly series are read, others are not.',
  })
  @IsString() @MinLength(1) @MaxLength(MAX_FILE_CHARACTERS) text: string;
}

export class ProblemTextDto {
  @ApiProperty() 'zh-CN': string;
  @ApiProperty() 'en-US': string;
}

export class CalendarFileProblemDto {
  @ApiProperty({ description: 'Line of a CSV file; of an iCalendar file which of its events.' }) line: number;
  @ApiProperty({ enum: FILE_PROBLEMS, enumName: 'CalendarFileProblemCode' }) code: FileProblemCode;
  @ApiProperty({ type: ProblemTextDto, description: 'What is wrong and what to do about it.' }) text: ProblemTextDto;
}

export class CalendarFileResponseDto {
  @ApiProperty({ type: [CalendarDayDto], description: 'By date.' }) daysOff: CalendarDayDto[];
  @ApiProperty({ type: [CalendarDayDto], description: 'By date.' }) workingDays: CalendarDayDto[];
  @ApiProperty({ type: [CalendarFileProblemDto], description: 'What was left out, at most 100.' }) problems: CalendarFileProblemDto[];
  @ApiProperty() problemCount: number;
}

export class CalendarUseDto {
  @ApiProperty({ format: 'uuid' }) taskId: string;
  @ApiProperty() title: string;
  @ApiProperty() projectId: string;
  @ApiProperty({ example: 'enabled' }) state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is sent next; null when no time is set.' }) nextRunAt: Date | null;
}

export class CalendarEffectsResponseDto {
  @ApiProperty({ description: 'Tasks that keep to it.' }) taskCount: number;
  @ApiProperty({ type: [CalendarUseDto], description: `The next to be sent first, ${USES_TOLD} at most.` }) tasks: CalendarUseDto[];
}
