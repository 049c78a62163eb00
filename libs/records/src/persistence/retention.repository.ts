import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { TenantRetention } from '../domain/retention';

/** Runs and series of one transaction, at most; rows of the tables by month. */
const RUNS_AT_ONCE = 1000;
const ROWS_AT_ONCE = 10_000;

export interface RetentionSetting {
  months: number | null;
  removedBefore: Date | null;
}

/** Averages over all tenants; null while nothing was counted by PostgreSQL. */
export interface RowBytes {
  perRun: number | null;
  perDelivery: number | null;
}

/** Says how long records are kept, and removes those that are not: in small transactions, the run before its rows, so that no record is seen half. */
@Injectable()
export class RetentionRepository extends SqlRepository {
  async find(tenantId: string, tx?: Tx): Promise<RetentionSetting> {
    const row = await this.row<RetentionSetting>(
      `select months, removed_before as "removedBefore" from push_retention where tenant_id = $1 ${tx ? 'for update' : ''}`,
      [tenantId],
      tx,
    );
    return row ?? { months: null, removedBefore: null };
  }

  async save(tenantId: string, months: number, by: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_retention (tenant_id, months, updated_at, updated_by) values ($1, $2, $3, $4)
       on conflict on constraint pk_push_retention do update set months = excluded.months, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [tenantId, months, now, by],
      tx,
    );
  }

  /** Takes down tenants that have records and were not known; from one to the next, not through all records. @returns how many */
  async noteTenants(): Promise<number> {
    const rows = await this.rows(
      `with recursive tenant as (
         (select tenant_id from push_run order by tenant_id limit 1)
         union all
         select next.tenant_id from tenant cross join lateral (select tenant_id from push_run where tenant_id > tenant.tenant_id order by tenant_id limit 1) as next)
       insert into push_retention (tenant_id) select tenant_id from tenant on conflict do nothing returning tenant_id`,
    );
    return rows.length;
  }

  async tenants(): Promise<TenantRetention[]> {
    return this.rows<TenantRetention>(
      `select tenant_id as "tenantId", months, removed_before as "removedBefore", whole_until as "wholeUntil", exists (select from push_run as run where run.tenant_id = kept.tenant_id) as "inUse"
         from push_retention as kept order by tenant_id`,
    );
  }

  /** Takes a tenant for the transaction. @returns false when another process has it, or was done with it before */
  async claim(tenantId: string, keptSince: Date, wholeUntil: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `select 1 from push_retention where tenant_id = $1 and (removed_before is null or removed_before < $2 or whole_until > $3) for update skip locked`,
      [tenantId, keptSince, wholeUntil],
      tx,
    );
    return row !== undefined;
  }

  /**
   * Removes some records of before, the oldest first.
   * @param endedBefore later ones, those under way, and those that are just being sent again are left
   * @returns how many
   */
  async removeRuns(tenantId: string, before: Date, endedBefore: Date, tx: Tx): Promise<number> {
    const rows = await this.rows(
      `delete from push_run where tenant_id = $1 and id in (
         select id from push_run as old where tenant_id = $1 and id < push_uuid_from($2) and finished_at < $3
            and not exists (select from push_run as replay where replay.tenant_id = $1 and replay.replay_of = old.id and replay.finished_at is null)
          order by id limit $4 for update skip locked)
       returning id`,
      [tenantId, before, endedBefore, RUNS_AT_ONCE],
      tx,
    );
    return rows.length;
  }

  /** Removes some of what belonged to removed runs, where no whole table will be dropped. @returns how many rows */
  async removeParts(tenantId: string, before: Date, wholeUntil: Date, tx: Tx): Promise<number> {
    const row = await this.row<{ removed: number }>(`select push_remove_parts($1, $2, $3, $4) as removed`, [tenantId, before, wholeUntil, ROWS_AT_ONCE], tx);
    return row?.removed ?? 0;
  }

  /** Some series of which no run is left. */
  async emptySeries(tenantId: string, tx: Tx): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(
      `select id from push_series as series where tenant_id = $1 and not exists (select from push_run as run where run.tenant_id = $1 and run.series_id = series.id) limit $2`,
      [tenantId, RUNS_AT_ONCE],
      tx,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * A run that is being written finds its series and adds none: so nobody may be writing runs between looking and removing. Whoever comes meanwhile waits for
   * the few milliseconds that this takes, and for half a second at most if somebody else is slow.
   * @throws what {@link isLockTimeout} knows
   */
  async removeEmptySeries(tenantId: string, ids: readonly string[], tx: Tx): Promise<void> {
    await this.rows(`set local lock_timeout = '500ms'`, [], tx);
    await this.rows(`lock table push_series in share row exclusive mode`, [], tx);
    await this.rows(
      `delete from push_series as series where tenant_id = $1 and id = any($2::uuid[])
          and not exists (select from push_run as run where run.tenant_id = $1 and run.series_id = series.id)`,
      [tenantId, ids],
      tx,
    );
  }

  async markRemoved(tenantId: string, before: Date, wholeUntil: Date, tx: Tx): Promise<void> {
    await this.rows(`update push_retention set removed_before = greatest(removed_before, $2), whole_until = $3 where tenant_id = $1`, [tenantId, before, wholeUntil], tx);
  }

  /** Tables of months that ended by this time and of which no record is left. */
  async emptyTables(until: Date): Promise<string[]> {
    const rows = await this.rows<{ part: string }>(
      `select part from push_record_table as record
        where record.until <= $1 and not exists (
          select from push_retention as tenant
           cross join lateral (select 1 from push_run as run where run.tenant_id = tenant.tenant_id
                                and run.id >= push_uuid_from(record.month) and run.id < push_uuid_from(record.until) limit 1) as kept)
        order by part`,
      [until],
    );
    return rows.map(({ part }) => part);
  }

  /** Half a second at most may anybody wait for this. @throws what {@link isLockTimeout} knows */
  async dropTable(part: string): Promise<void> {
    await this.rows(`select push_drop_record_table($1)`, [part]);
  }

  /** When the oldest record was planned. */
  async oldest(tenantId: string): Promise<Date | null> {
    const row = await this.row<{ at: Date }>(`select planned_at as at from push_run where tenant_id = $1 order by id limit 1`, [tenantId]);
    return row?.at ?? null;
  }

  async rowBytes(): Promise<RowBytes> {
    const row = await this.row<RowBytes>(
      `select (select pg_total_relation_size(oid) / nullif(greatest(reltuples, 0), 0) from pg_class where oid = 'push_run'::regclass)::float8 as "perRun",
              (sum(pg_total_relation_size(part::regclass)) / nullif(sum(greatest(class.reltuples, 0)) filter (where parent = 'push_recipient'), 0))::float8 as "perDelivery"
         from push_record_table join pg_class as class on class.oid = part::regclass`,
    );
    return row ?? { perRun: null, perDelivery: null };
  }
}

/** Whether a lock could not be had in time: there is nothing wrong, and it is tried again later. */
export const isLockTimeout = (error: unknown): boolean => (error as { driverError?: { code?: string } }).driverError?.code === '55P03';
