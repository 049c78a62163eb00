import { InvalidInputError } from '#kernel';
import { z } from 'zod';
import { ON_DAY_OFF, type OnDayOff } from './working-calendar';

/** Names the statutory calendar of mainland China where the id of an own calendar could stand. */
export const STATUTORY_CALENDAR_ID = 'cn-statutory';

/** Which calendar a task keeps to, and what becomes of its times on days off. Plain JSON. */
export interface CalendarPolicy {
  /** {@link STATUTORY_CALENDAR_ID}, or the id of a calendar of the tenant. */
  calendarId: string;
  onDayOff: OnDayOff;
}

const policy = z
  .strictObject({
    calendarId: z.union([z.literal(STATUTORY_CALENDAR_ID), z.uuid()], { error: `give ${STATUTORY_CALENDAR_ID}, or the id of a calendar; see GET /push/calendars` }),
    onDayOff: z.enum(ON_DAY_OFF, { error: `must be one of ${ON_DAY_OFF.join(', ')}` }),
  })
  .nullable();

/** @param field what the caller calls it @throws InvalidInputError naming the wrong field; whether the calendar exists is not looked at */
export function parseCalendarPolicy(input: unknown, field = 'calendar'): CalendarPolicy | null {
  const parsed = policy.safeParse(input ?? null);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw InvalidInputError.field([field, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'is not a calendar policy');
}
