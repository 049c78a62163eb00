import { Body, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiBadRequestResponse, ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, NOTICE_PAGE_HEADERS, PushController } from '#kernel';
import { SelfBindingService } from '../application/self-binding.service';
import { OwnBindingListDto, SelfBindingLinksDto, StartSelfBindingRequestDto } from './dto/self-binding.dto';
import { selfBindingPage } from './self-binding-page';

@ApiTags('bindings')
@PushController('bindings/self')
@Allow('member')
export class SelfBindingController {
  constructor(
    private readonly selfBinding: SelfBindingService,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  @ApiOperation({ summary: "The caller's own WeCom accounts, and where he can bind one" })
  @ApiOkResponse({ type: OwnBindingListDto })
  async mine(@CurrentCaller() caller: Caller): Promise<OwnBindingListDto> {
    const found = await this.selfBinding.mine(caller);
    return { items: found.map(({ authorization: { id, corpId, agentName }, binding, obstacle }) => ({ authorizationId: id, corpId, agentName, binding, obstacle })) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Links by which the caller binds himself: inside WeCom, or by QR code on a desktop' })
  @ApiOkResponse({ type: SelfBindingLinksDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND; HOST_USER_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_USABLE; SELF_BINDING_UNAVAILABLE' })
  async start(@CurrentCaller() caller: Caller, @Body() { authorizationId }: StartSelfBindingRequestDto): Promise<SelfBindingLinksDto> {
    return this.selfBinding.start(caller, authorizationId);
  }

  @Get('callback')
  @Allow('public')
  @ApiOperation({ summary: 'Where WeCom sends the browser of who signed in' })
  @ApiQuery({ name: 'code', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'A page that says that it is bound.' })
  @ApiBadRequestResponse({ schema: { type: 'string' }, description: 'A page that says why it is not.' })
  async finish(@Query('code') code: unknown, @Query('state') state: unknown, @Res() response: unknown): Promise<void> {
    const result = await this.selfBinding.finish(code, state);
    const { httpAdapter } = this.adapterHost;
    for (const [name, value] of Object.entries(NOTICE_PAGE_HEADERS)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, selfBindingPage(result), 'failure' in result ? 400 : 200);
  }
}
