import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import { BindingUses, USES_TOLD, type BindingUse, type TaskUse } from '#user-binding';

/** Which tasks name whom, and push through which app. */
@Injectable()
export class TaskUsesRepository extends SqlRepository implements BindingUses {
  async usesOf(tenantId: string, authorizationId: string, hostUserIds: readonly string[]): Promise<BindingUse[]> {
    return this.rows<BindingUse>(
      `select person.id as "hostUserId", task.*
         from unnest($3::text[]) as person(id)
        cross join lateral (
          select id as "taskId", title, project_id as "projectId", state, next_run_at as "nextRunAt" from push_task
           where tenant_id = $1 and channel->>'authorizationId' = $2 and deleted_at is null and recipients->'userIds' ? person.id
           order by push_task.id desc limit $4) as task`,
      [tenantId, authorizationId, hostUserIds, USES_TOLD],
    );
  }

  async tasksOf(tenantId: string, authorizationId: string): Promise<{ tasks: TaskUse[]; count: number }> {
    const found = await this.rows<TaskUse & { count: number }>(
      `select id as "taskId", title, project_id as "projectId", state, next_run_at as "nextRunAt", count(*) over ()::int as count from push_task
        where tenant_id = $1 and channel->>'authorizationId' = $2 and deleted_at is null
        order by next_run_at nulls last, id limit $3`,
      [tenantId, authorizationId, USES_TOLD],
    );
    return { tasks: found.map(({ count: _count, ...task }) => task), count: found[0]?.count ?? 0 };
  }
}
