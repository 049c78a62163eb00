import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { PushTaskResponseDto } from './push-task.dto';

export class LastRunDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the record.' }) recordId: string;
  @ApiProperty() state: string;
  @ApiProperty() trigger: string;
  @ApiProperty({ format: 'date-time' }) plannedAt: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) reasonCode: string | null;
}

export class ListedTaskDto extends PushTaskResponseDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null when the host does not know the owner, or does not answer.' }) ownerName: string | null;
  @ApiProperty({ type: LastRunDto, nullable: true, description: 'The newest run, tests left out.' }) lastRun: LastRunDto | null;
}

export class PushTaskListResponseDto {
  @ApiProperty({ type: [ListedTaskDto] }) items: ListedTaskDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class NextTasksQueryDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 10 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 10;
}

export class NextTasksResponseDto {
  @ApiProperty({ type: [ListedTaskDto] }) items: ListedTaskDto[];
}

export class TaskFailureDto {
  @ApiProperty({ format: 'uuid' }) recordId: string;
  @ApiProperty({ format: 'date-time' }) at: Date;
  @ApiProperty({ type: String, nullable: true }) reasonCode: string | null;
  @ApiProperty({ description: 'One sentence in the language of the task.' }) cause: string;
  @ApiProperty({ description: 'What to do, in one sentence.' }) remedy: string;
}

export class FailingTaskDto extends ListedTaskDto {
  @ApiProperty({ type: TaskFailureDto, nullable: true, description: 'The newest failure; null when its record is gone.' }) failure: TaskFailureDto | null;
}

export class FailingTasksResponseDto {
  @ApiProperty({ type: [FailingTaskDto] }) items: FailingTaskDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class OwnerlessTaskDto extends ListedTaskDto {
  @ApiProperty({ format: 'date-time', description: 'When it was found that the owner left.' }) ownerGoneSince: Date;
}

export class OwnerlessTasksResponseDto {
  @ApiProperty({ type: [OwnerlessTaskDto] }) items: OwnerlessTaskDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

const MAX_DEPUTIES = 20;

export class ReplaceDeputiesRequestDto {
  @ApiProperty({ type: [String], maxItems: MAX_DEPUTIES, description: 'Host users in order; the first who is there takes over.' })
  @IsArray() @ArrayMaxSize(MAX_DEPUTIES) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true }) userIds: string[];
}

export class DeputiesResponseDto {
  @ApiProperty() projectId: string;
  @ApiProperty({ type: [String] }) userIds: string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) updatedAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) updatedBy: string | null;
}
