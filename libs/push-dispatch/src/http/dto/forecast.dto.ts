import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { MemberUnit } from '../../domain/forecast/load';

export class ForecastQueryDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 10_000_000, description: 'How many accounts the corp may have, as its WeCom administrator sees it; without it the bound people are counted.' })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(10_000_000) accountCap?: number;
}

export class DraftForecastQueryDto extends ForecastQueryDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'The task that the draft takes the place of.' }) @IsOptional() @IsUUID() taskId?: string;
}

export class ForecastParamsDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id: string;
}

export class ForecastTaskDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for the draft.' }) taskId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null where the caller may not see the project of the task.' }) title: string | null;
}

export class ForecastBigTaskDto extends ForecastTaskDto {
  @ApiProperty({ description: 'Messages to people on that day.' }) personTimes: number;
}

export class ForecastMoveDto extends ForecastTaskDto {
  @ApiProperty({ format: 'date-time', description: 'The nearest minute in which it would find room.' }) to: Date;
}

export class ForecastDayDto {
  @ApiProperty({ format: 'date', description: 'A natural day in China, as WeCom counts.' }) date: string;
  @ApiProperty({ description: 'Messages to people that WeCom allows the app: 200 for each account of the corp.' }) allowed: number;
  @ApiProperty({ description: 'Sent or under way already; of today only.' }) sent: number;
  @ApiProperty({ description: 'By the tasks that are saved.' }) planned: number;
  @ApiProperty({ description: 'By the draft.' }) draft: number;
  @ApiProperty({ description: 'More than allowed without the draft.' }) overWithout: boolean;
  @ApiProperty({ description: 'More than allowed with it: WeCom refuses the rest of the day.' }) overWith: boolean;
  @ApiProperty({ type: [ForecastBigTaskDto], description: 'Who sends the most on a day with too much, at most 5: move one to `freestDate`.' }) biggest: ForecastBigTaskDto[];
}

export class MemberCrowdDto {
  @ApiProperty({ enum: ['minute', 'hour'] }) unit: MemberUnit;
  @ApiProperty({ format: 'date-time', description: 'Its first minute or hour.' }) at: Date;
  @ApiProperty({ description: 'How often these tasks meet so in the week.' }) occurrences: number;
  @ApiProperty({ description: 'Messages that WeCom delivers to one person from one app: 30 a minute, 1000 an hour. It drops the others and says nothing.' }) limit: number;
  @ApiProperty({ type: Number, nullable: true, description: 'What the person with the most surely gets, by the people of the last runs; null when too many would have to be compared.' })
  atLeast: number | null;
  @ApiProperty({ description: 'What a person may get at most.' }) atMost: number;
  @ApiProperty({ type: Number, nullable: true, description: 'People known to get more than the limit.' }) people: number | null;
  @ApiProperty({ enum: ['certain', 'possible'], description: '`possible`: not all people of these tasks are known beforehand, or too many to be compared.' }) verdict: string;
  @ApiProperty({ description: 'Whether the draft is among them.' }) withDraft: boolean;
  @ApiProperty() taskCount: number;
  @ApiProperty({ type: [ForecastTaskDto], description: 'At most 10 of them.' }) tasks: ForecastTaskDto[];
  @ApiProperty({ type: [ForecastMoveDto], description: 'Which to move, and where, at most 5: the draft first, then those with the most people.' }) moves: ForecastMoveDto[];
}

export class BusyMinutesDto {
  @ApiProperty({ description: 'Tasks that start at minute 0 or 30, when most corps push and WeCom is slow: give them a tolerance, or another minute.' }) tasks: number;
  @ApiProperty() starts: number;
  @ApiProperty({ type: [ForecastTaskDto], description: 'At most 20.' }) named: ForecastTaskDto[];
}

export class ForecastResponseDto {
  @ApiProperty({ description: 'Accounts of the corp that are reckoned with.' }) accounts: number;
  @ApiProperty({ description: 'False when these are only the people bound, so that more may be allowed.' }) accountsKnown: boolean;
  @ApiProperty({ description: 'Tasks that are reckoned with, the draft among them.' }) tasks: number;
  @ApiProperty({ description: 'Of these, tasks whose number of people is not known before they first ran.' }) uncounted: number;
  @ApiProperty({ description: 'Tasks that are not reckoned with: more than 5000, or 500,000 starts.' }) leftOut: number;
  @ApiProperty({ type: [ForecastDayDto], description: 'Today and the six days after it.' }) days: ForecastDayDto[];
  @ApiProperty({ format: 'date' }) freestDate: string;
  @ApiProperty({ type: [MemberCrowdDto], description: 'Minutes and hours with too much for one person, the fullest first, at most 50.' }) crowds: MemberCrowdDto[];
  @ApiProperty() moreCrowds: number;
  @ApiProperty({ type: BusyMinutesDto }) busyMinutes: BusyMinutesDto;
}
