import { beginOfChinaDay, CHINA_DAY_MS } from './china-day';

/** Too many calls or messages: WeCom refuses an app for a minute, then for an hour, then until the next day. */
export const TOO_MANY = 45009;
/** Too many calls at once. */
export const TOO_MANY_AT_ONCE: ReadonlySet<number> = new Set([45033, 45035, 45036]);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AT_ONCE_MS = 5000;
/** A block after so long without one is a first one again. */
const FORGET_MS = 2 * HOUR_MS;

export interface SendBlock {
  until: Date;
  /** How many blocks followed each other. */
  strikes: number;
}

/** Whether a refusal with this code blocks the app for a while. */
export const blocks = (errcode: number | undefined): errcode is number => errcode !== undefined && (errcode === TOO_MANY || TOO_MANY_AT_ONCE.has(errcode));

/** The block after WeCom refused a call at `now`. Calls that were under way when a block began are refused too: they do not lengthen it. */
export function blockAfter(last: SendBlock | undefined, errcode: number, now: Date): SendBlock {
  if (last && last.until > now) return last;
  const recent = last !== undefined && now.getTime() - last.until.getTime() < FORGET_MS;
  if (TOO_MANY_AT_ONCE.has(errcode)) return { until: new Date(now.getTime() + AT_ONCE_MS), strikes: recent ? last.strikes : 0 };
  const strikes = recent ? last.strikes + 1 : 1;
  if (strikes === 1) return { until: new Date(now.getTime() + MINUTE_MS), strikes };
  if (strikes === 2) return { until: new Date(now.getTime() + HOUR_MS), strikes };
  return { until: new Date(beginOfChinaDay(now.getTime()) + CHINA_DAY_MS + MINUTE_MS), strikes };
}
