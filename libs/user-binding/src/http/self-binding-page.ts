import { createHash } from 'node:crypto';
import type { SelfBindingFailure, SelfBindingResult } from '../application/self-binding.service';

interface Words {
  title: readonly [zh: string, en: string];
  text: readonly [zh: string, en: string];
}

const FAILURES: Record<SelfBindingFailure, Words> = {
  link_over: {
    title: ['链接已失效', 'This link is over'],
    text: ['绑定链接 5 分钟内有效且只能使用一次。请回到 BI 平台重新获取。', 'A link is good for 5 minutes and one use. Get a new one in the BI platform.'],
  },
  not_a_member: {
    title: ['不是本企业成员', 'Not a member of this corp'],
    text: ['请使用本企业的企业微信账号打开链接。', 'Open the link with your account of this corp in WeCom.'],
  },
  account_taken: {
    title: ['该账号已被绑定', 'This account is bound already'],
    text: ['此企业微信账号已绑定到另一位 BI 用户。请联系管理员先解绑。', 'This WeCom account is bound to another BI user. Ask an administrator to unbind it first.'],
  },
  not_visible: {
    title: ['不在应用可见范围', 'Outside the visible range of the app'],
    text: ['请联系企业微信管理员把您加入应用可见范围，然后重新绑定。', 'Ask your WeCom administrator to add you to the visible range of the app, then bind again.'],
  },
  no_answer: {
    title: ['暂时无法绑定', 'Binding is not possible now'],
    text: ['请稍后回到 BI 平台重新获取链接；若仍失败，请联系管理员。', 'Get a new link in the BI platform later; if it fails again, ask an administrator.'],
  },
};

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;margin:0;padding:15vh 24px;text-align:center;color:#1f2329;background:#fff}h1{font-size:22px;margin:0}p{max-width:32em;margin:12px auto}.en{color:#646a73;font-size:14px}';

/** Lets the page have its own style, and nothing else: no script, no picture, no form, no frame. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

function wordsOf(result: SelfBindingResult): Words {
  if ('failure' in result) return FAILURES[result.failure];
  const { hostUserName, wecomName, wecomUserId } = result.binding;
  return {
    title: ['绑定成功', 'Bound'],
    text: [
      `BI 用户 ${hostUserName} 已绑定企业微信账号 ${wecomName}（${wecomUserId}）。若不是您本人，请联系管理员解绑。`,
      `The BI user ${hostUserName} is bound to the WeCom account ${wecomName} (${wecomUserId}). If that is not you, ask an administrator to unbind it.`,
    ],
  };
}

/** What the person sees at the end, in both languages. */
export function selfBindingPage(result: SelfBindingResult): string {
  const { title, text } = wordsOf(result);
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title[0])}</title><style>${STYLE}</style><h1>${escaped(title[0])}</h1><p>${escaped(text[0])}</p><p class="en" lang="en"><b>${escaped(title[1])}</b><br>${escaped(text[1])}</p></html>`;
}
