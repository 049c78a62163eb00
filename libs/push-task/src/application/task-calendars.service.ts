import { Injectable } from '@nestjs/common';
import { InvalidInputError, type Tx } from '#kernel';
import type { PushTask } from '../domain/push-task';
import { STATUTORY_CALENDAR_ID, type CalendarPolicy } from '../domain/schedule/calendar-policy';
import { workingCalendarOf } from '../domain/schedule/own-calendar';
import { STATUTORY_CALENDAR } from '../domain/schedule/statutory-calendar';
import type { AppliedCalendar } from '../domain/schedule/working-calendar';
import { CalendarRepository } from '../persistence/calendar.repository';

type Planned = Pick<PushTask, 'tenantId' | 'calendar'>;
/** The calendar that a task keeps to; undefined for none. @throws Error when it does not exist */
export type CalendarLookup = (task: Planned) => AppliedCalendar | undefined;

/** Calendars as tasks use them. */
@Injectable()
export class TaskCalendars {
  constructor(private readonly calendars: CalendarRepository) {}

  /** @throws InvalidInputError (field `calendar.calendarId`) when there is no such calendar */
  async applied(tenantId: string, policy: CalendarPolicy | null): Promise<AppliedCalendar | undefined> {
    const lookup = await this.lookup([{ tenantId, calendar: policy }]);
    try {
      return lookup({ tenantId, calendar: policy });
    } catch {
      throw InvalidInputError.field('calendar.calendarId', { 'en-US': 'there is no such calendar; see GET /push/calendars', 'zh-CN': '日历不存在，请换一个日历' });
    }
  }

  /** As {@link applied}, and keeps the calendar as it is until the transaction ends. */
  async held(tenantId: string, policy: CalendarPolicy | null, tx: Tx): Promise<AppliedCalendar | undefined> {
    if (policy && policy.calendarId !== STATUTORY_CALENDAR_ID) await this.calendars.lock(tenantId, policy.calendarId, 'share', tx);
    return this.applied(tenantId, policy);
  }

  /** The calendars of many tasks, read at once. */
  async lookup(tasks: readonly Planned[], tx?: Tx): Promise<CalendarLookup> {
    const wanted = new Map<string, { tenantId: string; calendarId: string }>();
    for (const { tenantId, calendar } of tasks) {
      if (calendar && calendar.calendarId !== STATUTORY_CALENDAR_ID) wanted.set(keyOf(tenantId, calendar.calendarId), { tenantId, calendarId: calendar.calendarId });
    }
    const own = await this.calendars.findAll([...wanted.values()], tx);
    const known = new Map(own.map((calendar) => [keyOf(calendar.tenantId, calendar.id), workingCalendarOf(calendar)]));
    return ({ tenantId, calendar: policy }) => {
      if (!policy) return undefined;
      const calendar = policy.calendarId === STATUTORY_CALENDAR_ID ? STATUTORY_CALENDAR : known.get(keyOf(tenantId, policy.calendarId));
      if (!calendar) throw new Error(`calendar ${policy.calendarId} does not exist`);
      return { calendar, onDayOff: policy.onDayOff };
    };
  }
}

const keyOf = (tenantId: string, calendarId: string): string => JSON.stringify([tenantId, calendarId]);
