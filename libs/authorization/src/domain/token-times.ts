import type { WecomError } from '#wecom';

/** How long one process may take to renew a token before another may try, in seconds. */
export const RENEWAL_LEASE_SECONDS = 30;
/** How long nobody asks again after WeCom did not answer, or was busy for a moment, in seconds. */
const RETRY_AFTER_FAILURE_SECONDS = 2;
/** The same after WeCom said that it is asked too often (its minute limits end after 60 seconds), or why in a code that we do not know. */
const RETRY_AFTER_BUSY_SECONDS = 60;
/** `busy` that says nothing of how often WeCom is asked: "system busy" and "data version conflict". */
const BUSY_FOR_A_MOMENT: ReadonlySet<number | undefined> = new Set([-1, 6000]);
const RENEW_AT_SHARE_OF_LIFE = 0.9;

const later = (time: Date, seconds: number): Date => new Date(time.getTime() + 1000 * seconds);

export interface TokenTimes {
  expiresAt: Date;
  /** When to ask for the next one. WeCom may then give the same one again with what is left of its life. */
  renewAfter: Date;
}

/**
 * @param askedAt before the call, so that the token never seems to live longer than it does
 * @param lifetimeSeconds `expires_in` of the reply
 */
export function tokenTimes(askedAt: Date, lifetimeSeconds: number): TokenTimes {
  return { expiresAt: later(askedAt, lifetimeSeconds), renewAfter: later(askedAt, Math.floor(lifetimeSeconds * RENEW_AT_SHARE_OF_LIFE)) };
}

export const leaseUntil = (now: Date): Date => later(now, RENEWAL_LEASE_SECONDS);

/** When a renewal that failed may be tried again. */
export function retryAfter(now: Date, { fault, errcode }: WecomError): Date {
  const pressed = fault === 'busy' && !BUSY_FOR_A_MOMENT.has(errcode);
  return later(now, pressed ? RETRY_AFTER_BUSY_SECONDS : RETRY_AFTER_FAILURE_SECONDS);
}
