import { Injectable } from '@nestjs/common';
import { chunksOf, SqlRepository, type Tx } from '#kernel';
import { wecomUserKeyOf } from '../domain/binding';
import type { BatchRow, LookupKind, RowOutcome } from '../domain/binding-batch';
import type { RowProblem } from '../domain/row-problem';

/** A batch of a tenant. */
export interface BatchRef {
  tenantId: string;
  batchId: string;
}

export interface RowToInsert {
  rowNumber: number;
  hostUserId: string;
  hostUserName: string;
  wecomUserId: string | null;
  outcome: RowOutcome;
  problem: RowProblem | null;
}

export interface PendingRow {
  rowNumber: number;
  hostUserId: string;
  /** As a file gives it; a match has none yet. */
  wecomUserId: string | null;
}

/** What the look-ups of a row said. */
export interface CheckedRow {
  rowNumber: number;
  hostUserName: string;
  outcome: 'ok' | 'unchanged' | 'error';
  wecomUserId: string | null;
  wecomName: string | null;
  matchedBy: LookupKind | null;
  problem: RowProblem | null;
  problemDetails: Record<string, unknown> | null;
}

const ROW = `row_number as "rowNumber", host_user_id as "hostUserId", host_user_name as "hostUserName", wecom_user_id as "wecomUserId", wecom_name as "wecomName",
  matched_by as "matchedBy", outcome, problem, problem_details as "problemDetails", applied_binding_id is not null as applied, undone,
  case when previous is not null then json_build_object('wecomUserId', previous->>'wecomUserId', 'wecomName', previous->>'wecomName') end as previous`;

@Injectable()
export class BatchRowRepository extends SqlRepository {
  async insert({ tenantId, batchId }: BatchRef, rows: readonly RowToInsert[], tx: Tx): Promise<void> {
    for (const chunk of chunksOf(rows, 5000)) {
      await this.rows(
        `insert into push_binding_batch_row (tenant_id, batch_id, row_number, host_user_id, host_user_name, wecom_user_id, outcome, problem)
         select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
        [
          tenantId,
          batchId,
          chunk.map((row) => row.rowNumber),
          chunk.map((row) => row.hostUserId),
          chunk.map((row) => row.hostUserName),
          chunk.map((row) => row.wecomUserId),
          chunk.map((row) => row.outcome),
          chunk.map((row) => row.problem),
        ],
        tx,
      );
    }
  }

  /** Adds people of the host behind the last row; those who are in the batch already are left out. */
  async append({ tenantId, batchId }: BatchRef, users: readonly { hostUserId: string; hostUserName: string; bound: boolean }[], tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_binding_batch_row (tenant_id, batch_id, row_number, host_user_id, host_user_name, outcome)
       select $1, $2, last.row_number + given.position, given.host_user_id, given.host_user_name, case when given.bound then 'unchanged' else 'pending' end
         from unnest($3::text[], $4::text[], $5::boolean[]) with ordinality as given(host_user_id, host_user_name, bound, position),
              (select coalesce(max(row_number), 0) as row_number from push_binding_batch_row where tenant_id = $1 and batch_id = $2) as last
        where not exists (select 1 from push_binding_batch_row as row where row.tenant_id = $1 and row.batch_id = $2 and row.host_user_id = given.host_user_id)`,
      [tenantId, batchId, users.map((user) => user.hostUserId), users.map((user) => user.hostUserName), users.map((user) => user.bound)],
      tx,
    );
  }

  async pending({ tenantId, batchId }: BatchRef, limit: number): Promise<PendingRow[]> {
    return this.rows<PendingRow>(
      `select row_number as "rowNumber", host_user_id as "hostUserId", wecom_user_id as "wecomUserId" from push_binding_batch_row
        where tenant_id = $1 and batch_id = $2 and outcome = 'pending' order by row_number limit $3`,
      [tenantId, batchId, limit],
    );
  }

  async save({ tenantId, batchId }: BatchRef, rows: readonly CheckedRow[], tx: Tx): Promise<void> {
    await this.rows(
      `update push_binding_batch_row as row
          set host_user_name = done.host_user_name, outcome = done.outcome, wecom_user_id = coalesce(done.wecom_user_id, row.wecom_user_id),
              wecom_user_key = done.wecom_user_key, wecom_name = done.wecom_name, matched_by = done.matched_by, problem = done.problem,
              problem_details = done.problem_details
         from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[])
              as done(row_number, host_user_name, outcome, wecom_user_id, wecom_user_key, wecom_name, matched_by, problem, problem_details)
        where row.tenant_id = $1 and row.batch_id = $2 and row.row_number = done.row_number
       returning row.row_number`,
      [
        tenantId,
        batchId,
        rows.map((row) => row.rowNumber),
        rows.map((row) => row.hostUserName),
        rows.map((row) => row.outcome),
        rows.map((row) => row.wecomUserId),
        rows.map((row) => (row.wecomUserId === null ? null : wecomUserKeyOf(row.wecomUserId))),
        rows.map((row) => row.wecomName),
        rows.map((row) => row.matchedBy),
        rows.map((row) => row.problem),
        rows.map((row) => (row.problemDetails === null ? null : JSON.stringify(row.problemDetails))),
      ],
      tx,
    );
  }

  /** In the order of their numbers. @param after number of the last row of the page before */
  async list({ tenantId, batchId }: BatchRef, outcome: RowOutcome | undefined, after: number, limit: number): Promise<BatchRow[]> {
    return this.rows<BatchRow>(
      `select ${ROW} from push_binding_batch_row
        where tenant_id = $1 and batch_id = $2 and ($3::text is null or outcome = $3) and row_number > $4 order by row_number limit $5`,
      [tenantId, batchId, outcome ?? null, after, limit],
    );
  }
}
