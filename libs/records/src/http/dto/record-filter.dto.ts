import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { CALL_CHANNELS, type CallChannel } from '../../domain/prepared';
import { MAX_COUNT } from '../../domain/record-filter';
import { pushRun, RUN_TRIGGERS, type PushRunState, type RunTrigger } from '../../domain/states';

const commaSeparated = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);

/** Which records; all filters hold at once. */
export class RecordFilterQueryDto {
  @ApiPropertyOptional({ description: 'Only this project; all that the caller may see if left out.', maxLength: 128 })
  @IsOptional() @IsString() @MaxLength(128) projectId?: string;

  @ApiPropertyOptional({ enum: pushRun.states, isArray: true, description: 'One or more, separated by commas.' })
  @IsOptional() @Transform(commaSeparated) @IsIn(pushRun.states, { each: true })
  state?: PushRunState[];

  @ApiPropertyOptional({ description: 'Words of the title, all of which must occur; two Chinese characters are enough, case and width of letters do not matter.', maxLength: 100, example: '日报' })
  @IsOptional() @IsString() @MaxLength(100) title?: string;

  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() taskId?: string;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) pageId?: string;

  @ApiPropertyOptional({ enum: CALL_CHANNELS, description: 'Through the app, or through group robots.' }) @IsOptional() @IsIn(CALL_CHANNELS) channel?: CallChannel;

  @ApiPropertyOptional({ format: 'uuid', description: 'Sent through this authorization.' }) @IsOptional() @IsUUID() authorizationId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Sent through this robot.' }) @IsOptional() @IsUUID() robotId?: string;

  @ApiPropertyOptional({ description: 'Sent through any authorization of this corp.', maxLength: 64 }) @IsOptional() @IsString() @MaxLength(64) corpId?: string;

  @ApiPropertyOptional({ description: 'Only what this person was named in. The latest made come first then, which differs from planned times only for late runs.', maxLength: 128 })
  @IsOptional() @IsString() @MaxLength(128) hostUserId?: string;

  @ApiPropertyOptional({ enum: RUN_TRIGGERS, isArray: true, description: 'One or more, separated by commas.' })
  @IsOptional() @Transform(commaSeparated) @IsIn(RUN_TRIGGERS, { each: true })
  trigger?: RunTrigger[];

  @ApiPropertyOptional({ format: 'date-time', description: 'Planned at or after.' }) @IsOptional() @Type(() => Date) @IsDate() from?: Date;

  @ApiPropertyOptional({ format: 'date-time', description: 'Planned before.' }) @IsOptional() @Type(() => Date) @IsDate() to?: Date;
}

export class ListRecordsQueryDto extends RecordFilterQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 200 }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class RecordCountResponseDto {
  @ApiProperty({ minimum: 0, maximum: MAX_COUNT }) count: number;
  @ApiProperty({ description: `False when there are more than ${MAX_COUNT}, which are not counted.` }) exact: boolean;
}
