import { createHash } from 'node:crypto';
import { stateMachine } from '#kernel';

/** A callback of WeCom, stored before it is worked on. */
export const wecomEventState = stateMachine('push_wecom_event', { pending: ['done', 'failed'], done: [], failed: [] });
export type WecomEventState = (typeof wecomEventState.states)[number];

/** What WeCom told us, as handlers get it. It may come twice, late, out of order or never: a hint to look, not the truth. */
export interface WecomEvent {
  id: string;
  /** `suite_ticket`, `create_auth`, `change_contact` … of suites; `event/subscribe`, `event/change_contact/update_user`, `text` … of apps. */
  kind: string;
  /** Of a suite's instruction or data callback. */
  suiteId: string | null;
  /** Null where WeCom names no corp that we know. */
  tenantId: string | null;
  authorizationId: string | null;
  /** Under WeCom's names, as text. */
  fields: Readonly<Record<string, string>>;
  receivedAt: Date;
}

/** Does its work for one event; may be called more than once for the same one. */
export type WecomEventHandler = (event: WecomEvent) => Promise<void>;

/** A signature carries its time: an older one is no callback but a copy of one, in hours. Shorter than events are kept. */
const REPLAY_WINDOW_HOURS = 24;
/** How far WeCom's clock may be ahead of ours, in minutes. */
const CLOCK_SKEW_MINUTES = 10;
/** How long events are kept, in days. */
const KEPT_DAYS = 14;

const LEASE_SECONDS = 60;
const FIRST_RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 600;
/** The last try is more than an hour after the first. */
export const MAX_EVENT_ATTEMPTS = 14;

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + 1000 * seconds);

/** @param timestamp in seconds, as WeCom signed it */
export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  return ageSeconds <= REPLAY_WINDOW_HOURS * 3600 && ageSeconds >= -CLOCK_SKEW_MINUTES * 60;
}

export const eventLease = (now: Date): Date => later(now, LEASE_SECONDS);
/** @param attempts made so far, from 1 */
export const eventRetry = (now: Date, attempts: number): Date => later(now, Math.min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS));
export const keptSince = (now: Date): Date => later(now, -KEPT_DAYS * 86_400);

/** The same for every delivery of the same callback, and for nothing else. */
export const bodyHash = (xml: string): string => createHash('sha256').update(xml).digest('hex');
export const bodyContext = (eventId: string): string => `push_wecom_event.body:${eventId}`;

/** Kinds that only say that something changed: two changes within a second look the same, so each asks WeCom again. */
const HINTS = new Set(['change_auth', 'cancel_auth']);
export const isHint = (kind: string): boolean => HINTS.has(kind);

/** Kinds whose body holds a ticket or a code: it is destroyed as soon as it was used. */
const SECRET_KINDS = new Set(['suite_ticket', 'create_auth', 'reset_permanent_code']);
export const holdsSecret = (kind: string): boolean => SECRET_KINDS.has(kind);
