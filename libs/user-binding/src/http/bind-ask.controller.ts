import { Body, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiBadRequestResponse, ApiConflictResponse, ApiFoundResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiServiceUnavailableResponse, ApiTags,
} from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, NOTICE_PAGE_HEADERS, PushController } from '#kernel';
import { BindAsksService } from '../application/bind-asks.service';
import { SelfBindingService } from '../application/self-binding.service';
import { AskToBindRequestDto, AskToBindResponseDto } from './dto/bind-ask.dto';
import { askedPage, selfBindingPage } from './self-binding-page';

@ApiTags('bindings')
@PushController('bindings')
@Allow('editor')
export class BindAskController {
  constructor(
    private readonly asks: BindAsksService,
    private readonly selfBinding: SelfBindingService,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Post('asks')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask unbound people to bind themselves: the host passes a link of his own on to each, once a day at most' })
  @ApiOkResponse({ type: AskToBindResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'HOST_GIVES_NO_CHANNEL; AUTHORIZATION_NOT_USABLE; SELF_BINDING_UNAVAILABLE' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE' })
  async ask(@CurrentCaller() caller: Caller, @Body() body: AskToBindRequestDto): Promise<AskToBindResponseDto> {
    const people = await this.asks.ask(caller, body);
    return { asked: people.filter((one) => one.result === 'asked').length, people };
  }

  @Get('asked')
  @Allow('public')
  @ApiOperation({ summary: 'Where the link leads that the host passed on to a person' })
  @ApiQuery({ name: 'ask', required: false })
  @ApiQuery({ name: 'go', required: false, enum: ['wecom', 'desktop'] })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'A page on which the person says that it begins.' })
  @ApiFoundResponse({ description: 'To the sign-in of WeCom.' })
  @ApiBadRequestResponse({ schema: { type: 'string' }, description: 'A page that says that the link is over.' })
  async asked(@Query('ask') token: unknown, @Query('go') go: unknown, @Res() response: unknown): Promise<void> {
    const { httpAdapter } = this.adapterHost;
    for (const [name, value] of Object.entries(NOTICE_PAGE_HEADERS)) httpAdapter.setHeader(response, name, value);
    if (go === 'wecom' || go === 'desktop') {
      const links = await this.selfBinding.startAsked(token);
      if (links) return httpAdapter.redirect(response, 302, go === 'wecom' ? links.wecomUrl : links.desktopUrl) as void;
    }
    const ask = await this.selfBinding.asked(token);
    httpAdapter.reply(response, ask ? askedPage(ask.hostUserName, String(token)) : selfBindingPage({ failure: 'ask_over' }), ask ? 200 : 400);
  }
}
