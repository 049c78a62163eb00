import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { PushController } from '#kernel';
import { TaskOverview } from '../application/task-overview.service';
import { FailingTasksResponseDto, OwnerlessTasksResponseDto } from './dto/task-list.dto';
import { PageQueryDto } from './dto/task-life.dto';
import { failingView, listedView } from './task-list-view';

/** Registered before the controller that takes any id in their place. */
@ApiTags('push tasks')
@PushController('tasks')
@Allow('administrator')
export class TaskTroubleController {
  constructor(private readonly overview: TaskOverview) {}

  @Get('failing')
  @ApiOperation({ summary: 'Tasks of all projects that failed or were stopped, with cause and remedy, newest first' })
  @ApiOkResponse({ type: FailingTasksResponseDto })
  async failing(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: PageQueryDto): Promise<FailingTasksResponseDto> {
    const page = await this.overview.failing(caller, cursor, limit);
    return { items: page.items.map(failingView), nextCursor: page.nextCursor };
  }

  @Get('ownerless')
  @ApiOperation({ summary: 'Tasks of all projects whose owner left and that no deputy took over; they go on. Newest first' })
  @ApiOkResponse({ type: OwnerlessTasksResponseDto })
  async ownerless(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: PageQueryDto): Promise<OwnerlessTasksResponseDto> {
    const page = await this.overview.ownerless(caller, cursor, limit);
    return { items: page.items.map((one) => Object.assign(listedView(one), { ownerGoneSince: one.ownerGoneSince })), nextCursor: page.nextCursor };
  }
}
