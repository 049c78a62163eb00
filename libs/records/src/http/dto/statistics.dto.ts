import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDateString, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { MAX_DAYS } from '../../domain/statistics';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class DayRangeQueryDto {
  @ApiProperty({ format: 'date', description: `First day; at most ${MAX_DAYS} days are asked for at once.` })
  @Matches(DAY, { message: 'must be a date written YYYY-MM-DD' }) @IsDateString({ strict: true }) from: string;

  @ApiProperty({ format: 'date', description: 'Last day.' }) @Matches(DAY, { message: 'must be a date written YYYY-MM-DD' }) @IsDateString({ strict: true }) to: string;
}

export class DailyStatisticsQueryDto extends DayRangeQueryDto {
  @ApiPropertyOptional({ maxLength: 128, description: 'All that the caller may see if left out.' }) @IsOptional() @IsString() @MaxLength(128) projectId?: string;
}

export class DayStatisticsDto {
  @ApiProperty({ format: 'date', description: 'Of the planned time, in the zone of each task.' }) day: string;
  @ApiProperty({ description: 'Runs that ended, tests left out.' }) runs: number;
  @ApiProperty() sent: number;
  @ApiProperty() partlySent: number;
  @ApiProperty() failed: number;
  @ApiProperty({ description: 'Not sent on purpose.' }) held: number;
  @ApiProperty({ description: 'Their time passed while the system was down.' }) missed: number;
  @ApiProperty() cancelled: number;
  @ApiProperty({ description: 'Person-times, as the following.' }) peopleNamed: number;
  @ApiProperty({ description: 'Accepted by WeCom for them.' }) peopleReached: number;
  @ApiProperty({ description: 'Refused by WeCom.' }) peopleRejected: number;
  @ApiProperty({ description: 'Not sent to: not bound, left, no right to see the page.' }) peopleSkipped: number;
  @ApiProperty() peopleExpired: number;
  @ApiProperty({ description: 'WeCom did not say whether it took the message.' }) peopleUnknown: number;
  @ApiProperty({ description: 'Who opened a link that counts, each once in a run; only of tasks that count opens.' }) peopleOpened: number;
}

export class StatisticsResponseDto {
  @ApiProperty({ type: [DayStatisticsDto], description: 'The latest first; days without runs are left out.' }) days: DayStatisticsDto[];
}
