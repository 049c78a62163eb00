import { Body, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RobotsService } from '../application/robots.service';
import type { PushRobot, RobotDefinition } from '../domain/robot';
import {
  CreateRobotRequestDto, ListRobotsQueryDto, NotificationRobotListDto, RobotChoiceListDto, RobotEffectsResponseDto, RobotRecordListDto, RobotResponseDto, RobotTestResponseDto,
  SetNotificationRobotRequestDto, UpdateRobotRequestDto,
} from './dto/robot.dto';

@ApiTags('robots')
@PushController('robots')
@Allow('administrator')
export class RobotController {
  constructor(private readonly robots: RobotsService) {}

  @Post()
  @ApiOperation({ summary: 'Add a group robot by its address' })
  @ApiCreatedResponse({ type: RobotResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'ROBOT_NAME_TAKEN' })
  async create(@CurrentCaller() caller: Caller, @Body() body: CreateRobotRequestDto): Promise<RobotResponseDto> {
    return robotView(await this.robots.create(caller, definitionOf(body), body.webhook));
  }

  @Get()
  @Allow('editor')
  @ApiOperation({ summary: 'Robots to choose from, newest first' })
  @ApiOkResponse({ type: RobotChoiceListDto })
  async list(@CurrentCaller() caller: Caller, @Query() { cursor, limit }: ListRobotsQueryDto): Promise<RobotChoiceListDto> {
    const page = await this.robots.list(caller.tenantId, cursor, limit);
    return { items: page.items.map(({ id, name, state }) => ({ id, name, state })), nextCursor: page.nextCursor };
  }

  @Get('notifications')
  @ApiOperation({ summary: 'Which robot posts the alarms of which project' })
  @ApiOkResponse({ type: NotificationRobotListDto })
  async notifications(@CurrentCaller() caller: Caller): Promise<NotificationRobotListDto> {
    return { items: await this.robots.notificationRobots(caller.tenantId) };
  }

  @Put('notifications/:projectId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Choose the robot that posts the alarms of a project, or none' })
  @ApiNoContentResponse()
  async setNotification(@CurrentCaller() caller: Caller, @Param('projectId') projectId: string, @Body() { robotId }: SetNotificationRobotRequestDto): Promise<void> {
    await this.robots.setNotificationRobot(caller, projectId, robotId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One robot, without its address' })
  @ApiOkResponse({ type: RobotResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RobotResponseDto> {
    return robotView(await this.robots.get(caller.tenantId, id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replace the definition of a robot; without `webhook` the address stays' })
  @ApiOkResponse({ type: RobotResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'ROBOT_CHANGED or ROBOT_NAME_TAKEN' })
  async update(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: UpdateRobotRequestDto): Promise<RobotResponseDto> {
    return robotView(await this.robots.update(caller, id, definitionOf(body), body.webhook, body.version));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a robot post again; a broken one is tried again' })
  @ApiOkResponse({ type: RobotResponseDto })
  async enable(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RobotResponseDto> {
    return robotView(await this.robots.setState(caller, id, 'enabled'));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep a robot from posting' })
  @ApiOkResponse({ type: RobotResponseDto })
  async disable(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RobotResponseDto> {
    return robotView(await this.robots.setState(caller, id, 'disabled'));
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Post a message that says it is a test; one that arrives mends a broken robot' })
  @ApiOkResponse({ type: RobotTestResponseDto })
  async test(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RobotTestResponseDto> {
    return this.robots.test(caller, id);
  }

  @Get(':id/records')
  @ApiOperation({ summary: 'What a robot posted, newest first' })
  @ApiOkResponse({ type: RobotRecordListDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async records(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() { cursor, limit }: ListRobotsQueryDto): Promise<RobotRecordListDto> {
    const page = await this.robots.records(caller.tenantId, id, cursor, limit);
    return { items: page.items.map(({ robotId: _robot, sentAt, ...rest }) => ({ ...rest, sentAt: sentAt.toISOString() })), nextCursor: page.nextCursor };
  }

  @Get(':id/effects')
  @ApiOperation({ summary: 'What would not be posted any more without the robot; changes nothing' })
  @ApiOkResponse({ type: RobotEffectsResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async effects(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RobotEffectsResponseDto> {
    const { tasks, ...rest } = await this.robots.effectsOf(caller.tenantId, id);
    return { ...rest, tasks: tasks.map(({ nextRunAt, ...task }) => ({ ...task, nextRunAt: nextRunAt?.toISOString() ?? null })) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a robot; its records stay' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'ROBOT_IN_USE: tasks post through it; `details.tasks` names up to 20.' })
  async delete(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.robots.delete(caller, id);
  }
}

const definitionOf = ({ name, templateKey, mention }: CreateRobotRequestDto | UpdateRobotRequestDto): RobotDefinition => ({
  name: name.trim(),
  templateKey: templateKey ?? null,
  mention: mention ? { authorizationId: mention.authorizationId, userIds: mention.userIds } : null,
});

function robotView({ id, name, state, keyEnd, templateKey, mention, brokenReason, updatedAt, version }: PushRobot): RobotResponseDto {
  return { id, name, state, address: `…${keyEnd}`, templateKey, mention, brokenReason, updatedAt: updatedAt.toISOString(), version };
}
