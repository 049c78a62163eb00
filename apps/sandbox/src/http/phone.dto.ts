import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';

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
