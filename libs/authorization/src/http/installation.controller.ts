import { Get, Query, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '#bi-host';
import { PushController } from '#kernel';
import { Matches } from 'class-validator';
import { AuthorizationLinks } from '../application/authorization-links.service';
import { CallbackChannels } from '../application/callback-channels.service';

class InstallationQueryDto {
  @ApiProperty({ maxLength: 512 }) @Matches(/^[\w.~@+/=-]{1,512}$/) auth_code: string;
  @ApiProperty({ maxLength: 128 }) @Matches(/^[A-Za-z0-9]{1,128}$/) state: string;
  @ApiProperty({ required: false }) @Matches(/^\d{0,6}$/) expires_in: string = '';
}

const TEXTS = {
  active: '授权成功，可以关闭本页。 The app is authorized; you may close this page.',
  pending: '已收到授权，正在向企业微信确认。 The authorization has arrived and is being confirmed with WeCom.',
  refused: '授权未被接受：请回到 BI 管理后台查看原因。 The authorization was not taken: the BI console says why.',
  unknown: '此链接无效：请从 BI 管理后台重新发起授权。 This link is not valid: begin again in the BI console.',
} as const;

/** Where WeCom sends the browser of an administrator who installed a third-party app by our link. */
@ApiTags('callbacks of WeCom')
@PushController('installations')
@Allow('public')
export class InstallationController {
  constructor(
    private readonly channels: CallbackChannels,
    private readonly links: AuthorizationLinks,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The end of an installation, for the browser of the administrator who made it' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String })
  async installed(@Query() { auth_code: authCode, state }: InstallationQueryDto, @Res() response: unknown): Promise<void> {
    await this.channels.receiveInstallation(authCode, state);
    const { httpAdapter } = this.adapterHost;
    httpAdapter.setHeader(response, 'content-type', 'text/plain; charset=utf-8');
    httpAdapter.setHeader(response, 'referrer-policy', 'no-referrer');
    httpAdapter.reply(response, TEXTS[(await this.links.outcome(state)) ?? 'unknown'], 200);
  }
}
