import type { BindingState } from './binding';

/** Why WeCom was asked about an account: the check of each night, a callback of WeCom, or an account that WeCom refused in a send. */
export const DRIFT_CAUSES = ['nightly', 'contact', 'send'] as const;
export type DriftCause = (typeof DRIFT_CAUSES)[number];

/** What WeCom says of an account. `not_found`: it is gone, or the app may not see it; WeCom gives one answer for both. */
export type AccountSight = 'found' | 'left' | 'not_found';

/** A binding whose account changed at WeCom. */
export interface BindingChange {
  id: string;
  authorizationId: string;
  hostUserId: string;
  hostUserName: string;
  from: BindingState;
  to: BindingState;
  wecomUserId: string;
  /** Set when WeCom renamed the account. */
  previousWecomUserId: string | null;
  cause: DriftCause;
  changedAt: Date;
}

/**
 * What a binding becomes by what WeCom says of its account.
 * @param deleted whether a callback said that the person was deleted: only then `not_found` means that the person left
 */
export function stateBySight(before: BindingState, sight: AccountSight, deleted: boolean): BindingState {
  if (sight === 'found') return 'active';
  if (sight === 'left' || deleted) return 'left';
  return before === 'left' ? 'left' : 'out_of_range';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** China has one zone without daylight saving; WeCom's corps sleep then. */
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
const NIGHT_BEGINS_MS = HOUR_MS;
const NIGHT_LASTS_MS = 4 * HOUR_MS;

/** When an account is looked at next: in the coming night of Shanghai, between 1 and 5 o'clock, each binding at a time of its own. @param bindingId UUID */
export function nextNight(now: Date, bindingId: string): Date {
  const share = Number.parseInt(bindingId.slice(-8), 16) / 2 ** 32;
  const midnight = Math.floor((now.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
  const tonight = midnight + NIGHT_BEGINS_MS + Math.floor(share * NIGHT_LASTS_MS);
  return new Date(tonight > now.getTime() ? tonight : tonight + DAY_MS);
}
