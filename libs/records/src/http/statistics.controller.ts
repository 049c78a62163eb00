import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { PushController } from '#kernel';
import { StatisticsService } from '../application/statistics.service';
import { DailyStatisticsQueryDto, StatisticsResponseDto } from './dto/statistics.dto';

@ApiTags('push records')
@PushController('statistics')
@Allow('member')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get('daily')
  @ApiOperation({ summary: 'What became of pushes, day by day' })
  @ApiOkResponse({ type: StatisticsResponseDto })
  async daily(@CurrentCaller() caller: Caller, @Query() { projectId, from, to }: DailyStatisticsQueryDto): Promise<StatisticsResponseDto> {
    return { days: await this.statistics.daily(caller, { from, to }, projectId) };
  }
}
