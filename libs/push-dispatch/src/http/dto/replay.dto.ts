import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { ErrorResponseDto } from '#kernel';
import { pushDelivery, ReasonDto, type PushDeliveryState } from '#records';
import { REPLAY_OUTCOMES, type ReplayOutcome } from '../../domain/replay';

const MAX_CHOSEN = 10_000;
const MAX_CHOSEN_IN_ADDRESS = 200;

const commaSeparated = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);
const trueOrFalse = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);

export class ReplayQueryDto {
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MAX_CHOSEN_IN_ADDRESS, description: 'Only these people, or robots, separated by commas; all whom the record did not reach if left out.' })
  @IsOptional() @Transform(commaSeparated) @ArrayMinSize(1) @ArrayMaxSize(MAX_CHOSEN_IN_ADDRESS) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  userIds?: string[];
  @ApiPropertyOptional({ default: false, description: 'Also those of whom WeCom did not say whether they got it: they may get it twice.' })
  @IsOptional() @Transform(trueOrFalse) @IsBoolean()
  includeUnknown: boolean = false;
}

export class ListReplayPeopleQueryDto extends ReplayQueryDto {
  @ApiPropertyOptional({ maxLength: 400, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(400) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit: number = 200;
}

export class ReplayRequestDto {
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MAX_CHOSEN, description: 'Only these people, or robots; all whom the record did not reach if left out.' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_CHOSEN) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  userIds?: string[];
  @ApiPropertyOptional({ default: false, description: 'Also those of whom WeCom did not say whether they got it: they may get it twice.' })
  @IsOptional() @IsBoolean()
  includeUnknown: boolean = false;
  @ApiPropertyOptional({ format: 'uuid', description: 'Made up by the caller: a second request with it, such as a second click, starts nothing and is answered with the same record.' })
  @IsOptional() @IsUUID() requestId?: string;
}

export class ReplayCountsDto {
  @ApiProperty({ description: 'People, or groups of robots, who would get it.' }) willGet: number;
  @ApiProperty({ description: 'Of whom WeCom did not say whether they have it: they get it only with `includeUnknown`.' }) askFirst: number;
  @ApiProperty({ description: 'Whom something still keeps from it: each person says what.' }) notYet: number;
  @ApiProperty({ description: 'False when more than 20,000 were missed: the numbers are then of the first 20,000.' }) exact: boolean;
}

export class ReplayPreviewResponseDto {
  @ApiProperty({ description: 'Whether a replay would be started now.' }) possible: boolean;
  @ApiProperty({ type: ErrorResponseDto, nullable: true, description: 'What POST would be answered.' }) refusal: ErrorResponseDto | null;
  @ApiProperty({ type: ReplayCountsDto, nullable: true, description: 'Null where nobody was looked at.' }) counts: ReplayCountsDto | null;
}

export class ReplayPersonDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty() hostUserName: string;
  @ApiProperty({ description: 'Whether it is the group of a robot.' }) robot: boolean;
  @ApiProperty({ enum: REPLAY_OUTCOMES, enumName: 'ReplayOutcome' }) outcome: ReplayOutcome;
  @ApiProperty({ description: 'Messages that would go out: more than one where a table was split.' }) messages: number;
  @ApiProperty({ enum: pushDelivery.states, enumName: 'PushDeliveryState', description: 'How it came out last, in the record or in a replay of it.' }) lastState: PushDeliveryState;
  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it did not come then.' }) lastReason: ReasonDto | null;
  @ApiProperty({ type: ReasonDto, nullable: true, description: 'What is still in the way, of `not_yet`.' }) reason: ReasonDto | null;
}

export class ReplayPeopleResponseDto {
  @ApiProperty({ type: [ReplayPersonDto], description: 'By host user id. A page may be shorter than `limit` and not the last one.' }) items: ReplayPersonDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
