import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { textLanguage, type Text } from '../content/page-definition';
import { STYLE } from './style';

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Sends a page that runs no script, loads nothing, and tells nobody its address, which may carry a signed mark. */
export function sendHtml(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set({
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .type('html')
    .send(html);
}

/** The language that the address asks for, else the browser's, else Chinese. */
export function languageOf(request: Request): keyof Text {
  const { lang } = request.query;
  if (typeof lang === 'string' && lang !== '') return textLanguage(lang);
  return request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

/** This address in the other language. */
export function otherLanguageLink(request: Request): string {
  const query = new URLSearchParams(request.originalUrl.split('?')[1]);
  query.set('lang', languageOf(request) === 'zh' ? 'en-US' : 'zh-CN');
  return `${request.path}?${query.toString()}`;
}
