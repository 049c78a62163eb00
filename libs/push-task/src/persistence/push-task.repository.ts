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

const TASK = `tenant_id as "tenantId", id, project_id as "projectId", page_id as "pageId", page_title as "pageTitle", title,
  authorization_id as "authorizationId", template_key as "templateKey", language, beginning, ending, with_link as "withLink", schedule,
  recipient_user_ids as "recipientUserIds", owner_user_id as "ownerUserId", grace_seconds as "graceSeconds", state,
  failure_count as "failureCount", next_run_at as "nextRunAt", created_at as "createdAt", created_by as "createdBy",
  updated_at as "updatedAt", updated_by as "updatedBy", version`;

@Injectable()
export class PushTaskRepository extends SqlRepository {
  async insert(task: PushTask, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_task (tenant_id, id, project_id, page_id, page_title, title, authorization_id, template_key, language, beginning, ending,
                              with_link, schedule, recipient_user_ids, owner_user_id, grace_seconds, state, next_run_at,
                              created_at, created_by, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14, $15, $16, $17, $18, $19, $20, $19, $20)`,
      [
        task.tenantId,
        task.id,
        task.projectId,
        task.pageId,
        task.pageTitle,
        task.title,
        task.authorizationId,
        task.templateKey,
        task.language,
        task.beginning,
        task.ending,
        task.withLink,
        JSON.stringify(task.schedule),
        task.recipientUserIds,
        task.ownerUserId,
        task.graceSeconds,
        task.state,
        task.nextRunAt,
        task.createdAt,
        task.createdBy,
      ],
      tx,
    );
  }

  /** @returns false when the stored version is another one: then nothing is written */
  async update(task: PushTask, expectedVersion: number, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_task set page_id = $4, page_title = $5, title = $6, authorization_id = $7, template_key = $8, language = $9, beginning = $10,
              ending = $11, with_link = $12, schedule = $13::jsonb, recipient_user_ids = $14, owner_user_id = $15, grace_seconds = $16, state = $17,
              next_run_at = $18, failure_count = $19, updated_at = $20, updated_by = $21, version = version + 1
        where tenant_id = $1 and id = $2 and version = $3 and deleted_at is null returning version`,
      [
        task.tenantId,
        task.id,
        expectedVersion,
        task.pageId,
        task.pageTitle,
        task.title,
        task.authorizationId,
        task.templateKey,
        task.language,
        task.beginning,
        task.ending,
        task.withLink,
        JSON.stringify(task.schedule),
        task.recipientUserIds,
        task.ownerUserId,
        task.graceSeconds,
        task.state,
        task.nextRunAt,
        task.failureCount,
        task.updatedAt,
        task.updatedBy,
      ],
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

  /** Takes due tasks, the longest due first; no two transactions get the same one. */
  async claimDue(now: Date, limit: number, tx: Tx): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task where next_run_at <= $1 order by next_run_at limit $2 for update skip locked`,
      [now, limit],
      tx,
    );
  }

  /** Sets when tasks that `tx` has claimed are due again. */
  async setNextRuns(next: readonly { tenantId: string; taskId: string; nextRunAt: Date | null }[], tx: Tx): Promise<void> {
    await this.rows(
      `update push_task as task set next_run_at = due.next_run_at
         from unnest($1::text[], $2::uuid[], $3::timestamptz[]) as due(tenant_id, task_id, next_run_at)
        where task.tenant_id = due.tenant_id and task.id = due.task_id`,
      [next.map((one) => one.tenantId), next.map((one) => one.taskId), next.map((one) => one.nextRunAt)],
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

  async clearFailures(tenantId: string, taskId: string, tx: Tx): Promise<void> {
    await this.rows(`update push_task set failure_count = 0 where tenant_id = $1 and id = $2 and failure_count > 0`, [tenantId, taskId], tx);
  }
}
