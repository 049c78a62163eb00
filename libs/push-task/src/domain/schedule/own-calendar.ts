import { STATUTORY_CALENDAR } from './statutory-calendar';
import { ordinaryDay, type CalendarDay, type WorkingCalendar } from './working-calendar';

export interface NamedDay {
  /** YYYY-MM-DD. */
  date: string;
  name: string;
}

/** A calendar that a tenant keeps. */
export interface OwnCalendar {
  name: string;
  /** Whether days that are not named here are those of the statutory calendar; then `weeklyDaysOff` is empty. */
  withStatutoryDays: boolean;
  /** ISO weekdays: 1 is Monday, 7 Sunday. */
  weeklyDaysOff: number[];
  daysOff: NamedDay[];
  /** Worked although the weekday or the statutory calendar has them off. */
  workingDays: NamedDay[];
}

export function workingCalendarOf(own: OwnCalendar): WorkingCalendar {
  const named = new Map<string, CalendarDay>();
  for (const { date, name } of own.daysOff) named.set(date, { working: false, kind: 'day_off', name, known: true });
  for (const { date, name } of own.workingDays) named.set(date, { working: true, kind: 'make_up_day', name, known: true });
  const others = (date: string): CalendarDay => (own.withStatutoryDays ? STATUTORY_CALENDAR.dayOf(date) : ordinaryDay(date, own.weeklyDaysOff));
  return { name: own.name, dayOf: (date) => named.get(date) ?? others(date) };
}
