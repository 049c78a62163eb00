import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength, ValidateIf } from 'class-validator';
import { BULK_ACTIONS, type BulkActionKind } from '../../domain/bulk';

export class CopyPushTaskRequestDto {
  @ApiProperty({ maxLength: 100, description: 'Title of the copy.' }) @IsString() @MinLength(1) @MaxLength(100) title: string;
  @ApiPropertyOptional({ maxLength: 128, description: 'Another project; that of the source if left out.' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(128) projectId?: string;
  @ApiPropertyOptional({ maxLength: 128, description: 'Another page; that of the source if left out.' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(128) pageId?: string;
  @ApiPropertyOptional({ maxLength: 128, description: 'The caller if left out; for a machine the owner of the source.' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(128) ownerUserId?: string;
}

export class PageQueryDto {
  @ApiPropertyOptional({ maxLength: 400 }) @IsOptional() @IsString() @MaxLength(400) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class FieldChangeDto {
  @ApiProperty() field: string;
  @ApiProperty({ type: Object, nullable: true, description: 'JSON; null where there was nothing.' }) before: unknown;
  @ApiProperty({ type: Object, nullable: true, description: 'JSON; null where there is nothing.' }) after: unknown;
}

export class ChangeAuthorDto {
  @ApiProperty({ enum: ['user', 'api_key', 'system'] }) kind: string;
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class TaskChangeDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) at: Date;
  @ApiProperty({ description: '`create`, `update`, `enable`, `disable`, `hand_over`, `stop`, `run`, `test`.', example: 'update' }) action: string;
  @ApiProperty({ type: ChangeAuthorDto }) by: ChangeAuthorDto;
  @ApiProperty({ type: [FieldChangeDto] }) changes: FieldChangeDto[];
}

export class TaskHistoryResponseDto {
  @ApiProperty({ type: [TaskChangeDto] }) items: TaskChangeDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

const MAX_TASKS = 1000;

export class BulkTasksRequestDto {
  @ApiProperty({ enum: BULK_ACTIONS }) @IsIn(BULK_ACTIONS) action: BulkActionKind;
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: MAX_TASKS })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_TASKS) @ArrayUnique() @IsUUID(undefined, { each: true }) taskIds: string[];
  @ApiPropertyOptional({ maxLength: 128, description: 'handOver: the new owner.' })
  @ValidateIf((body: BulkTasksRequestDto) => body.action === 'handOver') @IsString() @MinLength(1) @MaxLength(128) ownerUserId?: string;
  @ApiPropertyOptional({ default: false, description: 'Only says what would be done.' }) @IsOptional() @IsBoolean() dryRun: boolean = false;
}

export class BulkReasonDto {
  @ApiProperty({ example: 'FORBIDDEN' }) code: string;
  @ApiProperty({ description: 'One sentence.' }) text: string;
}

export class BulkResultDto {
  @ApiProperty({ format: 'uuid' }) taskId: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null when the caller may not know.' }) title: string | null;
  @ApiProperty({ enum: ['done', 'unchanged', 'refused'], description: '`unchanged`: it is so already.' }) outcome: string;
  @ApiProperty({ type: BulkReasonDto, nullable: true }) reason: BulkReasonDto | null;
}

export class BulkTasksResponseDto {
  @ApiProperty({ type: [BulkResultDto], description: 'In the order of the request.' }) results: BulkResultDto[];
}
