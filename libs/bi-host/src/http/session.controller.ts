import { Body, Get, Header, Inject, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags, ApiTooManyRequestsResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { ErrorResponseDto, PushController } from '#kernel';
import { HTTP_HOST_OPTIONS, type HttpHostOptions } from '../adapters/http-host.options';
import { SignInService } from '../application/sign-in.service';
import { Caller } from '../domain/caller';
import { Allow, CurrentCaller } from './access.guard';
import { CallerResponseDto, CreateSessionRequestDto, SessionResponseDto } from './dto/session.dto';

@ApiTags('sessions')
@PushController('sessions')
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    @Inject(HTTP_HOST_OPTIONS) private readonly options: HttpHostOptions,
  ) {}

  @Post()
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sign in with the account of the BI' })
  @ApiCreatedResponse({ type: SessionResponseDto })
  @ApiUnauthorizedResponse({ type: ErrorResponseDto, description: 'WRONG_CREDENTIALS' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_ATTEMPTS' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'SIGN_IN_ELSEWHERE' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE' })
  async create(@Body() body: CreateSessionRequestDto): Promise<SessionResponseDto> {
    const tenantId = body.tenantId ?? this.options.defaultTenantId ?? 'default';
    const { token, expiresAt, user } = await this.signIn.signIn(tenantId, body.account, body.password);
    const { userId: id, name, administrator, projectRoles } = user;
    return { token, expiresAt: expiresAt.toISOString(), user: { id, name, administrator, projectRoles } };
  }

  @Get('me')
  @Allow('member')
  @ApiOperation({ summary: 'Who am I, and what may I do' })
  @ApiOkResponse({ type: CallerResponseDto })
  me(@CurrentCaller() caller: Caller): CallerResponseDto {
    const { tenantId, userId: id, name, administrator } = caller;
    return { tenantId, id, name, administrator, projectRoles: caller.roles };
  }
}
