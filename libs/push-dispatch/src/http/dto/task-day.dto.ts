import { ApiProperty } from '@nestjs/swagger';
import { IsDateString, Matches } from 'class-validator';
import { DAY_CODES, type DayCode } from '../../domain/task-day';

export class TaskDayParamsDto {
  @ApiProperty({ format: 'uuid' }) @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, { message: 'must be the id of a task' }) id: string;
  @ApiProperty({ format: 'date', description: 'In the zone of the task.' }) @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'must be a date written YYYY-MM-DD' }) @IsDateString({ strict: true }) day: string;
}

export class TaskDayRunDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the record.' }) id: string;
  @ApiProperty() state: string;
  @ApiProperty() trigger: string;
  @ApiProperty({ format: 'date-time' }) plannedAt: Date;
  @ApiProperty({ type: String, nullable: true }) reasonCode: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class TaskDayResponseDto {
  @ApiProperty({ format: 'date' }) date: string;
  @ApiProperty() zone: string;
  @ApiProperty({ enum: DAY_CODES, enumName: 'TaskDayCode' }) code: DayCode;
  @ApiProperty({ description: 'The same in one sentence.' }) text: string;
  @ApiProperty({ type: [String], format: 'date-time', description: 'Times of the schedule on this day.' }) plannedAt: Date[];
  @ApiProperty({ type: [TaskDayRunDto], description: 'Newest first, at most 100.' }) runs: TaskDayRunDto[];
}
