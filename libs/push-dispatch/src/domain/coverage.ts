import type { Language } from '#kernel';
import type { SkippedRecipient } from '#records';
import { REASONS, type ReasonCode } from './reasons';

/** Why somebody named in a task gets nothing. */
export const MISSED_CODES = ['UNBOUND', 'OUT_OF_RANGE', 'LEFT', 'NO_RIGHT', 'UNLICENSED', 'USER_INACTIVE', 'USER_NOT_FOUND'] as const satisfies readonly ReasonCode[];
export type MissedCode = (typeof MISSED_CODES)[number];

/** What mends it: the console offers a button for what this system can do. */
export const REMEDY_ACTIONS = ['ask_to_bind', 'widen_range', 'bind_anew', 'give_right', 'assign_licence', 'take_out'] as const;

export interface Remedy {
  action: (typeof REMEDY_ACTIONS)[number];
  text: Record<Language, string>;
}

const REMEDIES: Record<MissedCode, Remedy> = {
  UNBOUND: { action: 'ask_to_bind', text: { 'zh-CN': '请他们自行绑定企业微信账号，或由管理员在“用户”中绑定。', 'en-US': 'Ask them to bind their WeCom account, or let an administrator bind it under Users.' } },
  OUT_OF_RANGE: { action: 'widen_range', text: { 'zh-CN': '请企业微信管理员把他们加入应用的可见范围。', 'en-US': 'Let the WeCom administrator take them into the visible range of the app.' } },
  LEFT: { action: 'bind_anew', text: { 'zh-CN': '该企业微信账号已离开企业：重新绑定，或从任务中移除。', 'en-US': 'The WeCom account has left the corp: bind another one, or take the person out of the task.' } },
  NO_RIGHT: { action: 'give_right', text: { 'zh-CN': '请在 BI 平台授予查看此页面的权限，或从任务中移除。', 'en-US': 'Give them the right to see the page at the BI platform, or take them out of the task.' } },
  UNLICENSED: { action: 'assign_licence', text: { 'zh-CN': '企业微信上次因缺少接口许可未送达：请服务商为其分配接口许可。', 'en-US': 'WeCom left them out last time for lack of an interface licence: let the provider assign one.' } },
  USER_INACTIVE: { action: 'take_out', text: { 'zh-CN': '用户在 BI 平台已停用或离职：从任务中移除，或重新启用。', 'en-US': 'The user is locked or has left at the BI platform: take the person out of the task, or unlock the account there.' } },
  USER_NOT_FOUND: { action: 'take_out', text: { 'zh-CN': 'BI 平台已没有该用户：从任务中移除。', 'en-US': 'The BI platform does not know the user any more: take the person out of the task.' } },
};

export interface MissedPerson {
  hostUserId: string;
  name: string;
}

export interface MissedGroup {
  reason: MissedCode;
  /** The reason in one sentence. */
  text: string;
  remedy: Remedy;
  count: number;
  /** By host user id, as many as were asked for. */
  people: MissedPerson[];
  more: boolean;
}

/** Which part of the lists of people is wanted. */
export interface PeopleWindow {
  /** Only this reason; else each. */
  reason?: MissedCode;
  /** Host user id of the last one seen. */
  after?: string;
  limit: number;
}

/** People who get nothing by reason, the most first; a reason without people is left out. */
export function missedGroups(skipped: readonly SkippedRecipient[], { reason: only, after = '', limit }: PeopleWindow): MissedGroup[] {
  const byReason = new Map<MissedCode, SkippedRecipient[]>();
  for (const person of skipped) {
    const code = person.reason.code as MissedCode;
    const people = byReason.get(code) ?? [];
    byReason.set(code, people);
    people.push(person);
  }
  return [...byReason]
    .filter(([code]) => only === undefined || code === only)
    .map(([code, people]) => {
      const rest = people.filter((person) => person.hostUserId > after).toSorted((a, b) => (a.hostUserId < b.hostUserId ? -1 : 1));
      const shown = rest.slice(0, limit).map(({ hostUserId, hostUserName }) => ({ hostUserId, name: hostUserName }));
      return { reason: code, text: REASONS[code], remedy: REMEDIES[code], count: people.length, people: shown, more: rest.length > limit };
    })
    .toSorted((a, b) => b.count - a.count || MISSED_CODES.indexOf(a.reason) - MISSED_CODES.indexOf(b.reason));
}
