import { Get, Logger, Param, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiFoundResponse, ApiGoneResponse, ApiOperation, ApiProduces, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '#bi-host';
import { NOTICE_PAGE_HEADERS, noticePage, PushController, type NoticeWords } from '#kernel';
import { LinkOpens, type OpenedLink } from '../application/link-opens.service';
import { openedByPerson, type RequestFacts } from './opened-by-person';

const OVER: NoticeWords = {
  title: ['链接已失效', 'This link is over'],
  text: ['链接已过期或不完整。请在 BI 平台打开该页面，或查看最新一次推送。', 'It is too old or not complete. Open the page in the BI platform, or look at the newest message.'],
};
const NO_ANSWER: NoticeWords = {
  title: ['暂时无法打开', 'This cannot be opened now'],
  text: ['请稍后再次点击消息中的链接。', 'Press the link in the message again in a moment.'],
};

/** Asked anew each time, and kept by nobody; the page that follows does not learn where the person came from. */
const REDIRECT_HEADERS: Readonly<Record<string, string>> = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' };

/** Where counted links of messages lead. Whoever has a link may open it: it says no more than where the page is. */
@ApiTags('push records')
@PushController('o')
@Allow('public')
export class LinkOpenController {
  private readonly log = new Logger(LinkOpenController.name);

  constructor(
    private readonly opens: LinkOpens,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get(':code')
  @ApiOperation({ summary: 'Leads from the link of a message to the page, and counts that it was opened' })
  @ApiProduces('text/html')
  @ApiFoundResponse({ description: 'To the address of the page as the host gave it when the message was made.' })
  @ApiGoneResponse({ schema: { type: 'string' }, description: 'A page that says that the link is over.' })
  @ApiServiceUnavailableResponse({ schema: { type: 'string' }, description: 'A page that says to try again.' })
  async open(@Param('code') code: string, @Req() request: RequestFacts, @Res() response: unknown): Promise<void> {
    const link = await this.opens.open(code, openedByPerson(request)).catch((error: unknown): OpenedLink | undefined => {
      this.log.error({ err: error }, 'a link could not be looked up');
      return undefined;
    });
    if (link === undefined) return this.page(response, NO_ANSWER, 503);
    if (link === 'over') return this.page(response, OVER, 410);
    const { httpAdapter } = this.adapterHost;
    for (const [name, value] of Object.entries(REDIRECT_HEADERS)) httpAdapter.setHeader(response, name, value);
    httpAdapter.redirect(response, 302, link.pageUrl);
  }

  private page(response: unknown, words: NoticeWords, status: number): void {
    const { httpAdapter } = this.adapterHost;
    for (const [name, value] of Object.entries(NOTICE_PAGE_HEADERS)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, noticePage(words), status);
  }
}
