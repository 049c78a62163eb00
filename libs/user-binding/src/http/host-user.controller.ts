import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { BindingsService } from '../application/bindings.service';
import { UserListService } from '../application/user-list.service';
import { AuthorizationQueryDto, BindingResponseDto, BindUserRequestDto, HostUserParamsDto, ListUsersQueryDto, UserListResponseDto } from './dto/user-binding.dto';
import { bindingView, listedUserView } from './user-binding-view';

@ApiTags('users')
@PushController('users')
@Allow('administrator')
export class HostUserController {
  constructor(
    private readonly users: UserListService,
    private readonly bindings: BindingsService,
  ) {}

  @Get()
  @Allow('editor')
  @ApiOperation({ summary: "The BI platform's users with their WeCom accounts; editors choose recipients among them" })
  @ApiOkResponse({ type: UserListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE' })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListUsersQueryDto): Promise<UserListResponseDto> {
    const page = await this.users.list(caller.tenantId, query);
    return { items: page.items.map(listedUserView), nextCursor: page.nextCursor };
  }

  @Put(':hostUserId/binding')
  @ApiOperation({ summary: 'Bind a user to a WeCom account, in the place of an earlier one' })
  @ApiOkResponse({ type: BindingResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'HOST_USER_NOT_FOUND, WECOM_ACCOUNT_NOT_FOUND, AUTHORIZATION_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'ACCOUNT_ALREADY_BOUND: `details.hostUserName` has it; AUTHORIZATION_NOT_USABLE' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE, or WeCom does not answer' })
  async bind(@CurrentCaller() caller: Caller, @Param() { hostUserId }: HostUserParamsDto, @Body() { authorizationId, wecomUserId }: BindUserRequestDto): Promise<BindingResponseDto> {
    return bindingView(await this.bindings.bind(caller, { authorizationId, hostUserId, wecomUserId }));
  }

  @Delete(':hostUserId/binding')
  @HttpCode(204)
  @ApiOperation({ summary: 'Unbind a user' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_NOT_FOUND, AUTHORIZATION_NOT_FOUND' })
  async unbind(@CurrentCaller() caller: Caller, @Param() { hostUserId }: HostUserParamsDto, @Query() { authorizationId }: AuthorizationQueryDto): Promise<void> {
    await this.bindings.unbind(caller, authorizationId, hostUserId);
  }
}
