import { noticePage, type NoticeWords } from '#kernel';
import type { SelfBindingFailure, SelfBindingResult } from '../application/self-binding.service';

const FAILURES: Record<SelfBindingFailure, NoticeWords> = {
  link_over: {
    title: ['链接已失效', 'This link is over'],
    text: ['绑定链接 5 分钟内有效且只能使用一次。请回到 BI 平台重新获取。', 'A link is good for 5 minutes and one use. Get a new one in the BI platform.'],
  },
  ask_over: {
    title: ['链接已失效', 'This link is over'],
    text: ['绑定邀请 3 天内有效，绑定成功或收到新的邀请后失效。如尚未绑定，请联系发送人重新邀请。', 'An invitation is good for 3 days, and ends when you are bound or get a newer one. If you are not bound yet, ask for another one.'],
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

function wordsOf(result: SelfBindingResult): NoticeWords {
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
  return noticePage(wordsOf(result));
}

/** Where a link leads that the host passed on: it begins only when the person says so, as programs open links too. */
export function askedPage(hostUserName: string, token: string): string {
  const words: NoticeWords = {
    title: ['绑定企业微信账号', 'Bind your WeCom account'],
    text: [
      `为 BI 用户 ${hostUserName} 绑定企业微信账号，以便接收报表推送。若不是您本人，请关闭此页面。`,
      `This binds a WeCom account to the BI user ${hostUserName}, so that reports can be pushed to it. If that is not you, close this page.`,
    ],
  };
  const href = (go: string): string => `?${new URLSearchParams({ ask: token, go }).toString()}`;
  return noticePage(words, [
    { href: href('wecom'), text: '在企业微信中打开 · In WeCom' },
    { href: href('desktop'), text: '电脑扫码 · By QR code' },
  ]);
}
