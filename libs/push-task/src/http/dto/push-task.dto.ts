import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength, ValidateNested,
} from 'class-validator';
import { LANGUAGES, type Language } from '#kernel';
import { pushTaskState, type PushTaskState } from '../../domain/push-task';

/** Most people that one task names one by one. */
export const MAX_RECIPIENTS = 10_000;

const SCHEDULE_KINDS = ['none', 'daily', 'weekly', 'monthly', 'cron'] as const;

/** When a task runs; which fields belong to which kind is checked by `parseSchedule`, so that each wrong one is named. */
export class ScheduleDto {
  @ApiProperty({ enum: SCHEDULE_KINDS, description: '`none`: only by hand.' }) kind: (typeof SCHEDULE_KINDS)[number];
  @ApiProperty({ description: 'IANA time zone in which all times and dates are local.', example: 'Asia/Shanghai' }) zone: string;
  @ApiPropertyOptional({ type: [String], description: 'daily, weekly, monthly: HH:MM, at most 24.', example: ['09:00'] }) times?: string[];
  @ApiPropertyOptional({ type: [Number], description: 'weekly: 1 (Monday) to 7 (Sunday).', example: [1, 5] }) weekdays?: number[];
  @ApiPropertyOptional({
    type: 'array', items: { oneOf: [{ type: 'integer', minimum: 1, maximum: 31 }, { type: 'string', enum: ['last'] }] },
    description: 'monthly: days of the month; `last` is the last day.', example: [1, 'last'],
  })
  days?: (number | 'last')[];
  @ApiPropertyOptional({ description: 'cron: five fields.', example: '30 8 * * 1-5' }) expression?: string;
  @ApiPropertyOptional({ format: 'date', description: 'First local date with runs.' }) firstDate?: string;
  @ApiPropertyOptional({ format: 'date', description: 'Last local date with runs.' }) lastDate?: string;
}

export class RecipientsDto {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_RECIPIENTS, description: 'Host users.' })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_RECIPIENTS) @ArrayUnique() @IsString({ each: true }) @MaxLength(128, { each: true })
  userIds: string[];
}

export class CreatePushTaskRequestDto {
  @ApiProperty({ maxLength: 128 }) @IsString() @MinLength(1) @MaxLength(128) projectId: string;
  @ApiProperty({ maxLength: 128 }) @IsString() @MinLength(1) @MaxLength(128) pageId: string;
  @ApiProperty({ maxLength: 100, description: 'Title of the message and of its records.', example: '每日销售日报' })
  @IsString() @MinLength(1) @MaxLength(100) title: string;
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;
  @ApiProperty({ example: 'markdown-digest', description: 'See GET /push/templates.' }) @IsString() @MaxLength(64) templateKey: string;
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'zh-CN' }) @IsOptional() @IsIn(LANGUAGES) language: Language = 'zh-CN';
  @ApiPropertyOptional({ maxLength: 500, default: '', description: 'Text before the content.' }) @IsOptional() @IsString() @MaxLength(500) beginning: string = '';
  @ApiPropertyOptional({ maxLength: 500, default: '', description: 'Text after the content.' }) @IsOptional() @IsString() @MaxLength(500) ending: string = '';
  @ApiPropertyOptional({ default: true, description: 'Whether the message leads to the page; sharing of the page must be on.' })
  @IsOptional() @IsBoolean() withLink: boolean = true;
  @ApiProperty({ type: ScheduleDto }) @IsObject() schedule: ScheduleDto;
  @ApiProperty({ type: RecipientsDto }) @ValidateNested() @Type(() => RecipientsDto) @IsObject() recipients: RecipientsDto;
  @ApiPropertyOptional({ maxLength: 128, description: 'Host user who gets tests and warnings; the caller if left out.' })
  @IsOptional() @IsString() @MinLength(1) @MaxLength(128) ownerUserId?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1440, default: 60, description: 'How late a run may be sent, in minutes; later it is recorded as missed.' })
  @IsOptional() @IsInt() @Min(1) @Max(1440) graceMinutes: number = 60;
}

export class UpdatePushTaskRequestDto extends CreatePushTaskRequestDto {
  @ApiProperty({ description: 'The version that was read.' }) @IsInt() @Min(1) version: number;
}

export class ListPushTasksQueryDto {
  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) projectId?: string;
  @ApiPropertyOptional({ enum: pushTaskState.states }) @IsOptional() @IsIn(pushTaskState.states) state?: PushTaskState;
  @ApiPropertyOptional({ maxLength: 100, description: 'Part of the title.' }) @IsOptional() @IsString() @MaxLength(100) title?: string;
  @ApiPropertyOptional({ maxLength: 200 }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class PushTaskResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() projectId: string;
  @ApiProperty() pageId: string;
  @ApiProperty({ description: 'Title of the page when the task was saved.' }) pageTitle: string;
  @ApiProperty() title: string;
  @ApiProperty({ format: 'uuid' }) authorizationId: string;
  @ApiProperty() templateKey: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty() beginning: string;
  @ApiProperty() ending: string;
  @ApiProperty() withLink: boolean;
  @ApiProperty({ type: ScheduleDto }) schedule: ScheduleDto;
  @ApiProperty({ type: RecipientsDto }) recipients: RecipientsDto;
  @ApiProperty() ownerUserId: string;
  @ApiProperty() graceMinutes: number;
  @ApiProperty({ enum: pushTaskState.states, enumName: 'PushTaskState' }) state: PushTaskState;
  @ApiProperty({ description: 'Failed runs in a row; the system stops the task at 3.' }) failureCount: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null when it runs only by hand, is over, or is not enabled.' }) nextRunAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty() createdBy: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() updatedBy: string;
  @ApiProperty({ description: 'Give it back with an edit.' }) version: number;
}

export class PushTaskListResponseDto {
  @ApiProperty({ type: [PushTaskResponseDto] }) items: PushTaskResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class SchedulePreviewRequestDto {
  @ApiProperty({ type: ScheduleDto }) @IsObject() schedule: ScheduleDto;
}

export class SchedulePreviewResponseDto {
  @ApiProperty({ type: [String], format: 'date-time', description: 'The next planned times, at most 10.' }) nextRuns: string[];
}
