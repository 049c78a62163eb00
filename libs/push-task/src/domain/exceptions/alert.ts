import type { PageSnapshot } from '#bi-host';
import { holds, valuesOf, type KnownValues } from './condition';
import type { AlertRule } from './rules';

/** What is known of an alert between two runs, for people who see the same content. */
export interface AlertState {
  fired: boolean;
  /** When it fired or cleared. */
  since: Date;
  /** When people were last told that it fired. */
  toldAt: Date | null;
  /** What a change is measured against. */
  values: KnownValues;
}

export type AlertVerdict = 'CONDITION_NOT_MET' | 'CONDITION_UNKNOWN' | 'ALERT_ALREADY_TOLD' | 'ALERT_QUIET_TIME' | 'fire' | 'recover';

/** Whether people are told, and what is known afterwards. What cannot be judged changes no state. */
export function judgeAlert(rule: AlertRule, page: PageSnapshot, before: AlertState | undefined, now: Date): { verdict: AlertVerdict; after: AlertState } {
  const met = holds(rule.when, page, before?.values ?? {});
  const values = { ...before?.values, ...valuesOf(rule.when, page) };
  const known: AlertState = { fired: false, since: now, toldAt: null, ...before, values };
  if (met === undefined) return { verdict: 'CONDITION_UNKNOWN', after: known };
  if (!met) {
    if (!known.fired) return { verdict: 'CONDITION_NOT_MET', after: known };
    return { verdict: rule.recovery ? 'recover' : 'CONDITION_NOT_MET', after: { fired: false, since: now, toldAt: known.toldAt, values } };
  }
  const fired: AlertState = known.fired ? known : { ...known, fired: true, since: now };
  const told: AlertState = { ...fired, toldAt: now };
  if (!known.fired || rule.repeat === 'always' || known.toldAt === null) return { verdict: 'fire', after: told };
  if (rule.repeat === 'once') return { verdict: 'ALERT_ALREADY_TOLD', after: fired };
  const quiet = now.getTime() < known.toldAt.getTime() + rule.againAfterMinutes * 60_000;
  return quiet ? { verdict: 'ALERT_QUIET_TIME', after: fired } : { verdict: 'fire', after: told };
}
