import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RUN_EVENT_KINDS, type RunEventKind } from '../../domain/run-event';

export class ListRecordEventsQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 200 }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit: number = 200;
}

export class RecordEventDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({
    enum: RUN_EVENT_KINDS,
    enumName: 'RecordEventKind',
    description: '`replay_asked`: `details.recordId` is the record of the replay. `recall_asked`: `people` are those whose messages are to go, `details.others` those who lose them too. `recalled`, `recall_refused`: what WeCom made of one message, for each a line.',
  })
  kind: RunEventKind;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The event that asked for it.' }) requestId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who asked; null for what the system tells.' }) actorUserId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The request to WeCom whose message it concerns.' }) callId: string | null;
  @ApiProperty({ type: String, nullable: true }) wecomMessageId: string | null;
  @ApiProperty({ type: Number, nullable: true }) people: number | null;
  @ApiProperty({ type: String, nullable: true, example: '42052', description: 'Why it was refused: a code of WeCom, or one of ours.' }) code: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'One sentence: of whoever asked, or of whoever refused.' }) reason: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) details: Record<string, unknown>;
}

export class RecordEventListResponseDto {
  @ApiProperty({ type: [RecordEventDto] }) items: RecordEventDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
