import type { Schedule } from './schedule';
import { DAY_MS, MINUTE_MS, type WallTime } from './wall-time';

export type Preset = Exclude<Schedule, { kind: 'none' | 'cron' }>;

const LAST_DAY = Date.UTC(9999, 11, 31);

/** Local times of a preset after a local time, rising; without end but for the end of the calendar. */
export function* presetTimesAfter(schedule: Preset, after: WallTime): Generator<WallTime> {
  const minutes = minutesOf(schedule);
  for (let day = Math.floor(after / DAY_MS) * DAY_MS; day <= LAST_DAY; day += DAY_MS) {
    if (!runsOn(schedule, new Date(day))) continue;
    for (const minute of minutes) {
      const wall = day + minute * MINUTE_MS;
      if (wall > after) yield wall;
    }
  }
}

function minutesOf(schedule: Preset): number[] {
  if (schedule.kind !== 'hourly') return schedule.times.map(minuteOfDay);
  const [from, to] = [minuteOfDay(schedule.from), minuteOfDay(schedule.to)];
  const minutes: number[] = [];
  for (let minute = from; minute <= to; minute += 60 * schedule.everyHours) minutes.push(minute);
  return minutes;
}

/** Days off are not looked at here: of `workdays` every day is a candidate. */
function runsOn(schedule: Preset, day: Date): boolean {
  switch (schedule.kind) {
    case 'hourly':
    case 'daily':
    case 'workdays':
      return true;
    case 'weekly':
      return schedule.weekdays.includes(day.getUTCDay() || 7);
    case 'monthly':
      return isAmong(schedule.days, day);
    case 'quarterly':
      return (day.getUTCMonth() % 3) + 1 === schedule.month && isAmong(schedule.days, day);
  }
}

function isAmong(days: readonly (number | 'last')[], day: Date): boolean {
  const isLast = new Date(day.getTime() + DAY_MS).getUTCDate() === 1;
  return days.includes(day.getUTCDate()) || (isLast && days.includes('last'));
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
