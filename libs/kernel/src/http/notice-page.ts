import { createHash } from 'node:crypto';

/** What a person reads in a browser, in both languages: there is no telling which one he speaks. */
export interface NoticeWords {
  title: readonly [zh: string, en: string];
  text: readonly [zh: string, en: string];
}

/** Somewhere to go on to. */
export interface NoticeLink {
  href: string;
  /** In both languages. */
  text: string;
}

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;margin:0;padding:15vh 24px;text-align:center;color:#1f2329;background:#fff}h1{font-size:22px;margin:0}p{max-width:32em;margin:12px auto}.en{color:#646a73;font-size:14px}a{display:inline-block;margin:6px;padding:8px 20px;border-radius:6px;background:#2f6bff;color:#fff;text-decoration:none}';

/** Lets the page have its own style, and nothing else: no script, no picture, no form, no frame. */
export const NOTICE_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

/** A page that says one thing to whoever came by a link; send it with {@link NOTICE_PAGE_HEADERS}. */
export function noticePage({ title, text }: NoticeWords, links: readonly NoticeLink[] = []): string {
  const anchors = links.map((link) => `<a href="${escaped(link.href)}">${escaped(link.text)}</a>`).join('');
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title[0])}</title><style>${STYLE}</style><h1>${escaped(title[0])}</h1><p>${escaped(text[0])}</p><p class="en" lang="en"><b>${escaped(title[1])}</b><br>${escaped(text[1])}</p>${anchors && `<p>${anchors}</p>`}</html>`;
}
