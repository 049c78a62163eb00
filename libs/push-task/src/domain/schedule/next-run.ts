import { cronTimesAfter } from './cron';
import type { Schedule } from './schedule';
import { DAY_MS, instantOf, MINUTE_MS, wallTimeAt, type WallTime } from './wall-time';

type Preset = Extract<Schedule, { times: string[] }>;

/** Every preset comes true within it: even the 31st is at most 62 days away. */
const HORIZON_DAYS = 366;

/**
 * The next planned time.
 * @param schedule as {@link parseSchedule} gave it
 * @returns the first planned time strictly later than `after`; null when there is none: only by hand, or past the last date
 */
export function nextRun(schedule: Schedule, after: Date): Date | null {
  if (schedule.kind === 'none') return null;
  const { zone, firstDate, lastDate } = schedule;
  const start = Math.max(wallTimeAt(after, zone), firstDate === undefined ? -Infinity : Date.parse(firstDate) - 1);
  const end = lastDate === undefined ? Infinity : Date.parse(lastDate) + DAY_MS;
  const walls = schedule.kind === 'cron' ? cronTimesAfter(schedule.expression, start) : presetTimesAfter(schedule, start);
  for (const wall of walls) {
    if (wall >= end) return null;
    const instant = instantOf(wall, zone);
    // When clocks are put back, the second showing of an hour leads to times whose first showing is over.
    if (instant > after) return instant;
  }
  return null;
}

/** @returns the next planned times, rising; fewer than `count` when the schedule ends before */
export function nextRuns(schedule: Schedule, after: Date, count: number): Date[] {
  const runs: Date[] = [];
  for (let run = nextRun(schedule, after); run !== null && runs.length < count; run = nextRun(schedule, run)) runs.push(run);
  return runs;
}

function* presetTimesAfter(schedule: Preset, after: WallTime): Generator<WallTime> {
  const today = Math.floor(after / DAY_MS) * DAY_MS;
  for (let day = today; day <= today + HORIZON_DAYS * DAY_MS; day += DAY_MS) {
    if (!runsOn(schedule, new Date(day))) continue;
    for (const time of schedule.times) {
      const wall = day + minuteOfDay(time) * MINUTE_MS;
      if (wall > after) yield wall;
    }
  }
}

function runsOn(schedule: Preset, day: Date): boolean {
  if (schedule.kind === 'daily') return true;
  if (schedule.kind === 'weekly') return schedule.weekdays.includes(day.getUTCDay() || 7);
  const isLast = new Date(day.getTime() + DAY_MS).getUTCDate() === 1;
  return schedule.days.includes(day.getUTCDate()) || (isLast && schedule.days.includes('last'));
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
