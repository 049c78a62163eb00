import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { RobotUses } from '#robots';
import { BindingUses, USES_TOLD, type BindingUse, type PersonUnits, type TaskUse } from '#user-binding';

/** Which tasks name whom, push through which app or robot, and keep to which calendar. */
@Injectable()
export class TaskUsesRepository extends SqlRepository implements BindingUses, RobotUses {
  async usesOf(tenantId: string, authorizationId: string, people: readonly PersonUnits[]): Promise<BindingUse[]> {
    return this.rows<BindingUse>(
      `select person.id as "hostUserId", task.*
         from jsonb_to_recordset($3::jsonb) as person(id text, groups text[], departments text[])
        cross join lateral (
          select id as "taskId", title, project_id as "projectId", state, next_run_at as "nextRunAt",
                 array_remove(array[case when recipients->'userIds' ? person.id then 'user' end, case when recipients->'groupIds' ?| person.groups then 'group' end,
                                    case when recipients->'departmentIds' ?| person.departments then 'department' end, case when (recipients->>'allBound')::boolean then 'all_bound' end], null) as through
            from push_task
           where tenant_id = $1 and channel->>'authorizationId' = $2 and deleted_at is null and not recipients->'excludedUserIds' ? person.id
             and (recipients->'userIds' ? person.id or recipients->'groupIds' ?| person.groups or recipients->'departmentIds' ?| person.departments
                  or (recipients->>'allBound')::boolean)
           order by push_task.id desc limit $4) as task`,
      [tenantId, authorizationId, JSON.stringify(people.map(({ hostUserId, groupIds, departmentIds }) => ({ id: hostUserId, groups: groupIds, departments: departmentIds }))), USES_TOLD],
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

  async tasksOfCalendar(tenantId: string, calendarId: string): Promise<{ tasks: TaskUse[]; count: number }> {
    const found = await this.rows<TaskUse & { count: number }>(
      `select id as "taskId", title, project_id as "projectId", state, next_run_at as "nextRunAt", count(*) over ()::int as count from push_task
        where tenant_id = $1 and calendar->>'calendarId' = $2 and calendar is not null and deleted_at is null
        order by next_run_at nulls last, id limit $3`,
      [tenantId, calendarId, USES_TOLD],
    );
    return counted(found);
  }
}

const counted = (found: readonly (TaskUse & { count: number })[]): { tasks: TaskUse[]; count: number } => ({ tasks: found.map(({ count: _count, ...task }) => task), count: found[0]?.count ?? 0 });
