import { nextRun } from './schedule/next-run';
import type { Schedule } from './schedule/schedule';

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
  /** The planned time to send now, at most one. */
  send: Date | null;
  missed: MissedTime[];
  /** When the task is due again. */
  next: Date | null;
}

/**
 * What to do with a task that is due: after a downtime several of its times may have passed.
 * The newest one within the grace is sent, all others are recorded as missed.
 * @param dueAt the task's next run as it was set before, not after `now`
 */
export function planDue(schedule: Schedule, dueAt: Date, graceSeconds: number, now: Date): DuePlan {
  const graceFrom = now.getTime() - 1000 * graceSeconds;
  const passed: Date[] = [];
  const missed: MissedTime[] = [];
  let time: Date | null = dueAt;
  while (time !== null && time <= now) {
    if (passed.length === MISSED_RECORDED && time.getTime() < graceFrom) {
      // A minutely task after weeks of downtime: jump to what may still be sent.
      missed.push({ plannedAt: time, why: 'too_old', alsoUntil: new Date(graceFrom) });
      time = nextRun(schedule, new Date(graceFrom - 1));
      continue;
    }
    passed.push(time);
    time = nextRun(schedule, time);
  }
  const newest = passed.at(-1);
  const send = newest && newest.getTime() >= graceFrom ? newest : null;
  for (const plannedAt of passed) {
    if (plannedAt !== send) missed.push({ plannedAt, why: plannedAt.getTime() < graceFrom ? 'too_old' : 'overtaken' });
  }
  missed.sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
  return { send, missed, next: time };
}
