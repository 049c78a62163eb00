import { Body, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { TaskBulk } from '../application/task-bulk.service';
import { TaskCopies } from '../application/task-copies.service';
import { TaskHistory } from '../application/task-history.service';
import { PushTaskResponseDto } from './dto/push-task.dto';
import { BulkTasksRequestDto, BulkTasksResponseDto, CopyPushTaskRequestDto, PageQueryDto, TaskHistoryResponseDto } from './dto/task-life.dto';
import { taskView } from './push-task-view';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class TaskLifeController {
  constructor(
    private readonly copies: TaskCopies,
    private readonly history: TaskHistory,
    private readonly bulk: TaskBulk,
  ) {}

  @Post('bulk')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enable, disable, hand over or delete many tasks; each is done or refused alone' })
  @ApiOkResponse({ type: BulkTasksResponseDto })
  async applyToMany(@CurrentCaller() caller: Caller, @Body() { action: kind, taskIds, ownerUserId = '', dryRun }: BulkTasksRequestDto): Promise<BulkTasksResponseDto> {
    return { results: await this.bulk.apply(caller, kind === 'handOver' ? { kind, ownerUserId } : { kind }, taskIds, dryRun) };
  }

  @Post(':id/copy')
  @ApiOperation({ summary: 'Copy a task under a new title, into the same project or another one; the copy is disabled at first' })
  @ApiCreatedResponse({ type: PushTaskResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async copy(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: CopyPushTaskRequestDto): Promise<PushTaskResponseDto> {
    return taskView(await this.copies.copy(caller, id, body));
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Who did what to a task and when, field by field, newest first' })
  @ApiOkResponse({ type: TaskHistoryResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async changes(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() { cursor, limit }: PageQueryDto): Promise<TaskHistoryResponseDto> {
    return this.history.list(caller, id, cursor, limit);
  }
}
