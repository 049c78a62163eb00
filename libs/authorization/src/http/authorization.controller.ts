import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTooManyRequestsResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { CallbackChannels } from '../application/callback-channels.service';
import { AuthorizationsService } from '../application/authorizations.service';
import { authorizationChoiceView, authorizationView } from './authorization-view';
import {
  AuthorizationListResponseDto,
  AuthorizationParamsDto,
  AuthorizationResponseDto,
  AuthorizeCorpRequestDto,
  ReplaceSecretRequestDto,
} from './dto/authorization.dto';
import { CallbackKeysResponseDto } from './dto/callback.dto';
import { AuthorizationHealthResponseDto } from './dto/health.dto';
import { healthView } from './health-view';

@ApiTags('authorizations')
@PushController('authorizations')
@Allow('administrator')
export class AuthorizationController {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly channels: CallbackChannels,
  ) {}

  @Post()
  @ApiOperation({ summary: "Authorize a corp's own app: checked with WeCom before it becomes active" })
  @ApiCreatedResponse({ type: AuthorizationResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_REFUSED, AUTHORIZATION_EXISTS, CORP_CLAIMED' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_SECRET_TRIES: `retryAt` says when to try again' })
  async authorize(@CurrentCaller() caller: Caller, @Body() body: AuthorizeCorpRequestDto): Promise<AuthorizationResponseDto> {
    return authorizationView(await this.authorizations.authorize(caller, body));
  }

  @Get()
  @Allow('editor')
  @ApiOperation({ summary: 'Authorizations, newest first, without revoked ones; editors choose among them for their tasks, and see neither `trouble` nor `visibleRange`' })
  @ApiOkResponse({ type: AuthorizationListResponseDto })
  async list(@CurrentCaller() caller: Caller): Promise<AuthorizationListResponseDto> {
    return { items: (await this.authorizations.list(caller.tenantId)).map(caller.administrator ? authorizationView : authorizationChoiceView) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One authorization' })
  @ApiOkResponse({ type: AuthorizationResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationResponseDto> {
    return authorizationView(await this.authorizations.get(caller.tenantId, id));
  }

  @Get(':id/health')
  @ApiOperation({ summary: 'Whether the app works, step by step, with what mends it and who can; asks WeCom nothing (see check)' })
  @ApiOkResponse({ type: AuthorizationHealthResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async health(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationHealthResponseDto> {
    return healthView(await this.authorizations.healthOf(caller.tenantId, id));
  }

  @Put(':id/secret')
  @ApiOperation({ summary: 'Replace the secret: checked with WeCom before it replaces the old one' })
  @ApiOkResponse({ type: AuthorizationResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_REFUSED: the old secret stays; AUTHORIZATION_NOT_USABLE: it is revoked' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_SECRET_TRIES: `retryAt` says when to try again' })
  async replaceSecret(
    @CurrentCaller() caller: Caller,
    @Param() { id }: AuthorizationParamsDto,
    @Body() { secret }: ReplaceSecretRequestDto,
  ): Promise<AuthorizationResponseDto> {
    return authorizationView(await this.authorizations.replaceSecret(caller, id, secret));
  }

  @Put(':id/callback')
  @ApiOperation({ summary: "Make Token and EncodingAESKey for the callback of a corp's own app; those made before end" })
  @ApiOkResponse({ type: CallbackKeysResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_USABLE: it is revoked, or of a suite' })
  async renewCallback(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<CallbackKeysResponseDto> {
    const keys = await this.channels.renewKeys(caller, id);
    return { ...this.channels.addressOf(id), ...keys };
  }

  @Post(':id/check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask WeCom now whether the app works; sends nothing to anybody' })
  @ApiOkResponse({ type: AuthorizationResponseDto, description: '`state` says what came of it.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_USABLE: it is revoked' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_SECRET_TRIES: `retryAt` says when to try again' })
  async check(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationResponseDto> {
    return authorizationView(await this.authorizations.check(caller.tenantId, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an authorization and destroy its secret' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async revoke(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<void> {
    await this.authorizations.revoke(caller, id);
  }
}
