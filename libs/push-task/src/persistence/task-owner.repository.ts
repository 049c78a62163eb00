import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { PushTask } from '../domain/push-task';
import type { OwnerToCheck } from '../domain/task-owner';
import { TASK } from './push-task.repository';

/** Who owns tasks, and whether he is still there. */
@Injectable()
export class TaskOwnerRepository extends SqlRepository {
  /** Takes owners who are due for a look until `until`; no two processes get the same one, and a lost process loses him then. */
  async claim(now: Date, until: Date, limit: number): Promise<OwnerToCheck[]> {
    return this.rows<OwnerToCheck>(
      `with due as (select tenant_id, user_id from push_task_owner where check_at <= $1 order by check_at limit $3 for update skip locked)
       update push_task_owner as owner set check_at = $2 from due where owner.tenant_id = due.tenant_id and owner.user_id = due.user_id
       returning owner.tenant_id as "tenantId", owner.user_id as "userId", owner.gone_since as "goneSince"`,
      [now, until, limit],
    );
  }

  /** Writes what a look found. @returns those who had been gone, or there, until then */
  async found(tenantId: string, userIds: readonly string[], there: boolean, now: Date, checkAt: Date, tx?: Tx): Promise<string[]> {
    const rows = await this.rows<{ userId: string }>(
      `with before as (select user_id, gone_since from push_task_owner where tenant_id = $1 and user_id = any($2::text[]) order by user_id for update)
       update push_task_owner as owner set check_at = $4, gone_since = case when not $3 then coalesce(before.gone_since, $5::timestamptz) end
         from before where owner.tenant_id = $1 and owner.user_id = before.user_id
       returning case when (before.gone_since is null) <> $3 then owner.user_id end as "userId"`,
      [tenantId, userIds, there, checkAt, now],
      tx,
    );
    return rows.flatMap(({ userId }) => (userId === null ? [] : [userId]));
  }

  /** Owners of the project's tasks who are gone are looked at again now. */
  async checkSoon(tenantId: string, projectId: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_task_owner as owner set check_at = $3
        where tenant_id = $1 and gone_since is not null
          and exists (select 1 from push_task as task where task.tenant_id = $1 and task.owner_user_id = owner.user_id and task.project_id = $2 and task.deleted_at is null)`,
      [tenantId, projectId, now],
      tx,
    );
  }

  /** How many tasks somebody owns in which projects. */
  async projectsOf(tenantId: string, userId: string): Promise<{ projectId: string; tasks: number }[]> {
    return this.rows(
      `select project_id as "projectId", count(*)::int as tasks from push_task where tenant_id = $1 and owner_user_id = $2 and deleted_at is null group by project_id order by project_id`,
      [tenantId, userId],
    );
  }

  /** Tasks that somebody owns in a project, locked until `tx` ends. */
  async lockTasks(tenantId: string, userId: string, projectId: string, limit: number, tx: Tx): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task where tenant_id = $1 and owner_user_id = $2 and project_id = $3 and deleted_at is null order by id limit $4 for update`,
      [tenantId, userId, projectId, limit],
      tx,
    );
  }
}
