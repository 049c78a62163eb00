import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PageProblem } from '../contract/contract.types';
import { PageNotAvailableError } from '../contract/host.errors';
import { messageHtml } from './templates';
import { languageOf, otherLanguageLink, sendHtml } from './web-response';
import { WORDS } from './words';

const STATUS: Record<PageProblem, number> = { not_found: 404, not_published: 404, sharing_off: 403, no_right: 403 };

/** Says to a person, not to a program, why a page does not open. */
@Catch()
export class WebErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(WebErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const words = WORDS[languageOf(request)];
    const problem = error instanceof PageNotAvailableError ? error.problem : undefined;
    if (!problem) this.log.error({ err: error }, 'a web page failed');
    const text = problem ? words.problems[problem] : words.failed;
    const html = messageHtml({ title: words.cannotOpen, text, words, otherLanguageLink: otherLanguageLink(request) });
    sendHtml(host.switchToHttp().getResponse<Response>(), problem ? STATUS[problem] : 500, html);
  }
}
