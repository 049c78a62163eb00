import type { Language } from '#kernel';

/** What became of asking one person to bind himself. */
export const ASK_RESULTS = ['asked', 'asked_before', 'already_bound', 'inactive', 'not_found', 'refused', 'not_told'] as const;
export type AskResult = (typeof ASK_RESULTS)[number];

export interface AskedPerson {
  hostUserId: string;
  result: AskResult;
  /** Why the host did not take it. */
  reason?: string;
}

const DAY_MS = 24 * 3_600_000;
/** Nobody is asked twice within this. */
export const ASKED_EVERY_MS = DAY_MS;
/** How long a link is good; a newer one ends it. */
export const ASK_LIFE_MS = 3 * DAY_MS;
/** So long an ask may take before its process is taken for dead. */
export const ASK_LEASE_MS = 2 * 60_000;

export const ASK_TEXT: Record<Language, string> = {
  'zh-CN': '请绑定企业微信账号，以便接收报表推送。链接仅供您本人使用，3 天内有效，请勿转发。',
  'en-US': 'Please bind your WeCom account, so that reports can reach you. The link is for you alone and good for 3 days: do not pass it on.',
};
