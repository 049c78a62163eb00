import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { PushRunState, RunTrigger } from '../domain/states';

export interface TaskLastRun {
  taskId: string;
  id: string;
  trigger: RunTrigger;
  state: PushRunState;
  plannedAt: Date;
  finishedAt: Date | null;
  reasonCode: string | null;
  reason: string | null;
}

/** How tasks came out last. */
@Injectable()
export class LastRuns extends SqlRepository {
  /** The newest run of each task, tests and replays left out; in one query for any number of tasks. @param states only runs in these */
  async of(tenantId: string, taskIds: readonly string[], states?: readonly PushRunState[]): Promise<Map<string, TaskLastRun>> {
    if (taskIds.length === 0) return new Map();
    const rows = await this.rows<TaskLastRun>(
      `select distinct on (series.task_id) series.task_id as "taskId", run.*
         from push_series as series
        cross join lateral (
          select id, trigger, state, planned_at as "plannedAt", finished_at as "finishedAt", reason_code as "reasonCode", reason from push_run
           where tenant_id = $1 and series_id = series.id and ($3::text[] is null or state = any($3))
           order by planned_at desc, id desc limit 1) as run
        where series.tenant_id = $1 and series.task_id = any($2::uuid[]) and series.trigger in ('schedule', 'manual')
        order by series.task_id, run."plannedAt" desc, run.id desc`,
      [tenantId, taskIds, states ?? null],
    );
    return new Map(rows.map((row) => [row.taskId, row]));
  }
}
