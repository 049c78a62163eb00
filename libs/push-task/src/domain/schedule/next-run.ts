import { plannedTimes } from './planned-times';
import type { Schedule } from './schedule';
import { instantOf, wallTimeAt } from './wall-time';
import type { AppliedCalendar } from './working-calendar';

/**
 * The planned times after an instant, strictly rising; none for a task that runs only by hand.
 * @param schedule as {@link parseSchedule} gave it
 */
export function* runTimes(schedule: Schedule, after: Date, calendar?: AppliedCalendar): Generator<Date> {
  if (schedule.kind === 'none') return;
  let last = after;
  for (const { wall, dayOff } of plannedTimes(schedule, wallTimeAt(after, schedule.zone), calendar)) {
    if (dayOff) continue;
    const instant = instantOf(wall, schedule.zone);
    // When clocks are put back, the second showing of an hour leads to times whose first showing is over.
    if (instant <= last) continue;
    last = instant;
    yield instant;
  }
}

/**
 * The next planned time.
 * @returns the first planned time strictly later than `after`; null when there is none: only by hand, or past the last date
 */
export function nextRun(schedule: Schedule, after: Date, calendar?: AppliedCalendar): Date | null {
  return nextRuns(schedule, after, 1, calendar)[0] ?? null;
}

/** @returns the next planned times, rising; fewer than `count` when the schedule ends before */
export function nextRuns(schedule: Schedule, after: Date, count: number, calendar?: AppliedCalendar): Date[] {
  const runs: Date[] = [];
  for (const run of runTimes(schedule, after, calendar)) if (runs.push(run) >= count) break;
  return runs;
}
