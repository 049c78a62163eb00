import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, Min, MinLength } from 'class-validator';

export class PersonQuery {
  @IsString() corpId: string;
  @IsString() userId: string;
}

const CONVERSATION = /^(app:\d+|robot:[0-9a-f]{12})$/;

export class ConversationQuery extends PersonQuery {
  /** `app:1000002` or `robot:` and the robot's id. */
  @Matches(CONVERSATION) conversation: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after?: number;
}

export class ReadRequest extends PersonQuery {
  @Matches(CONVERSATION) conversation: string;
}

export class EnterRequest extends PersonQuery {
  @IsInt() agentId: number;
}

export class WriteRequest extends EnterRequest {
  @IsString() @MinLength(1) @MaxLength(2048) content: string;
}

export class CardRequest extends PersonQuery {
  @IsInt() @Min(1) seq: number;
  @IsIn(['button', 'submit', 'menu']) what: 'button' | 'submit' | 'menu';
  @IsString() @MaxLength(1024) key: string;
  /** Chosen option ids by question key. */
  @IsOptional() @IsObject() selected?: Record<string, string[]>;
}
