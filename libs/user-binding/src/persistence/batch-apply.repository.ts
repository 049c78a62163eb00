import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { chunksOf, newId, SqlRepository, type Tx } from '#kernel';
import type { OutdatedRow } from '../domain/batch.errors';
import { COMPARED_PROBLEMS } from '../domain/row-problem';
import { stuckMoves, type Move } from '../domain/stuck-moves';
import type { BatchRef } from './batch-row.repository';

/** A batch and the authorization whose bindings it is about. */
export interface BatchScope extends BatchRef {
  authorizationId: string;
}

const OF_BATCH = 'row.tenant_id = $1 and row.batch_id = $2';
const SHOWN_ROWS = 10;

/** Compares the rows of a batch with the bindings there are, writes bindings from them, and takes them back: all in sets. */
@Injectable()
export class BatchApplyRepository extends SqlRepository {
  /**
   * Says of every row that has an account whether it can be applied to the bindings as they are now: what it replaces, whether it
   * repeats another row, whether somebody keeps the account. Whoever gives an account up in the same batch does not keep it.
   */
  async compare({ tenantId, authorizationId, batchId }: BatchScope, tx: Tx): Promise<void> {
    const of = [tenantId, batchId];
    await this.joinInSets(tx);
    await this.rows(
      `update push_binding_batch_row as row set outcome = 'ok', problem = null, problem_details = null, previous = null
        where ${OF_BATCH} and wecom_user_key is not null and outcome <> 'pending' and (problem is null or problem = any($3::text[]))
          and not (outcome = 'ok' and previous is null) returning 1`,
      [...of, [...COMPARED_PROBLEMS]],
      tx,
    );
    await this.rows(
      `update push_binding_batch_row as row
          set previous = jsonb_build_object('id', bound.id, 'version', bound.version, 'hostUserName', bound.host_user_name, 'wecomUserId', bound.wecom_user_id,
                'wecomUserKey', bound.wecom_user_key, 'wecomName', bound.wecom_name, 'state', bound.state, 'boundBy', bound.bound_by, 'boundAt', bound.bound_at),
              outcome = case when bound.wecom_user_key = row.wecom_user_key and bound.state = 'active' then 'unchanged' else 'ok' end
         from push_binding as bound
        where ${OF_BATCH} and row.outcome = 'ok' and bound.tenant_id = $1 and bound.authorization_id = $3 and bound.host_user_id = row.host_user_id returning 1`,
      [...of, authorizationId],
      tx,
    );
    await this.markRepeated(of, 'host_user_id', 'user_twice', tx);
    await this.markRepeated(of, 'wecom_user_key', 'account_twice', tx);
    const moves = await this.rows<Move & { holderId: string | null; holderName: string | null }>(
      `select row.row_number as "rowNumber", row.previous->>'wecomUserKey' as holds, row.wecom_user_key as wants,
              holder.host_user_id as "holderId", holder.host_user_name as "holderName", holder.host_user_id is not null and mover.row_number is null as stuck
         from push_binding_batch_row as row
         left join push_binding as holder
           on holder.tenant_id = $1 and holder.authorization_id = $3 and holder.wecom_user_key = row.wecom_user_key and holder.host_user_id <> row.host_user_id
         left join push_binding_batch_row as mover
           on mover.tenant_id = $1 and mover.batch_id = $2 and mover.host_user_id = holder.host_user_id and mover.outcome = 'ok'
        where ${OF_BATCH} and row.outcome = 'ok'`,
      [...of, authorizationId],
      tx,
    );
    const stuck = stuckMoves(moves);
    const taken = moves.filter((move) => stuck.has(move.rowNumber));
    await this.rows(
      `update push_binding_batch_row as row
          set outcome = 'error', problem = 'account_taken', problem_details = jsonb_build_object('hostUserId', taken.holder_id, 'hostUserName', taken.holder_name)
         from unnest($3::int[], $4::text[], $5::text[]) as taken(row_number, holder_id, holder_name)
        where ${OF_BATCH} and row.row_number = taken.row_number returning 1`,
      [...of, taken.map((move) => move.rowNumber), taken.map((move) => move.holderId), taken.map((move) => move.holderName)],
      tx,
    );
  }

  private async markRepeated(of: unknown[], column: 'host_user_id' | 'wecom_user_key', problem: 'user_twice' | 'account_twice', tx: Tx): Promise<void> {
    await this.rows(
      `with numbered as (
         select row_number as number, row_number() over same as place, first_value(row_number) over same as first, lead(row_number) over same as next
           from push_binding_batch_row as row
          where ${OF_BATCH} and wecom_user_key is not null and outcome in ('ok', 'unchanged')
         window same as (partition by ${column} order by row_number))
       update push_binding_batch_row as row
          set outcome = 'error', problem = $3, problem_details = jsonb_build_object('row', case when place = 1 then next else first end)
         from numbered
        where ${OF_BATCH} and row.row_number = numbered.number and (place > 1 or next is not null) returning 1`,
      [...of, problem],
      tx,
    );
  }

  /** Rows are written and used at once: the planner has no statistics of them yet, takes a large batch for a single row, and would compare each row with each. */
  private async joinInSets(tx: Tx): Promise<void> {
    await this.rows(`select set_config('enable_nestloop', 'off', true)`, [], tx);
  }

  /**
   * Rows that no longer are as the preview shows: their user's binding changed, or somebody got their account.
   * @param rowNumbers those to be applied; undefined means all good ones
   */
  async outdated({ tenantId, authorizationId, batchId }: BatchScope, rowNumbers: readonly number[] | undefined, tx: Tx): Promise<OutdatedRow[]> {
    await this.joinInSets(tx);
    return this.rows<OutdatedRow>(
      `with chosen as (
         select row.* from push_binding_batch_row as row where ${OF_BATCH} and outcome = 'ok' and ($4::int[] is null or row_number = any($4)))
       select distinct chosen.row_number as "rowNumber", chosen.host_user_name as "hostUserName" from chosen
         left join push_binding as bound on bound.tenant_id = $1 and bound.authorization_id = $3 and bound.host_user_id = chosen.host_user_id
         left join push_binding as holder on holder.tenant_id = $1 and holder.authorization_id = $3 and holder.wecom_user_key = chosen.wecom_user_key
         left join chosen as mover on mover.host_user_id = holder.host_user_id
        where bound.id is distinct from (chosen.previous->>'id')::uuid or bound.version is distinct from (chosen.previous->>'version')::int
           or (holder.id is not null and mover.row_number is null)
        order by chosen.row_number limit ${SHOWN_ROWS}`,
      [tenantId, batchId, authorizationId, rowNumbers ? [...rowNumbers] : null],
      tx,
    );
  }

  /**
   * Binds what the rows say.
   * @returns how many were bound; undefined when somebody bound one of these people or accounts at this moment: the transaction must be rolled back
   */
  async apply({ tenantId, authorizationId, batchId }: BatchScope, rowNumbers: readonly number[] | undefined, by: string, now: Date, tx: Tx): Promise<number | undefined> {
    await this.joinInSets(tx);
    const chosen = await this.rows<{ rowNumber: number }>(
      `select row_number as "rowNumber" from push_binding_batch_row as row where ${OF_BATCH} and outcome = 'ok' and ($3::int[] is null or row_number = any($3))`,
      [tenantId, batchId, rowNumbers ? [...rowNumbers] : null],
      tx,
    );
    const numbers = chosen.map((row) => row.rowNumber);
    // All go before any comes, so that people may exchange their accounts.
    await this.rows(
      `delete from push_binding as bound using push_binding_batch_row as row
        where ${OF_BATCH} and row.row_number = any($4::int[]) and bound.tenant_id = $1 and bound.authorization_id = $3 and bound.host_user_id = row.host_user_id returning bound.id`,
      [tenantId, batchId, authorizationId, numbers],
      tx,
    );
    try {
      for (const chunk of chunksOf(numbers, 5000)) {
        await this.rows(
          `with given as (
             update push_binding_batch_row as row set applied_binding_id = given.id
               from unnest($4::int[], $5::uuid[]) as given(row_number, id) where ${OF_BATCH} and row.row_number = given.row_number
             returning row.*)
           insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
           select tenant_id, applied_binding_id, $3, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, 'active', $6, $7, $7 from given`,
          [tenantId, batchId, authorizationId, chunk, chunk.map(() => newId()), by, now],
          tx,
        );
      }
    } catch (error) {
      const { constraint }: { constraint?: unknown } = error instanceof QueryFailedError ? error.driverError : {};
      if (constraint === 'uq_push_binding_wecom_user' || constraint === 'uq_push_binding_host_user') return undefined;
      throw error;
    }
    return numbers.length;
  }

  /**
   * Puts back what was before the batch, where the binding is still the one that the batch made and the account before is free
   * or becomes free by it; the others stay as they are.
   * @returns how many were put back
   */
  async undo({ tenantId, authorizationId, batchId }: BatchScope, appliedAt: Date, now: Date, tx: Tx): Promise<number> {
    await this.joinInSets(tx);
    const moves = await this.rows<Move>(
      `with own as materialized (
         select row.row_number, row.previous->>'wecomUserKey' as wants, bound.id, bound.wecom_user_key as holds
           from push_binding_batch_row as row
           left join push_binding as bound
             on bound.tenant_id = $1 and bound.id = row.applied_binding_id and bound.bound_at = $4 and bound.wecom_user_key = row.wecom_user_key
          where ${OF_BATCH} and row.applied_binding_id is not null)
       select own.row_number as "rowNumber", own.holds, own.wants, own.id is null or (holder.id is not null and mover.id is null) as stuck
         from own
         left join push_binding as holder on holder.tenant_id = $1 and holder.authorization_id = $3 and holder.wecom_user_key = own.wants
         left join own as mover on mover.id = holder.id`,
      [tenantId, batchId, authorizationId, appliedAt],
      tx,
    );
    const stuck = stuckMoves(moves);
    const undone = moves.filter((move) => !stuck.has(move.rowNumber)).map((move) => move.rowNumber);
    await this.rows(
      `update push_binding_batch_row as row set undone = true from unnest($3::int[]) as given(row_number) where ${OF_BATCH} and row.row_number = given.row_number returning 1`,
      [tenantId, batchId, undone],
      tx,
    );
    await this.rows(
      `delete from push_binding as bound using push_binding_batch_row as row
        where ${OF_BATCH} and row.undone and bound.tenant_id = $1 and bound.id = row.applied_binding_id returning bound.id`,
      [tenantId, batchId],
      tx,
    );
    await this.rows(
      `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at, version)
       select $1, (previous->>'id')::uuid, $3, host_user_id, previous->>'hostUserName', previous->>'wecomUserId', previous->>'wecomUserKey', previous->>'wecomName',
              previous->>'state', previous->>'boundBy', (previous->>'boundAt')::timestamptz, $4, (previous->>'version')::int + 1
         from push_binding_batch_row as row where ${OF_BATCH} and row.undone and row.previous is not null`,
      [tenantId, batchId, authorizationId, now],
      tx,
    );
    return undone.length;
  }
}
