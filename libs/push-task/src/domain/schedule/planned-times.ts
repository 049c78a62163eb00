import { cronTimesAfter } from './cron';
import { presetTimesAfter } from './preset-times';
import type { Schedule } from './schedule';
import { DAY_MS, type WallTime } from './wall-time';
import { MONDAY_TO_FRIDAY, type AppliedCalendar, type CalendarDay, type WorkingCalendar } from './working-calendar';

/** A local time that the schedule names: it runs, or the calendar takes it away. */
export interface PlannedTime {
  wall: WallTime;
  /** The local day from which the calendar moved it here. */
  movedFrom?: WallTime;
  /** Set when nothing runs at `wall`: one such entry for each day off. */
  dayOff?: CalendarDay;
  /** Where the times of this day off went; absent when they are left out. */
  movedTo?: WallTime;
}

/** A day off further than this from the next working day moves nothing. */
export const MOVES_WITHIN_DAYS = 31;
/** So many days off in a row of the schedule mean that it never runs: a yearly day that is always a holiday. */
const DAYS_OFF_IN_A_ROW = 400;

const startOfDay = (wall: WallTime): WallTime => Math.floor(wall / DAY_MS) * DAY_MS;
/** YYYY-MM-DD of a local time. */
export const dateOf = (wall: WallTime): string => new Date(wall).toISOString().slice(0, 10);

type Times = (after: WallTime) => Generator<WallTime>;

/** Local times of the schedule after a local time, rising, within its first and last date, with what the calendar makes of them. */
export function* plannedTimes(schedule: Exclude<Schedule, { kind: 'none' }>, after: WallTime, applied?: AppliedCalendar): Generator<PlannedTime> {
  const end = schedule.lastDate === undefined ? Infinity : Date.parse(schedule.lastDate) + DAY_MS;
  const first = schedule.firstDate === undefined ? -Infinity : Date.parse(schedule.firstDate) - 1;
  const times: Times = (from) => (schedule.kind === 'cron' ? cronTimesAfter(schedule.expression, Math.max(from, first)) : presetTimesAfter(schedule, Math.max(from, first)));
  // "Working days" leave days off out, whatever else the task says.
  const rule: AppliedCalendar | undefined = schedule.kind === 'workdays' ? { calendar: applied?.calendar ?? MONDAY_TO_FRIDAY, onDayOff: 'skip' } : applied;
  const planned = rule === undefined || rule.onDayOff === 'run' ? plain(times(after)) : rule.onDayOff === 'skip' ? skipping(times, after, rule.calendar) : moving(times, after, end, rule.calendar);
  for (const time of planned) {
    if (time.wall >= end) return;
    if (time.wall > after) yield time;
  }
}

function* plain(times: Generator<WallTime>): Generator<PlannedTime> {
  for (const wall of times) yield { wall };
}

function* skipping(times: Times, after: WallTime, calendar: WorkingCalendar): Generator<PlannedTime> {
  let [from, daysOff] = [after, 0];
  while (daysOff < DAYS_OFF_IN_A_ROW) {
    const found = yield* untilDayOff(times(from), calendar);
    if (found === undefined) return;
    daysOff = found.worked ? 1 : daysOff + 1;
    from = startOfDay(found.wall) + DAY_MS - 1; // the other times of this day are off too
  }
}

/** Yields times of working days, and the first one of a day off. @returns that one; undefined when there are no more */
function* untilDayOff(times: Generator<WallTime>, calendar: WorkingCalendar): Generator<PlannedTime, { wall: WallTime; worked: boolean } | undefined> {
  let [today, worked] = [NaN, false];
  for (const wall of times) {
    if (startOfDay(wall) !== today) {
      today = startOfDay(wall);
      const day = calendar.dayOf(dateOf(wall));
      if (!day.working) {
        yield { wall, dayOff: day };
        return { wall, worked };
      }
      worked = true;
    }
    yield { wall };
  }
  return undefined;
}

function* moving(times: Times, after: WallTime, end: WallTime, calendar: WorkingCalendar): Generator<PlannedTime> {
  const waiting = new Map<WallTime, WallTime>(); // moved time -> its day; all are of one working day
  let [today, daysOff] = [NaN, 0];
  let dayOff: CalendarDay | undefined;
  let target: WallTime | undefined;
  for (const wall of times(beginOfDaysOff(after, calendar))) {
    yield* takeBefore(waiting, wall);
    if (startOfDay(wall) !== today) {
      today = startOfDay(wall);
      const day = calendar.dayOf(dateOf(wall));
      dayOff = day.working ? undefined : day;
      target = dayOff && nextWorkingDay(today, end, calendar);
      daysOff = dayOff && target === undefined ? daysOff + 1 : 0;
      if (daysOff > DAYS_OFF_IN_A_ROW) return;
      if (dayOff) yield { wall, dayOff, movedTo: target };
    }
    if (!dayOff) {
      waiting.delete(wall); // planned here anyway: it runs once
      yield { wall };
    } else if (target !== undefined) {
      const moved = target + (wall - today);
      if (!waiting.has(moved)) waiting.set(moved, today);
    }
    if (wall >= end) break;
  }
  yield* takeBefore(waiting, Infinity);
}

function* takeBefore(waiting: Map<WallTime, WallTime>, wall: WallTime): Generator<PlannedTime> {
  if (waiting.size === 0) return;
  const ready = [...waiting].filter(([moved]) => moved < wall).toSorted(([a], [b]) => a - b);
  for (const [moved, movedFrom] of ready) {
    waiting.delete(moved);
    yield { wall: moved, movedFrom };
  }
}

/** Times of the days off before `after` may move past it. @returns the local time after which to look */
function beginOfDaysOff(after: WallTime, calendar: WorkingCalendar): WallTime {
  let day = startOfDay(after);
  for (let i = 0; i < MOVES_WITHIN_DAYS && !calendar.dayOf(dateOf(day - DAY_MS)).working; i += 1) day -= DAY_MS;
  return day - 1;
}

function nextWorkingDay(dayOff: WallTime, end: WallTime, calendar: WorkingCalendar): WallTime | undefined {
  for (let day = dayOff + DAY_MS; day <= dayOff + MOVES_WITHIN_DAYS * DAY_MS && day < end; day += DAY_MS) {
    if (calendar.dayOf(dateOf(day)).working) return day;
  }
  return undefined;
}
