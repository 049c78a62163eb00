import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { PushCalendar } from '../domain/push-calendar';

const CALENDAR = `tenant_id as "tenantId", id, name, with_statutory_days as "withStatutoryDays", weekly_days_off as "weeklyDaysOff",
  days_off as "daysOff", working_days as "workingDays", updated_at as "updatedAt", updated_by as "updatedBy", version`;

const valuesOf = (calendar: PushCalendar): unknown[] => [
  calendar.tenantId, calendar.id, calendar.name, calendar.withStatutoryDays, calendar.weeklyDaysOff, JSON.stringify(calendar.daysOff),
  JSON.stringify(calendar.workingDays), calendar.updatedAt, calendar.updatedBy,
];

@Injectable()
export class CalendarRepository extends SqlRepository {
  /** @returns false when the tenant has a calendar of this name */
  async insert(calendar: PushCalendar, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `insert into push_calendar (tenant_id, id, name, with_statutory_days, weekly_days_off, days_off, working_days, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9) on conflict (tenant_id, name) do nothing returning id`,
      valuesOf(calendar),
      tx,
    );
    return row !== undefined;
  }

  /** @returns false when the stored version is another one: then nothing is written */
  async update(calendar: PushCalendar, expectedVersion: number, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_calendar set name = $3, with_statutory_days = $4, weekly_days_off = $5, days_off = $6::jsonb, working_days = $7::jsonb,
              updated_at = $8, updated_by = $9, version = version + 1
        where tenant_id = $1 and id = $2 and version = $10 returning id`,
      [...valuesOf(calendar), expectedVersion],
      tx,
    );
    return row !== undefined;
  }

  async delete(tenantId: string, calendarId: string, tx: Tx): Promise<void> {
    await this.rows(`delete from push_calendar where tenant_id = $1 and id = $2`, [tenantId, calendarId], tx);
  }

  /** By name. @param after name of the last one seen */
  async list(tenantId: string, after: string | undefined, limit: number): Promise<PushCalendar[]> {
    return this.rows<PushCalendar>(
      `select ${CALENDAR} from push_calendar where tenant_id = $1 and ($2::text is null or name > $2) order by name limit $3`,
      [tenantId, after ?? null, limit],
    );
  }

  async nameTaken(tenantId: string, name: string, otherThanId: string, tx: Tx): Promise<boolean> {
    return (await this.row(`select 1 from push_calendar where tenant_id = $1 and name = $2 and id <> $3`, [tenantId, name, otherThanId], tx)) !== undefined;
  }

  async find(tenantId: string, calendarId: string, tx?: Tx): Promise<PushCalendar | undefined> {
    return (await this.findAll([{ tenantId, calendarId }], tx))[0];
  }

  /** Keeps a calendar from being changed or deleted until the transaction ends. */
  async lock(tenantId: string, calendarId: string, how: 'share' | 'update', tx: Tx): Promise<PushCalendar | undefined> {
    return this.row<PushCalendar>(`select ${CALENDAR} from push_calendar where tenant_id = $1 and id = $2 for ${how === 'share' ? 'share' : 'update'}`, [tenantId, calendarId], tx);
  }

  /** Those of them that exist. */
  async findAll(wanted: readonly { tenantId: string; calendarId: string }[], tx?: Tx): Promise<PushCalendar[]> {
    if (wanted.length === 0) return [];
    return this.rows<PushCalendar>(
      `select ${CALENDAR} from push_calendar where (tenant_id, id) in (select * from unnest($1::text[], $2::uuid[]))`,
      [wanted.map((one) => one.tenantId), wanted.map((one) => one.calendarId)],
      tx,
    );
  }
}
