import { Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { BindingChangesService, type ListedChange } from '../application/binding-changes.service';
import type { BindingUse, TaskUse } from '../ports/binding-uses.port';
import { AuthorizationEffectsResponseDto, AuthorizationParamsDto, BindingChangeListResponseDto, BindingEffectsResponseDto, ListBindingChangesQueryDto, type BindingChangeResponseDto, type BindingUseDto, type PersonUseDto } from './dto/binding-change.dto';
import { AuthorizationQueryDto, HostUserParamsDto } from './dto/user-binding.dto';

@ApiTags('users')
@PushController('')
@Allow('administrator')
export class BindingChangeController {
  constructor(private readonly changes: BindingChangesService) {}

  @Get('bindings/changes')
  @ApiOperation({ summary: 'Accounts that left, went out of the visible range, came back or were renamed at WeCom, with the tasks that name the person' })
  @ApiOkResponse({ type: BindingChangeListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  async list(@CurrentCaller() caller: Caller, @Query() { authorizationId, ...page }: ListBindingChangesQueryDto): Promise<BindingChangeListResponseDto> {
    const { items, nextCursor } = await this.changes.list(caller.tenantId, authorizationId, page);
    return { items: items.map(changeView), nextCursor };
  }

  @Get('users/:hostUserId/binding/effects')
  @ApiOperation({ summary: 'What a person would miss without the binding; changes nothing' })
  @ApiOkResponse({ type: BindingEffectsResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_NOT_FOUND, AUTHORIZATION_NOT_FOUND' })
  async effects(@CurrentCaller() caller: Caller, @Param() { hostUserId }: HostUserParamsDto, @Query() { authorizationId }: AuthorizationQueryDto): Promise<BindingEffectsResponseDto> {
    return { tasks: (await this.changes.effectsOfUnbinding(caller.tenantId, authorizationId, hostUserId)).map(personUseView) };
  }

  @Get('authorizations/:id/effects')
  @ApiOperation({ summary: 'What would not be pushed any more without the authorization; changes nothing' })
  @ApiOkResponse({ type: AuthorizationEffectsResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  async effectsOfRevoking(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationEffectsResponseDto> {
    const { tasks, ...counts } = await this.changes.effectsOfRevoking(caller.tenantId, id);
    return { ...counts, tasks: tasks.map(useView) };
  }
}

const personUseView = ({ taskId, title, projectId, state, nextRunAt, through }: BindingUse): PersonUseDto => ({ taskId, title, projectId, state, nextRunAt, through });

const useView = ({ taskId, title, projectId, state, nextRunAt }: TaskUse): BindingUseDto => ({ taskId, title, projectId, state, nextRunAt });

const changeView = ({ id, hostUserId, hostUserName, wecomUserId, previousWecomUserId, from, to, stateNow, cause, changedAt, tasks }: ListedChange): BindingChangeResponseDto => ({
  id,
  hostUserId,
  hostUserName,
  wecomUserId,
  previousWecomUserId,
  from,
  to,
  stateNow: stateNow ?? 'unbound',
  cause,
  changedAt,
  tasks: tasks.map(personUseView),
});
