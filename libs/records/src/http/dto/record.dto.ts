import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { pushCall, pushDelivery, pushRun, RUN_TRIGGERS, type PushDeliveryState, type PushRunState, type RunTrigger } from '../../domain/states';
import { TIMELINE_STEPS, type TimelineEntry } from '../../domain/timeline';

/** Which people of a record. */
export class DeliveryFilterQueryDto {
  @ApiPropertyOptional({ enum: pushDelivery.states }) @IsOptional() @IsIn(pushDelivery.states) state?: PushDeliveryState;
  @ApiPropertyOptional({ description: 'True: only whose message was taken back; false: only the others.' })
  @IsOptional() @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)) @IsBoolean()
  recalled?: boolean;
}

export class ListDeliveriesQueryDto extends DeliveryFilterQueryDto {
  @ApiPropertyOptional({ maxLength: 400 }) @IsOptional() @IsString() @MaxLength(400) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit: number = 200;
}

export class RecordCountsDto {
  @ApiProperty({ description: 'People named, or groups of robots.' }) total: number;
  @ApiProperty({ description: 'Accepted by WeCom for that person.' }) sent: number;
  @ApiProperty({ description: 'Refused by WeCom.' }) rejected: number;
  @ApiProperty({ description: 'Not sent: not bound, left, no right to see the page.' }) skipped: number;
  @ApiProperty({ description: 'Could not be sent in time.' }) expired: number;
  @ApiProperty({ description: 'WeCom did not say whether it took the message.' }) unknown: number;
}

export class ReasonRemedyDto {
  @ApiProperty() 'zh-CN': string;
  @ApiProperty() 'en-US': string;
}

export class ReasonDto {
  @ApiProperty({ example: 'UNBOUND' }) code: string;
  @ApiProperty({ description: 'One sentence.' }) text: string;
  @ApiPropertyOptional({ type: ReasonRemedyDto, description: 'What mends it.' }) remedy?: ReasonRemedyDto;
}

export class RecordResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() projectId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: the test of a draft that was never saved.' }) taskId: string | null;
  @ApiProperty({ enum: RUN_TRIGGERS, enumName: 'RunTrigger' }) trigger: RunTrigger;
  @ApiProperty({ enum: pushRun.states, enumName: 'PushRunState' }) state: PushRunState;
  @ApiProperty() title: string;
  @ApiProperty() pageId: string;
  @ApiProperty() pageTitle: string;
  @ApiProperty({ description: 'Sent later than planned, within the task\'s grace.' }) late: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The record whose stored content this one sent once more to whom it had not reached; of a test the trigger stays `test`.' }) replayOf: string | null;
  @ApiProperty({ format: 'date-time' }) plannedAt: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) startedAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'When content and recipients stood fixed.' }) preparedAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) finishedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Host user who asked for it; null for the schedule.' }) actorUserId: string | null;
  @ApiProperty() ownerUserId: string;
  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it is not, or not wholly, sent.' }) reason: ReasonDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'When the data of the page was from.' }) dataTime: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'markdown-digest@1' }) template: string | null;
  @ApiProperty({ type: RecordCountsDto }) counts: RecordCountsDto;
}

export class CutDto {
  @ApiProperty({ example: 'markdown.content' }) field: string;
  @ApiProperty({ description: 'Bytes of UTF-8.' }) limitBytes: number;
  @ApiProperty({ description: 'Bytes it would have had.' }) fullBytes: number;
  @ApiPropertyOptional({ description: 'Rows that were left out although the table was split; the bytes are then those of all parts together.' }) rows?: number;
}

export class RecordMessageDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'markdown' }) msgtype: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: '`msgtype` and payload exactly as WeCom got it, or `erased: true` in place of the payload where it was for a person who was erased; where opens are counted, the address of the page stands in the place of each person\'s own link.' }) content: Record<string, unknown>;
  @ApiProperty({ example: 'markdown-digest@1' }) template: string;
  @ApiProperty({ type: [CutDto], description: 'What was cut to fit WeCom\'s limits.' }) cut: CutDto[];
  @ApiProperty() recipients: number;
}

export class RecordCallDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) messageId: string;
  @ApiProperty({ enum: pushCall.states, enumName: 'PushCallState' }) state: string;
  @ApiProperty() recipients: number;
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, nullable: true }) wecomMessageId: string | null;
  @ApiProperty({ type: ReasonDto, nullable: true }) reason: ReasonDto | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) firstSentAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) settledAt: string | null;
}

export class OpensDto {
  @ApiProperty({ description: 'How often; opens within 10 seconds are one.' }) opens: number;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) firstOpenedAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) lastOpenedAt: string | null;
}

export class RecordOpensDto extends OpensDto {
  @ApiProperty({ description: 'People whose link was opened; of those in `counts.sent`.' }) people: number;
}

export class TimelineEntryDto {
  @ApiProperty({ enum: TIMELINE_STEPS, enumName: 'TimelineStep' }) step: TimelineEntry['step'];
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiPropertyOptional({ description: 'Since the step before, in milliseconds.' }) tookMs?: number;
}

export class RecordReplayDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: RUN_TRIGGERS, enumName: 'RunTrigger' }) trigger: RunTrigger;
  @ApiProperty({ enum: pushRun.states, enumName: 'PushRunState' }) state: PushRunState;
  @ApiProperty({ format: 'date-time' }) plannedAt: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) finishedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who asked for it.' }) actorUserId: string | null;
  @ApiProperty({ type: RecordCountsDto }) counts: RecordCountsDto;
}

export class RecordRecallDto {
  @ApiProperty({ description: 'Messages that are to be taken back and of which WeCom has not decided; a message is what one request brought to up to 1000 people.' }) waiting: number;
  @ApiProperty({ description: 'Messages that WeCom took back.' }) recalled: number;
  @ApiProperty({ description: 'Messages that WeCom did not take back: the events say why.' }) refused: number;
  @ApiProperty({ description: 'Deliveries whose message was taken back.' }) peopleRecalled: number;
}

export class RecordDetailResponseDto extends RecordResponseDto {
  @ApiProperty({ type: [RecordMessageDto], description: 'At most 100.' }) messages: RecordMessageDto[];
  @ApiProperty({ type: [RecordCallDto], description: 'Requests to WeCom, at most 1000 people each; the first 1000 requests.' }) calls: RecordCallDto[];
  @ApiProperty({ type: RecordOpensDto, nullable: true, description: 'Null where no message has a link that counts.' }) opens: RecordOpensDto | null;
  @ApiProperty({ type: [TimelineEntryDto], description: 'The steps that were reached, in order of time.' }) timeline: TimelineEntryDto[];
  @ApiProperty({ type: [RecordReplayDto], description: 'Replays of this record, the latest first; at most 100.' }) replays: RecordReplayDto[];
  @ApiProperty({ type: RecordRecallDto }) recall: RecordRecallDto;
}

export class DeliveryResponseDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty({ description: 'Whether the person was erased: then `hostUserId` is a pseudonym, and name and account are gone.' }) erased: boolean;
  @ApiProperty() hostUserName: string;
  @ApiProperty({ description: 'Whether it is the group of a robot: then `hostUserId` and `hostUserName` are the robot\'s id and name.' }) robot: boolean;
  @ApiProperty({ type: String, nullable: true }) wecomUserId: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) messageId: string | null;
  @ApiProperty({ enum: pushDelivery.states, enumName: 'PushDeliveryState' }) state: PushDeliveryState;
  @ApiProperty({ type: ReasonDto, nullable: true }) reason: ReasonDto | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) settledAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'When WeCom took the message back; null where it did not.' }) recalledAt: string | null;
  @ApiProperty({ type: OpensDto, nullable: true, description: 'How often the person\'s link was opened, by whomever; null where the message has no link that counts.' }) opens: OpensDto | null;
}

export class RecordListResponseDto {
  @ApiProperty({ type: [RecordResponseDto] }) items: RecordResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class DeliveryListResponseDto {
  @ApiProperty({ type: [DeliveryResponseDto] }) items: DeliveryResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
