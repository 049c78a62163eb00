import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { type DeliveryCounts, type PlannedRun, type PushSpec, type Reason, type Run } from '../domain/run';
import { pushRun, type PushRunState, type RunTrigger } from '../domain/states';

interface RunRow {
  id: string;
  tenantId: string;
  projectId: string;
  taskId: string | null;
  trigger: RunTrigger;
  state: PushRunState;
  plannedAt: Date;
  deadlineAt: Date;
  spec: PushSpec;
}

/** What a {@link Run} is read from. */
export const RUN_COLUMNS = `id, tenant_id as "tenantId", project_id as "projectId", task_id as "taskId", trigger, state,
  planned_at as "plannedAt", deadline_at as "deadlineAt", spec`;

/** What is known of a run when all of it is written. */
export interface SendingFacts {
  dataTime: string | null;
  template: string;
  cut: unknown;
  calls: number;
  /** Deliveries, those of skipped people included. */
  total: number;
  skipped: number;
}

export interface RunEnd {
  state: PushRunState;
  reason?: Reason;
}

/** Writes the life of runs. Each step names the state it starts from, so that a step done twice changes nothing. */
@Injectable()
export class RunLedger extends SqlRepository {
  /**
   * Writes planned runs. A scheduled run that is there already (same task and planned time), or a run by hand while one is
   * under way, is left out.
   * @returns ids of the runs that were written
   */
  async insert(runs: readonly PlannedRun[], now: Date, tx: Tx): Promise<Set<string>> {
    if (runs.length === 0) return new Set();
    const rows = await this.rows<{ id: string }>(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, actor_user_id,
                             request_id, spec, reason_code, reason, created_at, finished_at)
       select tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, spec->>'title', spec->>'pageId', actor_user_id,
              request_id, spec, reason_code, reason, $1, case when state = 'planned' then null else $1::timestamptz end
         from jsonb_to_recordset($2::jsonb) as run(tenant_id text, id uuid, project_id text, task_id uuid, trigger text, state text,
              planned_at timestamptz, deadline_at timestamptz, actor_user_id text, request_id uuid, spec jsonb, reason_code text, reason text)
       on conflict do nothing
       returning id`,
      [
        now,
        JSON.stringify(
          runs.map((run) => ({
            tenant_id: run.tenantId,
            id: run.id,
            project_id: run.projectId,
            task_id: run.taskId,
            trigger: run.trigger,
            state: run.state,
            planned_at: run.plannedAt,
            deadline_at: run.deadlineAt,
            actor_user_id: run.actorUserId,
            request_id: run.requestId,
            spec: run.spec,
            reason_code: run.reason?.code,
            reason: run.reason?.text,
          })),
        ),
      ],
      tx,
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Takes a run for preparing; again after a crash. @returns undefined when it is past that step */
  async beginPreparing(tenantId: string, runId: string, late: boolean, now: Date): Promise<boolean> {
    const row = await this.row(
      `update push_run set state = 'preparing', started_at = coalesce(started_at, $3), late = $4
        where tenant_id = $1 and id = $2 and state in ('planned', 'preparing') returning id`,
      [tenantId, runId, now, late],
    );
    return row !== undefined;
  }

  /** The run of a task, by schedule or by hand, that has not ended; tests stand in nobody's way. @returns its id */
  async underWay(tenantId: string, taskId: string, tx: Tx): Promise<string | undefined> {
    const row = await this.row<{ id: string }>(
      `select id from push_run where tenant_id = $1 and task_id = $2 and trigger <> 'test' and state in ('planned', 'preparing', 'sending') order by id desc limit 1`,
      [tenantId, taskId],
      tx,
    );
    return row?.id;
  }

  /** The run that a request started. @returns its id */
  async ofRequest(tenantId: string, taskId: string, requestId: string, tx: Tx): Promise<string | undefined> {
    return (await this.row<{ id: string }>(`select id from push_run where tenant_id = $1 and task_id = $2 and request_id = $3`, [tenantId, taskId, requestId], tx))?.id;
  }

  async find(tenantId: string, runId: string): Promise<Run | undefined> {
    return this.row<RunRow>(`select ${RUN_COLUMNS} from push_run where tenant_id = $1 and id = $2`, [tenantId, runId]);
  }

  /** Reads the run and keeps others from changing it until the transaction ends. */
  async lock(tenantId: string, runId: string, tx: Tx): Promise<Run | undefined> {
    return this.row<RunRow>(`select ${RUN_COLUMNS} from push_run where tenant_id = $1 and id = $2 for update`, [tenantId, runId], tx);
  }

  /** Notes why a run under way is not further, for people who look at it meanwhile. */
  async noteReason(tenantId: string, runId: string, reason: Reason): Promise<void> {
    await this.rows(
      `update push_run set reason_code = $3, reason = $4 where tenant_id = $1 and id = $2 and state in ('planned', 'preparing', 'sending')`,
      [tenantId, runId, reason.code, reason.text],
    );
  }

  /** Everything is written and may be sent. */
  async beginSending(run: Run, facts: SendingFacts, now: Date, tx: Tx): Promise<void> {
    pushRun.assert(run.state, 'sending');
    await this.rows(
      `update push_run set state = 'sending', prepared_at = $3, data_time = $4, template = $5, cut = $6::jsonb, reason_code = null, reason = null,
              open_calls = $7, total = $8, skipped = $9
        where tenant_id = $1 and id = $2`,
      [run.tenantId, run.id, now, facts.dataTime, facts.template, JSON.stringify(facts.cut), facts.calls, facts.total, facts.skipped],
      tx,
    );
  }

  /** Ends a run that `tx` has locked. */
  async end(run: Run, end: RunEnd, now: Date, tx: Tx): Promise<void> {
    pushRun.assert(run.state, end.state);
    await this.rows(
      `update push_run set state = $3, reason_code = $4, reason = $5, finished_at = $6 where tenant_id = $1 and id = $2`,
      [run.tenantId, run.id, end.state, end.reason?.code ?? null, end.reason?.text ?? null, now],
      tx,
    );
    await this.writeCounts(run, tx);
  }

  private async countDeliveries(run: Run, tx: Tx): Promise<DeliveryCounts> {
    const counts: DeliveryCounts = { total: 0, pending: 0, sent: 0, rejected: 0, skipped: 0, expired: 0, unknown: 0 };
    const rows = await this.rows<{ state: Exclude<keyof DeliveryCounts, 'total'>; count: number }>(
      `select state, count(*)::int as count from push_delivery where tenant_id = $1 and run_id = $2 group by state`,
      [run.tenantId, run.id],
      tx,
    );
    for (const { state, count } of rows) {
      counts[state] = count;
      counts.total += count;
    }
    return counts;
  }

  private async writeCounts(run: Run, tx: Tx): Promise<void> {
    const counts = await this.countDeliveries(run, tx);
    await this.rows(
      `update push_run set total = $3, sent = $4, rejected = $5, skipped = $6, expired = $7, unknown = $8 where tenant_id = $1 and id = $2`,
      [run.tenantId, run.id, counts.total, counts.sent, counts.rejected, counts.skipped, counts.expired, counts.unknown],
      tx,
    );
  }
}
