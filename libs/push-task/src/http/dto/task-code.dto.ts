import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsObject, IsOptional, IsString, IsUUID, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { MAX_FILE_LENGTH, MAX_FILE_TASKS } from '../../domain/code/task-file';
import { ProblemTextDto } from './calendar.dto';
import { FieldChangeDto } from './task-life.dto';

export class ExportTasksRequestDto {
  @ApiPropertyOptional({ type: [String], format: 'uuid', minItems: 1, maxItems: MAX_FILE_TASKS, description: 'These tasks.' })
  @ValidateIf((body: ExportTasksRequestDto) => body.projectId === undefined) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_FILE_TASKS) @ArrayUnique() @IsUUID(undefined, { each: true })
  taskIds?: string[];
  @ApiPropertyOptional({ maxLength: 128, description: 'In place of `taskIds`: all tasks of this project.' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(128) projectId?: string;
}

export class TaskFileResponseDto {
  @ApiProperty({ description: 'YAML text.' }) yaml: string;
}

export class ImportTasksRequestDto {
  @ApiProperty({ maxLength: MAX_FILE_LENGTH, description: 'YAML text as the export gives it; fields that are left out have their default.' }) @IsString() @MaxLength(MAX_FILE_LENGTH) yaml: string;
  @ApiPropertyOptional({ default: false, description: 'False: only says what would change.' }) @IsOptional() @IsBoolean() apply: boolean = false;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Versions by task id that the dry run named: whoever changed a task since then is not overwritten.' })
  @IsOptional() @IsObject() versions: Record<string, number> = {};
}

export class ImportProblemDto {
  @ApiProperty({ description: 'Field of the task.', example: 'schedule.times' }) field: string;
  @ApiProperty({ description: 'Line of the file, from 1.' }) line: number;
  @ApiProperty({ description: 'What is wrong and what to do, in English.' }) problem: string;
  @ApiProperty({ type: ProblemTextDto, description: 'The same in all languages of the console.' }) text: ProblemTextDto;
}

export class ImportStepDto {
  @ApiProperty({ enum: ['create', 'update', 'unchanged', 'error'] }) outcome: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for what could not be read; of a new task without an id, the one that it has when this was applied.' }) taskId: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The version that the difference was made against; give it back in `versions`.' }) version: number | null;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
  @ApiProperty({ description: 'Line of the task in the file, from 1.' }) line: number;
  @ApiProperty({ type: [FieldChangeDto] }) changes: FieldChangeDto[];
  @ApiProperty({ type: [ImportProblemDto] }) problems: ImportProblemDto[];
}

export class ImportTasksResponseDto {
  @ApiProperty({ description: 'False for a dry run, and when a task has a problem: then nothing was changed.' }) applied: boolean;
  @ApiProperty({ type: [ImportStepDto], description: 'In the order of the file.' }) tasks: ImportStepDto[];
}
