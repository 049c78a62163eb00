import { starts, type Start, type StartPlan } from './schedule/spread';

/** Missed times of one task that are recorded one by one; what lies beyond is told in the last of them. */
export const MISSED_RECORDED = 100;

export interface MissedTime {
  plannedAt: Date;
  /** `too_old`: past the grace. `overtaken`: a later time of the same task is sent instead, so that nobody gets a burst. */
  why: 'too_old' | 'overtaken';
  /** Times after this one, up to this time, that were missed too and are not recorded one by one. */
  alsoUntil?: Date;
}

export interface DuePlan {
  /** The start to send now, at most one. */
  send: Start | null;
  missed: MissedTime[];
  /** When the task is due again. */
  next: Start | null;
}

/**
 * What to do with a task that is due: after a downtime several of its times may have passed.
 * The newest one within the grace is sent, all others are recorded as missed.
 * @param dueAt the planned time for which the task is due
 * @param graceSeconds counted from the start that spreading gave
 */
export function planDue(plan: StartPlan, dueAt: Date, graceSeconds: number, now: Date): DuePlan {
  const graceFrom = now.getTime() - 1000 * graceSeconds;
  const passed: Start[] = [];
  const missed: MissedTime[] = [];
  let following = starts(plan, new Date(dueAt.getTime() - 1));
  let time = following.next().value as Start | undefined;
  while (time !== undefined && time.startAt <= now) {
    if (passed.length === MISSED_RECORDED && time.startAt.getTime() < graceFrom) {
      // A minutely task after weeks of downtime: jump to what may still be sent.
      missed.push({ plannedAt: time.plannedAt, why: 'too_old', alsoUntil: new Date(graceFrom) });
      following = starts(plan, new Date(Math.max(time.plannedAt.getTime(), graceFrom - 1000 * plan.toleranceSeconds - 1)));
      time = following.next().value as Start | undefined;
      while (time !== undefined && time.startAt.getTime() < graceFrom) time = following.next().value as Start | undefined;
      continue;
    }
    passed.push(time);
    time = following.next().value as Start | undefined;
  }
  const newest = passed.at(-1);
  const send = newest && newest.startAt.getTime() >= graceFrom ? newest : null;
  for (const one of passed) {
    if (one !== send) missed.push({ plannedAt: one.plannedAt, why: one.startAt.getTime() < graceFrom ? 'too_old' : 'overtaken' });
  }
  missed.sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  return { send, missed, next: time ?? null };
}
