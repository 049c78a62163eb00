import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { USES_TOLD } from '#user-binding';
import { pushRobotState, type PushRobotState, type RobotMessage } from '../../domain/robot';

export class RobotMentionDto {
  @ApiProperty({ format: 'uuid', description: 'Where these people are bound.' }) @IsUUID() authorizationId: string;
  @ApiProperty({ type: [String], maxItems: 50, description: 'Host users.' }) @IsArray() @ArrayMaxSize(50) @ArrayUnique() @IsString({ each: true }) @MaxLength(128, { each: true }) userIds: string[];
}

class RobotDefinitionDto {
  @ApiProperty({ maxLength: 64, example: '销售日报群' }) @IsString() @IsNotEmpty() @MaxLength(64) name: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 64, description: 'Template of the pushes that it posts, in place of that of the task; left out, it is that of the task.' })
  @IsOptional() @IsString() @MaxLength(64) templateKey?: string | null;

  @ApiPropertyOptional({ type: RobotMentionDto, nullable: true, description: 'Whom its messages mention.' })
  @IsOptional() @ValidateNested() @Type(() => RobotMentionDto) mention?: RobotMentionDto | null;
}

const WEBHOOK = { maxLength: 512, example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…', description: 'As WeCom shows it; never given back.' };

export class CreateRobotRequestDto extends RobotDefinitionDto {
  @ApiProperty(WEBHOOK) @IsString() @MaxLength(512) webhook: string;
}

export class UpdateRobotRequestDto extends RobotDefinitionDto {
  @ApiPropertyOptional(WEBHOOK) @IsOptional() @IsString() @MaxLength(512) webhook?: string;
  @ApiProperty({ description: 'The version that was read.' }) @IsInt() @Min(1) version: number;
}

export class ListRobotsQueryDto {
  @ApiPropertyOptional({ maxLength: 200, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class RobotChoiceDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: pushRobotState.states, enumName: 'PushRobotState' }) state: PushRobotState;
}

export class RobotChoiceListDto {
  @ApiProperty({ type: [RobotChoiceDto] }) items: RobotChoiceDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class RobotResponseDto extends RobotChoiceDto {
  @ApiProperty({ example: '…9f3a', description: 'End of its address, to tell it from others.' }) address: string;
  @ApiProperty({ type: String, nullable: true }) templateKey: string | null;
  @ApiProperty({ type: RobotMentionDto, nullable: true }) mention: RobotMentionDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'What WeCom said, when it is broken.' }) brokenReason: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() version: number;
}

export class RobotUseDto {
  @ApiProperty({ format: 'uuid' }) taskId: string;
  @ApiProperty() title: string;
  @ApiProperty() projectId: string;
  @ApiProperty() state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is sent next; null when no time is set.' }) nextRunAt: string | null;
}

export class RobotEffectsResponseDto {
  @ApiProperty({ description: 'Tasks that post through it.' }) taskCount: number;
  @ApiProperty({ type: [RobotUseDto], description: `The next to be sent first, ${USES_TOLD} at most.` }) tasks: RobotUseDto[];
  @ApiProperty({ type: [String], description: 'Projects whose alarms it posts.' }) notifiedProjects: string[];
}

export class RobotTestResponseDto {
  @ApiProperty({ enum: ['sent', 'refused', 'unknown'] }) state: 'sent' | 'refused' | 'unknown';
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class RobotRecordDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['push', 'alarm', 'test'] }) kind: RobotMessage['kind'];
  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'The record of a push, or the alarm.' }) subjectId: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ enum: ['sending', 'sent', 'refused', 'unknown'] }) state: RobotMessage['state'];
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ format: 'date-time' }) sentAt: string;
}

export class RobotRecordListDto {
  @ApiProperty({ type: [RobotRecordDto] }) items: RobotRecordDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class NotificationRobotDto {
  @ApiProperty() projectId: string;
  @ApiProperty({ format: 'uuid' }) robotId: string;
}

export class NotificationRobotListDto {
  @ApiProperty({ type: [NotificationRobotDto] }) items: NotificationRobotDto[];
}

export class SetNotificationRobotRequestDto {
  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Null: none.' }) @ValidateIf((body: SetNotificationRobotRequestDto) => body.robotId !== null) @IsUUID() robotId: string | null;
}
