import { Injectable } from '@nestjs/common';
import { auditDifference, AuditTrail, type AuditEntry, type Caller, type Paged } from '#bi-host';
import { Clock, decodeCursor, encodeCursor, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import type { TaskUse } from '#user-binding';
import type { CalendarFile, CalendarFormat } from '../domain/calendar-file/calendar-file';
import { parseCalendarCsv } from '../domain/calendar-file/parse-calendar-csv';
import { parseCalendarIcs } from '../domain/calendar-file/parse-calendar-ics';
import { CalendarChangedError, CalendarInUseError, CalendarNotFoundError, type PushCalendar } from '../domain/push-calendar';
import { workingCalendarOf, type OwnCalendar } from '../domain/schedule/own-calendar';
import { nextStart } from '../domain/schedule/spread';
import { CalendarRepository } from '../persistence/calendar.repository';
import { PushTaskRepository } from '../persistence/push-task.repository';
import { TaskUsesRepository } from '../persistence/task-uses.repository';

/** Tasks whose next times are counted anew at once. */
const BATCH = 500;
/** Titles that a refusal names. */
const TITLES = 20;

/** Calendars that a tenant keeps: everybody reads them, administrators change them. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly calendars: CalendarRepository,
    private readonly tasks: PushTaskRepository,
    private readonly uses: TaskUsesRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, cursor: string | undefined, limit: number): Promise<Paged<PushCalendar>> {
    const rows = await this.calendars.list(caller.tenantId, cursor === undefined ? undefined : decodeCursor(cursor, 1)[0], limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.name]) : undefined };
  }

  /** @throws CalendarNotFoundError */
  async get(caller: Caller, calendarId: string): Promise<PushCalendar> {
    const calendar = await this.calendars.find(caller.tenantId, calendarId);
    if (!calendar) throw new CalendarNotFoundError(calendarId);
    return calendar;
  }

  /** The tasks that keep to it, the next to be sent first. @throws CalendarNotFoundError */
  async effectsOf(caller: Caller, calendarId: string): Promise<{ tasks: TaskUse[]; count: number }> {
    await this.get(caller, calendarId);
    return this.uses.tasksOfCalendar(caller.tenantId, calendarId);
  }

  /** Saves nothing. @throws InvalidInputError (text) when the file is none of its format */
  read(format: CalendarFormat, text: string): CalendarFile {
    return format === 'csv' ? parseCalendarCsv(text) : parseCalendarIcs(text, this.clock.now());
  }

  async create(caller: Caller, own: OwnCalendar): Promise<PushCalendar> {
    check(own);
    const calendar = { ...own, id: newId(), tenantId: caller.tenantId, updatedAt: this.clock.now(), updatedBy: caller.userId, version: 1 };
    await this.database.transaction(async (tx) => {
      if (!(await this.calendars.insert(calendar, tx))) throw nameTaken();
      await this.audit.record(caller.actor, { ...entryOf('create', calendar), after: factsOf(calendar) }, tx);
    });
    return calendar;
  }

  /**
   * Replaces a calendar, and counts the next times of all tasks that keep to it anew, in one transaction.
   * @param version the version that was read
   * @throws CalendarChangedError when it is another one now
   */
  async update(caller: Caller, calendarId: string, own: OwnCalendar, version: number): Promise<PushCalendar> {
    check(own);
    const { tenantId } = caller;
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const before = await this.calendars.lock(tenantId, calendarId, 'update', tx);
      if (!before) throw new CalendarNotFoundError(calendarId);
      if (await this.calendars.nameTaken(tenantId, own.name, calendarId, tx)) throw nameTaken();
      const after: PushCalendar = { ...before, ...own, updatedAt: now, updatedBy: caller.userId, version: version + 1 };
      if (!(await this.calendars.update(after, version, tx))) throw new CalendarChangedError(calendarId, version);
      await this.audit.record(caller.actor, { ...entryOf('update', after), ...auditDifference(factsOf(before), factsOf(after)) }, tx);
      await this.replan(after, now, tx);
      return after;
    });
  }

  /** @throws CalendarInUseError while tasks keep to it */
  async delete(caller: Caller, calendarId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const calendar = await this.calendars.lock(caller.tenantId, calendarId, 'update', tx);
      if (!calendar) throw new CalendarNotFoundError(calendarId);
      const users = await this.tasks.lockByCalendar(caller.tenantId, calendarId, undefined, TITLES, tx);
      if (users.length > 0) throw new CalendarInUseError(calendarId, users.map((task) => task.title));
      await this.calendars.delete(caller.tenantId, calendarId, tx);
      await this.audit.record(caller.actor, { ...entryOf('delete', calendar), before: factsOf(calendar) }, tx);
    });
  }

  private async replan(own: PushCalendar, now: Date, tx: Tx): Promise<void> {
    const calendar = workingCalendarOf(own);
    let after: string | undefined;
    for (;;) {
      const tasks = await this.tasks.lockByCalendar(own.tenantId, own.id, after, BATCH, tx);
      // What is due already is planned by the tick; a task without a next time may get one by the change.
      const open = tasks.filter((task) => task.state === 'enabled' && (task.nextRunAt === null || task.nextRunAt > now));
      const next = open.map((task) => {
        const start = nextStart({ ...task, taskId: task.id, calendar: { calendar, onDayOff: task.calendar!.onDayOff } }, now);
        return { tenantId: task.tenantId, taskId: task.id, nextRunAt: start?.startAt ?? null, nextPlannedAt: start?.plannedAt ?? null };
      });
      await this.tasks.setNextRuns(next, tx);
      if (tasks.length < BATCH) return;
      after = tasks.at(-1)!.id;
    }
  }
}

const nameTaken = (): InvalidInputError => InvalidInputError.field('name', { 'en-US': 'another calendar has this name', 'zh-CN': '已有同名的日历，请换一个名称' });

function check(own: OwnCalendar): void {
  const dates = new Set<string>();
  for (const [field, days] of [['daysOff', own.daysOff], ['workingDays', own.workingDays]] as const) {
    for (const [index, { date }] of days.entries()) {
      if (dates.has(date)) throw InvalidInputError.field(`${field}.${index}.date`, { 'en-US': `${date} is named twice; leave one out`, 'zh-CN': `${date} 重复，请只保留一个` });
      dates.add(date);
    }
  }
  if (own.withStatutoryDays && own.weeklyDaysOff.length > 0) throw InvalidInputError.field('weeklyDaysOff', 'the statutory days say which weekdays are off; leave it empty');
  if (own.weeklyDaysOff.length > 6) throw InvalidInputError.field('weeklyDaysOff', { 'en-US': 'leave at least one weekday to work on', 'zh-CN': '每周至少保留一个工作日' });
}

const factsOf = ({ name, withStatutoryDays, weeklyDaysOff, daysOff, workingDays }: OwnCalendar): OwnCalendar => ({ name, withStatutoryDays, weeklyDaysOff, daysOff, workingDays });

const entryOf = (verb: 'create' | 'update' | 'delete', calendar: PushCalendar): AuditEntry => ({
  tenantId: calendar.tenantId,
  action: `calendar.${verb}`,
  subject: { type: 'calendar', id: calendar.id, name: calendar.name },
});
