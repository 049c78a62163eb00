import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { pushAlarmState, type AlarmAudience, type AlarmTelling, type PushAlarmState } from '../../domain/alarm';

export class ListAlarmsQueryDto {
  @ApiPropertyOptional({ enum: pushAlarmState.states, enumName: 'PushAlarmState' }) @IsOptional() @IsIn(pushAlarmState.states) state?: PushAlarmState;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) projectId?: string;

  @ApiPropertyOptional({ maxLength: 400, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(400) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class AlarmSubjectDto {
  @ApiProperty({ example: 'push_task' }) type: string;
  @ApiProperty() id: string;
  @ApiProperty({ example: '每日销售日报' }) name: string;
}

export class AlarmTellingDto {
  @ApiProperty({ enum: ['pending', 'sending', 'told', 'undeliverable', 'none'], enumName: 'AlarmTelling', description: '`undeliverable`: nobody could be told; see the reason.' })
  state: AlarmTelling;
  @ApiProperty({ type: String, nullable: true, description: 'Why nobody could be told.' }) reason: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When messages were last made.' }) toldAt: string | null;
}

export class AlarmResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'TASK_STOPPED', description: 'Never renamed.' }) cause: string;
  @ApiProperty({ type: AlarmSubjectDto }) subject: AlarmSubjectDto;
  @ApiProperty({ enum: ['administrators', 'owner'], enumName: 'AlarmAudience' }) audience: AlarmAudience['kind'];
  @ApiProperty({ type: String, nullable: true }) projectId: string | null;
  @ApiProperty({ description: 'The cause in one sentence.' }) text: string;
  @ApiProperty({ description: 'What to do.' }) remedy: string;
  @ApiProperty({ example: '/tasks/019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708', description: 'Path in the console.' }) path: string;
  @ApiProperty({ enum: pushAlarmState.states, enumName: 'PushAlarmState' }) state: PushAlarmState;
  @ApiProperty({ description: 'How often it came since it was opened.' }) count: number;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ format: 'date-time' }) lastAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) clearedAt: string | null;
  @ApiProperty({ type: AlarmTellingDto }) telling: AlarmTellingDto;
}

export class AlarmListResponseDto {
  @ApiProperty({ type: [AlarmResponseDto] }) items: AlarmResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
