import { Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { TooManyAttemptsError, WrongCredentialsError } from '../contract/host.errors';
import { NoticeBox } from '../people/notice-box';
import { SignInService } from '../people/sign-in.service';
import { TenantBook } from '../people/tenant-book';
import { inboxHtml, signInHtml } from './templates';
import { textField } from './text-field';
import { WebErrorFilter } from './web-error.filter';
import { languageOf, otherLanguageLink, sendHtml } from './web-response';
import { WORDS } from './words';

/** The tenant whose people have an inbox here. */
const INBOX_TENANT = 'demo';

/** What people of this BI were told, each for himself alone. */
@Controller('inbox')
@UseFilters(WebErrorFilter)
export class InboxController {
  constructor(
    private readonly notices: NoticeBox,
    private readonly signIns: SignInService,
    private readonly tenants: TenantBook,
  ) {}

  @Get()
  ask(@Req() request: Request, @Res() response: Response): void {
    this.askWho(request, response);
  }

  /** For one who signs in on it; nothing of the sign-in is kept. */
  @Post()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const words = WORDS[languageOf(request)];
    try {
      const person = await this.signIns.check(this.tenants.get(INBOX_TENANT), textField(request.body, 'account'), textField(request.body, 'password'));
      const notices = this.notices.of(INBOX_TENANT, person.id).map(({ at, text, url }) => ({ at: at.toLocaleString(words.tag, { timeZone: 'Asia/Shanghai' }), text, url }));
      sendHtml(response, 200, inboxHtml({ title: words.inbox, words, otherLanguageLink: otherLanguageLink(request), name: person.name, notices }));
    } catch (error) {
      if (error instanceof WrongCredentialsError) return this.askWho(request, response, words.wrongCredentials);
      if (error instanceof TooManyAttemptsError) return this.askWho(request, response, words.tooManyAttempts);
      throw error;
    }
  }

  private askWho(request: Request, response: Response, error?: string): void {
    const words = WORDS[languageOf(request)];
    const page = { title: words.inbox, words, text: words.inboxSignIn, otherLanguageLink: otherLanguageLink(request), link: request.originalUrl, error };
    sendHtml(response, error === undefined ? 200 : 401, signInHtml(page));
  }
}
