import type { WecomError } from '#wecom';
import type { AuthorizationTrouble } from './authorization';

/** How long a broken authorization is left alone before a call may ask WeCom again, in seconds. */
const PROBE_INTERVAL_SECONDS = 300;

/**
 * Refused secrets in a row after which only a person may ask again: WeCom bans the calling IP from gettoken for an hour
 * after several, and with it every other corp.
 */
export const MAX_SECRET_REFUSALS = 3;

/** When a call may ask WeCom again after a refusal at `now`. */
export const probeTime = (now: Date): Date => new Date(now.getTime() + 1000 * PROBE_INTERVAL_SECONDS);

/** How long a working authorization goes without being looked at, in hours. */
const CHECK_INTERVAL_HOURS = 24;

/** When a working authorization is looked at again, whether or not anybody pushes. */
export const checkTime = (now: Date): Date => new Date(now.getTime() + CHECK_INTERVAL_HOURS * 3_600_000);

const TROUBLES: Readonly<Record<number, AuthorizationTrouble>> = {
  40013: 'corp_id_refused',
  40056: 'agent_mismatch',
  40084: 'secret_refused',
  40091: 'secret_refused',
  45031: 'secret_refused',
  50003: 'app_disabled',
  60020: 'ip_not_trusted',
  60031: 'app_disabled',
  301002: 'agent_mismatch',
};
const GETTOKEN = 'gettoken';
const SECRET_REFUSALS = new Set([40001, 40013, 40091]);

/** True for a gettoken that WeCom refused because of what an administrator typed; only these are counted towards the ban. */
export function isSecretRefusal(error: WecomError): boolean {
  return error.api === GETTOKEN && error.errcode !== undefined && SECRET_REFUSALS.has(error.errcode);
}

/** @param error one that lasts until somebody mends it: fault `app`, or `token` when a fresh token was refused too */
export function troubleOf(error: WecomError): AuthorizationTrouble {
  if (error.api === GETTOKEN && error.errcode === 40001) return 'secret_refused';
  if (error.fault === 'token') return 'token_refused';
  return TROUBLES[error.errcode ?? 0] ?? 'refused';
}
