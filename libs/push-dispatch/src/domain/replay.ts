import type { Reason } from '#records';
import { DUPLICATE_WINDOW_SECONDS } from './dispatch-policy';
import type { ReasonCode } from './reasons';

/** Reasons of skipped people that somebody may have mended since: all others were held on purpose. */
export const MENDABLE: readonly ReasonCode[] = ['USER_NOT_FOUND', 'USER_INACTIVE', 'UNBOUND', 'OUT_OF_RANGE', 'LEFT', 'NO_RIGHT', 'ROBOT_NOT_USABLE'];

/**
 * What a replay would do for somebody whom the record did not reach. `ask_first`: he may have it already, and gets it only if that is accepted.
 * `not_yet`: what kept it from him is still there.
 */
export const REPLAY_OUTCOMES = ['will_get', 'ask_first', 'not_yet'] as const;
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number];

/** What a replay would come to. */
export interface ReplayCounts {
  willGet: number;
  askFirst: number;
  notYet: number;
  /** False when more people were missed than are looked at: the numbers are then of the first ones. */
  exact: boolean;
}

/** Different windows of as many replays after each other: a text to the same person is then never the same again. */
const WINDOWS = 60;

/**
 * WeCom compares whole requests, and what it does with one that it refused before is not documented. People who certainly got nothing are therefore sent a
 * request that differs from all earlier ones of the record, in nothing but the seconds of its duplicate window.
 * @param replay 1 for the first replay of a record
 */
export const duplicateWindowOf = (replay: number): number => DUPLICATE_WINDOW_SECONDS - 1 - ((replay - 1) % WINDOWS);

/**
 * Whether WeCom would still know a request of which nobody knows what became: then the very same bytes reach nobody twice.
 * @param settledAt when it was given up, which is after it was sent last
 */
export const stillKnown = (settledAt: Date, now: Date): boolean => now.getTime() < settledAt.getTime() + 1000 * DUPLICATE_WINDOW_SECONDS;

/** A text of WeCom names media for three days at most; a replay sends for some time after it was asked for, in milliseconds. */
export const MEDIA_GOOD_MS = 70 * 3_600_000;

/** Mentions at the end of a markdown post of a robot. */
const MENTIONS = /\n(?:<@[^<>\s]+> ?)+$/;

/** What a robot posted, without the people whom it mentioned: they are of its own group. */
export function withoutMentions(body: string): { msgtype: 'text'; text: { content: string } } | { msgtype: 'markdown'; markdown: { content: string } } | undefined {
  const post = JSON.parse(body) as { msgtype: string; text?: { content: string }; markdown?: { content: string } };
  if (post.msgtype === 'text' && post.text) return { msgtype: 'text', text: { content: post.text.content } };
  if (post.msgtype === 'markdown' && post.markdown) return { msgtype: 'markdown', markdown: { content: post.markdown.content.replace(MENTIONS, '') } };
  return undefined;
}

/** Why somebody is not sent it: what it was then, unless something else is in the way now. */
export const reasonThen = ({ reasonCode, reason }: { reasonCode: string | null; reason: string | null }): Reason | undefined =>
  reasonCode === null ? undefined : { code: reasonCode, text: reason ?? '' };
