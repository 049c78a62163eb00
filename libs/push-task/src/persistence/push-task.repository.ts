import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { FAILURES_UNTIL_STOP, type PushTask, type PushTaskState } from '../domain/push-task';

export interface TaskFilter {
  tenantId: string;
  /** Only these projects; undefined means all. */
  projectIds?: readonly string[];
  state?: PushTaskState;
  /** Part of the title, ignoring case. */
  title?: string;
}

/** What a {@link PushTask} is read from. */
export const TASK = `tenant_id as "tenantId", id, project_id as "projectId", page_id as "pageId", page_title as "pageTitle", title, charts, filters,
  channel, template_key as "templateKey", language, beginning, ending, with_link as "withLink", schedule, calendar,
  tolerance_seconds as "toleranceSeconds", recipients, exceptions, count_opens as "countOpens", split_tables as "splitTables",
  owner_user_id as "ownerUserId", grace_seconds as "graceSeconds", state, failure_count as "failureCount", next_run_at as "nextRunAt",
  next_planned_at as "nextPlannedAt",
  created_at as "createdAt", created_by as "createdBy", updated_at as "updatedAt", updated_by as "updatedBy", version`;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Columns that an edit may change, with what a task has in them. */
const editedColumns = (task: PushTask): Record<string, unknown> => ({
  page_id: task.pageId,
  page_title: task.pageTitle,
  title: task.title,
  charts: task.charts,
  filters: json(task.filters),
  channel: json(task.channel),
  template_key: task.templateKey,
  language: task.language,
  beginning: task.beginning,
  ending: task.ending,
  with_link: task.withLink,
  schedule: json(task.schedule),
  calendar: json(task.calendar),
  tolerance_seconds: task.toleranceSeconds,
  recipients: json(task.recipients),
  exceptions: json(task.exceptions),
  count_opens: task.countOpens,
  split_tables: task.splitTables,
  owner_user_id: task.ownerUserId,
  grace_seconds: task.graceSeconds,
  state: task.state,
  next_run_at: task.nextRunAt,
  next_planned_at: task.nextPlannedAt,
  failure_count: task.failureCount,
  updated_at: task.updatedAt,
  updated_by: task.updatedBy,
});

@Injectable()
export class PushTaskRepository extends SqlRepository {
  async insert(task: PushTask, tx: Tx): Promise<void> {
    const values = {
      tenant_id: task.tenantId, id: task.id, project_id: task.projectId, created_at: task.createdAt, created_by: task.createdBy, ...editedColumns(task),
    };
    const places = Object.keys(values).map((_column, index) => `$${index + 1}`);
    await this.rows(`insert into push_task (${Object.keys(values).join(', ')}) values (${places.join(', ')})`, Object.values(values), tx);
  }

  /** @returns false when the stored version is another one: then nothing is written */
  async update(task: PushTask, expectedVersion: number, tx: Tx): Promise<boolean> {
    const values = editedColumns(task);
    const settings = Object.keys(values).map((column, index) => `${column} = $${index + 4}`);
    const row = await this.row(
      `update push_task set ${settings.join(', ')}, version = version + 1
        where tenant_id = $1 and id = $2 and version = $3 and deleted_at is null returning version`,
      [task.tenantId, task.id, expectedVersion, ...Object.values(values)],
      tx,
    );
    return row !== undefined;
  }

  /** Records stay. @returns false when there is no such task */
  async delete(tenantId: string, taskId: string, userId: string, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_task set deleted_at = $3, next_run_at = null, updated_at = $3, updated_by = $4, version = version + 1
        where tenant_id = $1 and id = $2 and deleted_at is null returning id`,
      [tenantId, taskId, now, userId],
      tx,
    );
    return row !== undefined;
  }

  async find(tenantId: string, taskId: string): Promise<PushTask | undefined> {
    return this.row<PushTask>(`select ${TASK} from push_task where tenant_id = $1 and id = $2 and deleted_at is null`, [tenantId, taskId]);
  }

  /** Reads the task and keeps planning, other starts and edits away until the transaction ends. */
  async lock(tenantId: string, taskId: string, tx: Tx): Promise<PushTask | undefined> {
    return this.row<PushTask>(`select ${TASK} from push_task where tenant_id = $1 and id = $2 and deleted_at is null for update`, [tenantId, taskId], tx);
  }

  /** Newest first. @param after id of the last task seen */
  async list(filter: TaskFilter, after: string | undefined, limit: number): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task
        where tenant_id = $1 and deleted_at is null
          and ($2::text[] is null or project_id = any($2)) and ($3::text is null or state = $3)
          and ($4::text is null or title ilike $4) and ($5::uuid is null or id < $5)
        order by id desc limit $6`,
      [filter.tenantId, filter.projectIds ?? null, filter.state ?? null, filter.title ? `%${filter.title.replace(/[\\%_]/g, '\\$&')}%` : null, after ?? null, limit],
    );
  }

  /** Tasks by the time of their next run. @param projectIds of all projects if left out */
  async next(tenantId: string, projectIds: readonly string[] | undefined, limit: number): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task
        where tenant_id = $1 and next_run_at is not null and ($2::text[] is null or project_id = any($2))
        order by next_run_at limit $3`,
      [tenantId, projectIds ?? null, limit],
    );
  }

  /** Takes due tasks, the longest due first; no two transactions get the same one. */
  async claimDue(now: Date, limit: number, tx: Tx): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task where next_run_at <= $1 order by next_run_at limit $2 for update skip locked`,
      [now, limit],
      tx,
    );
  }

  /** Tasks that keep to a calendar, by id, locked until the transaction ends. @param after id of the last task seen */
  async lockByCalendar(tenantId: string, calendarId: string, after: string | undefined, limit: number, tx: Tx): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task
        where tenant_id = $1 and calendar->>'calendarId' = $2 and calendar is not null and deleted_at is null and ($3::uuid is null or id > $3)
        order by id limit $4 for update`,
      [tenantId, calendarId, after ?? null, limit],
      tx,
    );
  }

  /** Sets when tasks that `tx` has locked are due again. */
  async setNextRuns(next: readonly { tenantId: string; taskId: string; nextRunAt: Date | null; nextPlannedAt: Date | null }[], tx: Tx): Promise<void> {
    await this.rows(
      `update push_task as task set next_run_at = due.next_run_at, next_planned_at = due.next_planned_at
         from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as due(tenant_id, task_id, next_run_at, next_planned_at)
        where task.tenant_id = due.tenant_id and task.id = due.task_id`,
      [next.map((one) => one.tenantId), next.map((one) => one.taskId), next.map((one) => one.nextRunAt), next.map((one) => one.nextPlannedAt)],
      tx,
    );
  }

  /** One more failed run: stops the task when there were too many in a row. @returns the task then; undefined when it is gone */
  async countFailure(tenantId: string, taskId: string, tx: Tx): Promise<PushTask | undefined> {
    return this.row<PushTask>(
      `update push_task set failure_count = failure_count + 1,
              state = case when failure_count + 1 >= $3 and state = 'enabled' then 'stopped' else state end,
              next_run_at = case when failure_count + 1 >= $3 then null else next_run_at end
        where tenant_id = $1 and id = $2 and deleted_at is null returning ${TASK}`,
      [tenantId, taskId, FAILURES_UNTIL_STOP],
      tx,
    );
  }

  async clearFailures(tasks: readonly { tenantId: string; taskId: string }[], tx: Tx): Promise<void> {
    await this.rows(
      `update push_task set failure_count = 0 where (tenant_id, id) in (select * from unnest($1::text[], $2::uuid[])) and failure_count > 0`,
      [tasks.map((task) => task.tenantId), tasks.map((task) => task.taskId)],
      tx,
    );
  }
}
