import { dateOf, plannedTimes } from './planned-times';
import type { Schedule } from './schedule';
import { instantOf, wallTimeAt } from './wall-time';
import type { AppliedCalendar, CalendarDay } from './working-calendar';

/** A day off among the next runs. */
export interface DayOffNotice {
  /** YYYY-MM-DD, local. */
  date: string;
  day: CalendarDay;
  /** The working day to which its times are moved; null when they are left out. */
  movedTo: string | null;
}

export interface SchedulePreview {
  runs: { plannedAt: Date; movedFrom: string | null; /** False when the calendar does not reach that day. */ known: boolean }[];
  daysOff: DayOffNotice[];
}

/** Days off that one preview names, at most. */
const MOST_DAYS_OFF = 100;

/** The next runs, and the days off until the last of them on which something would have run. */
export function previewOf(schedule: Schedule, after: Date, count: number, calendar?: AppliedCalendar): SchedulePreview {
  const preview: SchedulePreview = { runs: [], daysOff: [] };
  if (schedule.kind === 'none') return preview;
  let last = after;
  for (const time of plannedTimes(schedule, wallTimeAt(after, schedule.zone), calendar)) {
    const date = dateOf(time.wall);
    if (time.dayOff) {
      // That Saturdays are off needs no word where "working days" were chosen.
      const said = schedule.kind === 'workdays' && time.dayOff.kind === 'weekly_day_off';
      if (!said && preview.daysOff.length < MOST_DAYS_OFF) preview.daysOff.push({ date, day: time.dayOff, movedTo: time.movedTo === undefined ? null : dateOf(time.movedTo) });
      continue;
    }
    const plannedAt = instantOf(time.wall, schedule.zone);
    if (plannedAt <= last) continue;
    last = plannedAt;
    preview.runs.push({ plannedAt, movedFrom: time.movedFrom === undefined ? null : dateOf(time.movedFrom), known: calendar?.calendar.dayOf(date).known ?? true });
    if (preview.runs.length === count) break;
  }
  return preview;
}
