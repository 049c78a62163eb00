import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { PushTask } from '../domain/push-task';

/** What of an enabled task says when it goes out and to how many, without its lists of people, which may be long. */
export interface PlannedTask extends Pick<PushTask, 'id' | 'tenantId' | 'projectId' | 'title' | 'schedule' | 'calendar' | 'toleranceSeconds'> {
  /** People named one by one, those excluded among them; null when groups, departments or the like name more. */
  named: number | null;
}

@Injectable()
export class PlannedTaskRepository extends SqlRepository {
  /** Enabled tasks that push through an authorization by a schedule, by id. */
  async ofAuthorization(tenantId: string, authorizationId: string, limit: number): Promise<PlannedTask[]> {
    return this.rows<PlannedTask>(
      `select id, tenant_id as "tenantId", project_id as "projectId", title, schedule, calendar, tolerance_seconds as "toleranceSeconds",
              case when recipients->'groupIds' = '[]' and recipients->'departmentIds' = '[]' and recipients->>'rule' is null and not (recipients->>'allBound')::boolean
                   then jsonb_array_length(recipients->'userIds') end as named
         from push_task
        where tenant_id = $1 and channel->>'authorizationId' = $2 and deleted_at is null and state = 'enabled' and schedule->>'kind' <> 'none'
        order by id limit $3`,
      [tenantId, authorizationId, limit],
    );
  }

  /** The people that these tasks name one by one, less those excluded. */
  async peopleNamed(tenantId: string, taskIds: readonly string[]): Promise<{ taskId: string; hostUserId: string }[]> {
    return this.rows(
      `select task.id as "taskId", person.id as "hostUserId"
         from push_task as task cross join lateral jsonb_array_elements_text(task.recipients->'userIds') as person(id)
        where task.tenant_id = $1 and task.id in (select unnest($2::uuid[])) and not task.recipients->'excludedUserIds' ? person.id`,
      [tenantId, [...taskIds]],
    );
  }
}
