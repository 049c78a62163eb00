/** What a calendar says of one day. */
export interface CalendarDay {
  working: boolean;
  /** `make_up_day`: worked although the weekday is off, in exchange for a holiday. */
  kind: 'weekday' | 'weekly_day_off' | 'day_off' | 'make_up_day';
  /** What the day is called, such as `春节 (Spring Festival)`. */
  name?: string;
  /** False where the calendar does not reach: then only the weekday was looked at. */
  known: boolean;
}

/** Which days are worked. */
export interface WorkingCalendar {
  name: string;
  /** @param date YYYY-MM-DD */
  dayOf(date: string): CalendarDay;
}

/** What becomes of times that fall on a day off. `move`: to the same time of the next working day; what is planned then anyway runs once. */
export const ON_DAY_OFF = ['skip', 'move', 'run'] as const;
export type OnDayOff = (typeof ON_DAY_OFF)[number];

/** A calendar and what to do on its days off. */
export interface AppliedCalendar {
  calendar: WorkingCalendar;
  onDayOff: OnDayOff;
}

/** ISO weekday of a date: 1 is Monday, 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(date).getUTCDay() || 7;
}

/** A day that no list names. @param weeklyDaysOff ISO weekdays */
export function ordinaryDay(date: string, weeklyDaysOff: readonly number[], known = true): CalendarDay {
  const working = !weeklyDaysOff.includes(weekdayOf(date));
  return { working, kind: working ? 'weekday' : 'weekly_day_off', known };
}

export const WEEKEND: readonly number[] = [6, 7];

/** What the preset "working days" means for a task without a calendar. */
export const MONDAY_TO_FRIDAY: WorkingCalendar = { name: 'Monday to Friday', dayOf: (date) => ordinaryDay(date, WEEKEND) };
