import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { RobotUses } from '#robots';
import { BindingUses, USES_TOLD, type BindingUse, type TaskUse } from '#user-binding';

/** Which tasks name whom, and push through which app or robot. */
@Injectable()
export class TaskUsesRepository extends SqlRepository implements BindingUses, RobotUses {
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
    return counted(found);
  }

  async tasksOfRobot(tenantId: string, robotId: string, tx?: Tx): Promise<{ tasks: TaskUse[]; count: number }> {
    const found = await this.rows<TaskUse & { count: number }>(
      `select id as "taskId", title, project_id as "projectId", state, next_run_at as "nextRunAt", count(*) over ()::int as count from push_task
        where tenant_id = $1 and channel ? 'robotIds' and channel->'robotIds' ? $2 and deleted_at is null
        order by next_run_at nulls last, id limit $3`,
      [tenantId, robotId, USES_TOLD],
      tx,
    );
    return counted(found);
  }
}

const counted = (found: readonly (TaskUse & { count: number })[]): { tasks: TaskUse[]; count: number } => ({ tasks: found.map(({ count: _count, ...task }) => task), count: found[0]?.count ?? 0 });
