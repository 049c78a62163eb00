import { Type } from 'class-transformer';
import { IsDateString, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

class PageQuery {
  /** Only what is numbered above this. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(10_000) limit?: number;
}

export class MembersQuery {
  @IsOptional() @IsString() @MaxLength(64) q?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(10_000) limit?: number;
}

export class MessagesQuery extends PageQuery {
  @IsString() corpId: string;
  @IsString() userId: string;
  @IsOptional() @Type(() => Number) @IsInt() agentId?: number;
}

export class DeliveriesQuery extends PageQuery {
  @IsOptional() @IsString() corpId?: string;
  @IsOptional() @Type(() => Number) @IsInt() agentId?: number;
  @IsOptional() @IsString() userId?: string;
  @IsOptional() @IsString() msgId?: string;
  /** Part of the message's title. */
  @IsOptional() @IsString() title?: string;
}

export class ContentCountsQuery {
  @IsOptional() @IsString() corpId?: string;
  @IsOptional() @Type(() => Number) @IsInt() agentId?: number;
  @IsOptional() @IsString() title?: string;
  @IsOptional() @IsString() content?: string;
}

export class JournalQuery extends PageQuery {
  @IsOptional() @IsString() api?: string;
  @IsOptional() @IsString() corpId?: string;
  @IsOptional() @Type(() => Number) @IsInt() agentId?: number;
  @IsOptional() @Type(() => Number) @IsInt() errcode?: number;
  @IsOptional() @IsString() fault?: string;
  /** Only calls from this time on. */
  @IsOptional() @IsDateString() since?: string;
}

export class ResetRequest {
  /** `all`: back to the seed. `messages`: only what was sent, counted and written down; corps, tokens and faults stay. */
  @IsOptional() @IsIn(['all', 'messages']) what?: 'all' | 'messages';
}
