import { Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiConsumes, ApiForbiddenResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Allow } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { CallbackRejectedError, type CallbackQuery } from '#wecom';
import { CallbackChannels } from '../application/callback-channels.service';
import { readCallbackBody, type CallbackRequest } from './callback-body';

type Query_ = Record<string, unknown>;

function textOf(query: Query_, name: string): string {
  const value = query[name];
  if (typeof value !== 'string') throw new CallbackRejectedError('signature');
  return value;
}

const signed = (query: Query_): CallbackQuery => ({
  msgSignature: textOf(query, 'msg_signature'),
  timestamp: textOf(query, 'timestamp'),
  nonce: textOf(query, 'nonce'),
});

/**
 * WeCom's callbacks. Their signature is the sign-in. Answers are written past Nest's way of answering: WeCom wants the plain
 * text and nothing around it, and an interceptor of a host may wrap what a handler returns.
 */
@ApiTags('callbacks of WeCom')
@PushController('callbacks')
@Allow('public')
export class CallbackController {
  constructor(
    private readonly channels: CallbackChannels,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get(':channel')
  @ApiOperation({ summary: "WeCom's check of the address, when its settings are saved" })
  @ApiQuery({ name: 'echostr' })
  @ApiQuery({ name: 'nonce' })
  @ApiQuery({ name: 'timestamp' })
  @ApiQuery({ name: 'msg_signature' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'The decrypted echostr.' })
  @ApiForbiddenResponse({ type: ErrorResponseDto, description: 'CALLBACK_REJECTED' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'CALLBACK_CHANNEL_NOT_FOUND' })
  async verify(@Param('channel') channel: string, @Query() query: Query_, @Res() response: unknown): Promise<void> {
    // A proxy that decodes twice turns the + of base64 into a blank.
    const echostr = textOf(query, 'echostr').replaceAll(' ', '+');
    this.answer(response, await this.channels.verify(channel, signed(query), echostr));
  }

  @Post(':channel')
  @HttpCode(200)
  @ApiOperation({ summary: 'A callback of WeCom: kept, answered at once, worked on afterwards' })
  @ApiQuery({ name: 'nonce' })
  @ApiQuery({ name: 'timestamp' })
  @ApiQuery({ name: 'msg_signature' })
  @ApiConsumes('text/xml')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: '`success` for a suite, nothing for an app.' })
  @ApiForbiddenResponse({ type: ErrorResponseDto, description: 'CALLBACK_REJECTED' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'CALLBACK_CHANNEL_NOT_FOUND' })
  async receive(@Param('channel') channel: string, @Query() query: Query_, @Req() request: CallbackRequest, @Res() response: unknown): Promise<void> {
    this.answer(response, await this.channels.receive(channel, signed(query), await readCallbackBody(request)));
  }

  private answer(response: unknown, text: string): void {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.setHeader(response, 'content-type', 'text/plain; charset=utf-8');
    httpAdapter.reply(response, text, 200);
  }
}
