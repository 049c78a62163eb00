import { Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { PushTasksService } from '#push-task';
import { DayRangeQueryDto, StatisticsResponseDto, StatisticsService } from '#records';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class TaskStatisticsController {
  constructor(
    private readonly tasks: PushTasksService,
    private readonly statistics: StatisticsService,
  ) {}

  @Get(':id/statistics')
  @ApiOperation({ summary: 'What became of the pushes of a task, day by day' })
  @ApiOkResponse({ type: StatisticsResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async ofTask(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() range: DayRangeQueryDto): Promise<StatisticsResponseDto> {
    const task = await this.tasks.get(caller, id);
    return { days: await this.statistics.ofTask(caller.tenantId, task.id, range) };
  }
}
