import { createHash } from 'node:crypto';
import { nextRuns, runTimes } from './next-run';
import type { Schedule } from './schedule';
import type { AppliedCalendar } from './working-calendar';

/** What of a task says when it starts. */
export interface StartPlan {
  taskId: string;
  schedule: Schedule;
  calendar?: AppliedCalendar;
  /** Starts lie less than this after the planned time, in seconds; 0 means exactly at it. */
  toleranceSeconds: number;
}

export interface Start {
  /** As the schedule says. */
  plannedAt: Date;
  /** When the task is due. */
  startAt: Date;
}

/** Minutes of the hour in which everybody sends: WeCom asks not to. */
export const BUSY_MINUTES: readonly number[] = [0, 30];
const MINUTE_S = 60;

/** The starts for planned times after an instant, both strictly rising. */
export function starts(plan: StartPlan, after: Date): Generator<Start> {
  return spreadOver(runTimes(plan.schedule, after, plan.calendar), plan);
}

/** The starts for planned times, which rise strictly. Many tasks of one schedule may share the times. */
export function* spreadOver(planned: Iterable<Date>, plan: Pick<StartPlan, 'taskId' | 'toleranceSeconds'>): Generator<Start> {
  const times = planned[Symbol.iterator]();
  const share = shareOf(plan.taskId);
  let plannedAt = times.next().value as Date | undefined;
  while (plannedAt !== undefined) {
    const following = times.next().value as Date | undefined;
    // Never into the next time of the same task.
    const room = Math.min(plan.toleranceSeconds, following ? (following.getTime() - plannedAt.getTime()) / 1000 : Infinity);
    yield { plannedAt, startAt: new Date(plannedAt.getTime() + 1000 * delaySeconds(plannedAt, room, share)) };
    plannedAt = following;
  }
}

export function nextStart(plan: StartPlan, after: Date): Start | null {
  return starts(plan, after).next().value ?? null;
}

/** Always the same for one task, even over all tasks: 0 to below 1. */
function shareOf(taskId: string): number {
  return createHash('sha256').update(taskId).digest().readUInt32BE() / 2 ** 32;
}

/** The second within `room` that is this task's; of the busy minutes only when there are no others. */
function delaySeconds(plannedAt: Date, room: number, share: number): number {
  const minutes: { from: number; seconds: number }[] = [];
  for (let from = 0; from < room; from += MINUTE_S) minutes.push({ from, seconds: Math.min(MINUTE_S, Math.ceil(room - from)) });
  const quiet = minutes.filter(({ from }) => !BUSY_MINUTES.includes(new Date(plannedAt.getTime() + 1000 * from).getUTCMinutes()));
  const usable = quiet.length > 0 ? quiet : minutes;
  let position = Math.floor(share * usable.reduce((sum, { seconds }) => sum + seconds, 0));
  for (const { from, seconds } of usable) {
    if (position < seconds) return from + position;
    position -= seconds;
  }
  return 0;
}

/** Runs that are looked at for the shortest time between two. */
const LOOKED_AT = 300;

/** @returns the shortest time between two of the next 300 runs, in seconds; Infinity for fewer than two */
export function shortestGapSeconds(schedule: Schedule, after: Date, calendar?: AppliedCalendar): number {
  const runs = nextRuns(schedule, after, LOOKED_AT, calendar);
  return runs.slice(1).reduce((shortest, run, i) => Math.min(shortest, (run.getTime() - runs[i].getTime()) / 1000), Infinity);
}
