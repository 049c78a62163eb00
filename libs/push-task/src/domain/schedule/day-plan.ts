import { dateOf, plannedTimes } from './planned-times';
import type { Schedule } from './schedule';
import { DAY_MS, instantOf } from './wall-time';
import type { AppliedCalendar, CalendarDay } from './working-calendar';

/** What a schedule says of one local day. */
export interface DayPlan {
  from: Date;
  /** The end of the day is not in it. */
  to: Date;
  times: Date[];
  /** Set when the schedule names the day and the calendar has it off; `movedTo` is the day to which its times went. */
  dayOff?: CalendarDay & { movedTo: string | null };
}

/** @param date YYYY-MM-DD in the zone of the schedule */
export function dayPlanOf(schedule: Schedule, date: string, calendar?: AppliedCalendar): DayPlan {
  const start = Date.parse(date);
  const plan: DayPlan = { from: instantOf(start, schedule.zone), to: instantOf(start + DAY_MS, schedule.zone), times: [] };
  if (schedule.kind === 'none') return plan;
  for (const { wall, dayOff, movedTo } of plannedTimes(schedule, start - 1, calendar)) {
    if (wall >= start + DAY_MS) break;
    if (dayOff) plan.dayOff = { ...dayOff, movedTo: movedTo === undefined ? null : dateOf(movedTo) };
    else plan.times.push(instantOf(wall, schedule.zone));
  }
  return plan;
}
