import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { Clock, ErrorResponseDto, PushController } from '#kernel';
import { AuthorizationLinks } from '../application/authorization-links.service';
import { AuthorizationsService } from '../application/authorizations.service';
import { qrPictures } from '../application/qr-code';
import type { AuthorizationLink } from '../domain/suite';
import { authorizationView } from './authorization-view';
import { AuthorizationParamsDto } from './dto/authorization.dto';
import { AuthorizationLinkResponseDto, BeginAuthorizationRequestDto } from './dto/link.dto';

@ApiTags('authorizations')
@PushController('authorizations')
@Allow('administrator')
export class AuthorizationLinkController {
  constructor(
    private readonly links: AuthorizationLinks,
    private readonly authorizations: AuthorizationsService,
    private readonly clock: Clock,
  ) {}

  @Post('links')
  @ApiOperation({ summary: "Begin the authorization of a corp for an app of the provider's: the answer is a link and a QR picture for the corp's administrator" })
  @ApiCreatedResponse({ type: AuthorizationLinkResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_EXISTS, SUITE_NOT_CONFIGURED' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer; SUITE_TICKET_MISSING' })
  async begin(@CurrentCaller() caller: Caller, @Body() { mode, corpId }: BeginAuthorizationRequestDto): Promise<AuthorizationLinkResponseDto> {
    return this.view(caller.tenantId, await this.links.begin(caller, mode, corpId));
  }

  @Post(':id/link')
  @HttpCode(200)
  @ApiOperation({ summary: 'A new link for an authorization that is pending or broken' })
  @ApiOkResponse({ type: AuthorizationLinkResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_EXISTS: it works; AUTHORIZATION_NOT_USABLE: it is revoked' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer; SUITE_TICKET_MISSING' })
  async renew(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationLinkResponseDto> {
    return this.view(caller.tenantId, await this.links.renew(caller, id));
  }

  @Get(':id/link')
  @ApiOperation({ summary: 'The newest link of an authorization' })
  @ApiOkResponse({ type: AuthorizationLinkResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND, LINK_NOT_FOUND' })
  async get(@CurrentCaller() caller: Caller, @Param() { id }: AuthorizationParamsDto): Promise<AuthorizationLinkResponseDto> {
    return this.view(caller.tenantId, await this.links.get(caller.tenantId, id));
  }

  private async view(tenantId: string, { authorizationId, url, expiresAt }: AuthorizationLink): Promise<AuthorizationLinkResponseDto> {
    const [authorization, { png, svg }] = await Promise.all([this.authorizations.get(tenantId, authorizationId), qrPictures(url)]);
    return { authorization: authorizationView(authorization), url, expiresAt, expired: expiresAt <= this.clock.now(), qrPng: png, qrSvg: svg };
  }
}
