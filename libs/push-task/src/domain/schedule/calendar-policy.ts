import { InvalidInputError } from '#kernel';

/** Which calendar a task keeps to, and what becomes of its times on days off. Plain JSON. */
export interface CalendarPolicy {
  calendarId: string;
  onDayOff: string;
}

/** @param field what the caller calls it @throws InvalidInputError naming the wrong field */
export function parseCalendarPolicy(input: unknown, field = 'calendar'): CalendarPolicy | null {
  if (input === undefined || input === null) return null;
  throw InvalidInputError.field(field, 'there is no such calendar; leave it out');
}
