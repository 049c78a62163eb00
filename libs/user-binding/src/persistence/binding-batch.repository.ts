import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { BatchSource, BatchState, BindingBatch, LookupKind, MatchFilter, StopReason } from '../domain/binding-batch';

export interface BatchToInsert {
  tenantId: string;
  id: string;
  authorizationId: string;
  source: BatchSource;
  fileName: string | null;
  by: readonly LookupKind[];
  filter: MatchFilter;
  accountCap: number | null;
  createdBy: string;
  createdAt: Date;
}

export interface LockedBatch {
  authorizationId: string;
  state: BatchState;
  source: BatchSource;
  appliedAt: Date | null;
}

/** A batch that this process may work on, until the lease ends. */
export interface LeasedBatch {
  tenantId: string;
  id: string;
  authorizationId: string;
  source: BatchSource;
  by: LookupKind[];
  filter: MatchFilter;
  accountCap: number | null;
  hostCursor: string | null;
  /** The host has no more people for it. */
  hostDone: boolean;
  /** Tries in a row that failed. */
  failures: number;
}

export interface Lease {
  workerId: string;
  now: Date;
  until: Date;
}

const BATCH = `batch.id, batch.authorization_id as "authorizationId", batch.source, batch.state, batch.stop_reason as "stopReason", batch.file_name as "fileName",
  batch.lookup_by as "by", batch.filter, batch.account_cap as "accountCap", batch.created_by as "createdBy", batch.created_at as "createdAt",
  batch.applied_by as "appliedBy", batch.applied_at as "appliedAt", batch.undone_by as "undoneBy", batch.undone_at as "undoneAt",
  batch.lookups, batch.wrong_lookups as "wrongLookups",
  (select json_build_object('total', count(*), 'pending', count(*) filter (where outcome = 'pending'), 'ok', count(*) filter (where outcome = 'ok'),
                            'unchanged', count(*) filter (where outcome = 'unchanged'), 'error', count(*) filter (where outcome = 'error'),
                            'applied', count(applied_binding_id), 'undone', count(*) filter (where undone))
     from push_binding_batch_row as line where line.tenant_id = batch.tenant_id and line.batch_id = batch.id) as counts`;

const LEASED = `batch.tenant_id as "tenantId", batch.id, authorization_id as "authorizationId", source, lookup_by as "by", filter,
  account_cap as "accountCap", host_cursor as "hostCursor", host_done as "hostDone", failures`;

@Injectable()
export class BindingBatchRepository extends SqlRepository {
  async insert(batch: BatchToInsert, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_binding_batch (tenant_id, id, authorization_id, source, state, file_name, lookup_by, filter, account_cap, host_done, next_look_at, created_by, created_at)
       values ($1, $2, $3, $4, 'checking', $5, $6, $7, $8, $4 = 'csv', $10, $9, $10)`,
      [batch.tenantId, batch.id, batch.authorizationId, batch.source, batch.fileName, [...batch.by], JSON.stringify(batch.filter), batch.accountCap, batch.createdBy, batch.createdAt],
      tx,
    );
  }

  async find(tenantId: string, id: string, tx?: Tx): Promise<BindingBatch | undefined> {
    return this.row<BindingBatch>(`select ${BATCH} from push_binding_batch as batch where tenant_id = $1 and id = $2`, [tenantId, id], tx);
  }

  /** Newest first. @param before id of the last one of the page before */
  async list(tenantId: string, authorizationId: string, before: string | undefined, limit: number): Promise<BindingBatch[]> {
    return this.rows<BindingBatch>(
      `select ${BATCH} from push_binding_batch as batch
        where tenant_id = $1 and authorization_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4`,
      [tenantId, authorizationId, before ?? null, limit],
    );
  }

  /** Nobody else changes the batch until the transaction ends. */
  async lock(tenantId: string, id: string, tx: Tx): Promise<LockedBatch | undefined> {
    return this.row(
      `select authorization_id as "authorizationId", state, source, applied_at as "appliedAt" from push_binding_batch where tenant_id = $1 and id = $2 for update`,
      [tenantId, id],
      tx,
    );
  }

  /** @returns id of a match under way */
  async findMatchUnderWay(tenantId: string, authorizationId: string, tx: Tx): Promise<string | undefined> {
    // Two who start at once: the second waits here for the first.
    await this.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`binding-match ${tenantId} ${authorizationId}`], tx);
    const found = await this.row<{ id: string }>(
      `select id from push_binding_batch where tenant_id = $1 and authorization_id = $2 and source = 'match' and state = 'checking' limit 1`,
      [tenantId, authorizationId],
      tx,
    );
    return found?.id;
  }

  /** @returns id of the batch of this authorization that was applied last and still is */
  async findLastApplied(tenantId: string, authorizationId: string, tx: Tx): Promise<string | undefined> {
    const found = await this.row<{ id: string }>(
      `select id from push_binding_batch where tenant_id = $1 and authorization_id = $2 and state = 'applied' order by applied_at desc, id desc limit 1`,
      [tenantId, authorizationId],
      tx,
    );
    return found?.id;
  }

  async markApplied(tenantId: string, id: string, by: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(`update push_binding_batch set state = 'applied', applied_by = $3, applied_at = $4 where tenant_id = $1 and id = $2`, [tenantId, id, by, now], tx);
  }

  async markUndone(tenantId: string, id: string, by: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(`update push_binding_batch set state = 'undone', undone_by = $3, undone_at = $4 where tenant_id = $1 and id = $2`, [tenantId, id, by, now], tx);
  }

  async resume(tenantId: string, id: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_binding_batch set state = 'checking', stop_reason = null, failures = 0, next_look_at = $3, leased_by = null, leased_until = null
        where tenant_id = $1 and id = $2`,
      [tenantId, id, now],
      tx,
    );
  }

  async stop(tenantId: string, id: string, reason: StopReason, tx: Tx): Promise<void> {
    await this.rows(`update push_binding_batch set state = 'stopped', stop_reason = $3, leased_by = null, leased_until = null where tenant_id = $1 and id = $2`, [tenantId, id, reason], tx);
  }

  /** One batch that is due and nobody works on; the longest waiting first. */
  async claim({ workerId, now, until }: Lease): Promise<LeasedBatch | undefined> {
    return this.row<LeasedBatch>(
      `with due as (
         select tenant_id, id from push_binding_batch
          where state = 'checking' and next_look_at <= $2 and (leased_until is null or leased_until < $2)
          order by next_look_at limit 1 for update skip locked)
       update push_binding_batch as batch set leased_by = $1, leased_until = $3
         from due where batch.tenant_id = due.tenant_id and batch.id = due.id
       returning ${LEASED}`,
      [workerId, now, until],
    );
  }

  /**
   * Renews the lease and adds up what was done under it.
   * @returns false when it is another's by now, or the batch was stopped: then the caller must write nothing more
   */
  async renew(batch: LeasedBatch, lease: Lease, done: { lookups: number; wrongLookups: number }, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_binding_batch set leased_until = $4, lookups = lookups + $5, wrong_lookups = wrong_lookups + $6, failures = 0
        where tenant_id = $1 and id = $2 and leased_by = $3 and state = 'checking' returning id`,
      [batch.tenantId, batch.id, lease.workerId, lease.until, done.lookups, done.wrongLookups],
      tx,
    );
    return row !== undefined;
  }

  async setHostPosition(batch: LeasedBatch, hostCursor: string | undefined, tx: Tx): Promise<void> {
    await this.rows('update push_binding_batch set host_cursor = $3, host_done = $4 where tenant_id = $1 and id = $2', [batch.tenantId, batch.id, hostCursor ?? null, hostCursor === undefined], tx);
  }

  /** Ends the work of this lease. @returns false when the lease is lost */
  async leave(batch: LeasedBatch, workerId: string, next: { state: 'checking' | 'previewed' | 'stopped'; stopReason?: StopReason; nextLookAt: Date; failures: number }, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_binding_batch set state = $4, stop_reason = $5, next_look_at = $6, failures = $7, leased_by = null, leased_until = null
        where tenant_id = $1 and id = $2 and leased_by = $3 and state = 'checking' returning id`,
      [batch.tenantId, batch.id, workerId, next.state, next.stopReason ?? null, next.nextLookAt, next.failures],
      tx,
    );
    return row !== undefined;
  }
}
