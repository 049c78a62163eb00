import { Body, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { PushTasksService } from '../application/push-tasks.service';
import { TaskOverview } from '../application/task-overview.service';
import { parseCalendarPolicy } from '../domain/schedule/calendar-policy';
import { parseSchedule } from '../domain/schedule/schedule';
import {
  CreatePushTaskRequestDto, ListPushTasksQueryDto, PushTaskResponseDto, SchedulePreviewRequestDto, SchedulePreviewResponseDto,
  UpdatePushTaskRequestDto,
} from './dto/push-task.dto';
import { NextTasksQueryDto, NextTasksResponseDto, PushTaskListResponseDto } from './dto/task-list.dto';
import { definitionOf, previewView, taskView } from './push-task-view';
import { listedView } from './task-list-view';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class PushTaskController {
  constructor(
    private readonly tasks: PushTasksService,
    private readonly overview: TaskOverview,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make a push task: which page, to whom, when, in which words' })
  @ApiCreatedResponse({ type: PushTaskResponseDto })
  async create(@CurrentCaller() caller: Caller, @Body() body: CreatePushTaskRequestDto): Promise<PushTaskResponseDto> {
    return taskView(await this.tasks.create(caller, definitionOf(caller, body)));
  }

  @Get()
  @ApiOperation({ summary: 'Push tasks, newest first' })
  @ApiOkResponse({ type: PushTaskListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListPushTasksQueryDto): Promise<PushTaskListResponseDto> {
    const page = await this.overview.list(caller, query);
    return { items: page.items.map(listedView), nextCursor: page.nextCursor };
  }

  @Post('schedule-preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'The next planned times of a schedule that need not be saved' })
  @ApiOkResponse({ type: SchedulePreviewResponseDto })
  async preview(@CurrentCaller() caller: Caller, @Body() body: SchedulePreviewRequestDto): Promise<SchedulePreviewResponseDto> {
    return previewView(await this.tasks.previewSchedule(caller, parseSchedule(body.schedule), parseCalendarPolicy(body.calendar)));
  }

  @Get('next')
  @ApiOperation({ summary: 'What runs next, soonest first' })
  @ApiOkResponse({ type: NextTasksResponseDto })
  async next(@CurrentCaller() caller: Caller, @Query() { limit }: NextTasksQueryDto): Promise<NextTasksResponseDto> {
    return { items: (await this.overview.next(caller, limit)).map(listedView) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One push task' })
  @ApiOkResponse({ type: PushTaskResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<PushTaskResponseDto> {
    return taskView(await this.tasks.get(caller, id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replace the definition of a task; a task that the system stopped starts again' })
  @ApiOkResponse({ type: PushTaskResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'PUSH_TASK_CHANGED: somebody else changed it since.' })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdatePushTaskRequestDto,
  ): Promise<PushTaskResponseDto> {
    return taskView(await this.tasks.update(caller, id, definitionOf(caller, body), body.version));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Start a task that was disabled or stopped' })
  @ApiOkResponse({ type: PushTaskResponseDto })
  async enable(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<PushTaskResponseDto> {
    return taskView(await this.tasks.enable(caller, id));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep a task from running by its schedule' })
  @ApiOkResponse({ type: PushTaskResponseDto })
  async disable(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<PushTaskResponseDto> {
    return taskView(await this.tasks.disable(caller, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a task; its records stay' })
  @ApiNoContentResponse()
  async delete(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.tasks.delete(caller, id);
  }
}
