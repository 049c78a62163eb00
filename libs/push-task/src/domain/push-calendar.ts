import { DomainError } from '#kernel';
import type { OwnCalendar } from './schedule/own-calendar';

/** A calendar of a tenant as it is kept. */
export interface PushCalendar extends OwnCalendar {
  id: string;
  tenantId: string;
  updatedAt: Date;
  updatedBy: string;
  /** Grows with each edit. */
  version: number;
}

export class CalendarNotFoundError extends DomainError {
  readonly code = 'CALENDAR_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(calendarId: string) {
    super('There is no such calendar', { calendarId });
  }
}

export class CalendarChangedError extends DomainError {
  readonly code = 'CALENDAR_CHANGED';
  readonly kind = 'conflict';
  constructor(calendarId: string, version: number) {
    super('Somebody changed this calendar since you read it: read it again and repeat your change', { calendarId, version });
  }
}

export class CalendarInUseError extends DomainError {
  readonly code = 'CALENDAR_IN_USE';
  readonly kind = 'conflict';
  constructor(calendarId: string, titles: readonly string[]) {
    super('Tasks keep to this calendar: give them another one first', { calendarId, tasks: titles });
  }
}
