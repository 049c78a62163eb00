import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { PushTask } from '../domain/push-task';
import { TASK } from './push-task.repository';

/** Tasks that somebody must see to, over all projects of a tenant; newest first, by keyset. */
@Injectable()
export class TaskTroubleRepository extends SqlRepository {
  /** Tasks whose last run failed, and those that the system stopped. */
  async failing(tenantId: string, after: string | undefined, limit: number): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task
        where tenant_id = $1 and deleted_at is null and (failure_count > 0 or state = 'stopped') and ($2::uuid is null or id < $2)
        order by id desc limit $3`,
      [tenantId, after ?? null, limit],
    );
  }

  /** Tasks whose owner is gone, with since when. */
  async ownerless(tenantId: string, after: string | undefined, limit: number): Promise<(PushTask & { goneSince: Date })[]> {
    return this.rows<PushTask & { goneSince: Date }>(
      `with chosen as (
         select task.id, owner.gone_since from push_task_owner as owner
           join push_task as task on task.tenant_id = owner.tenant_id and task.owner_user_id = owner.user_id and task.deleted_at is null
          where owner.tenant_id = $1 and owner.gone_since is not null and ($2::uuid is null or task.id < $2)
          order by task.id desc limit $3)
       select ${TASK}, (select gone_since from chosen where chosen.id = push_task.id) as "goneSince"
         from push_task where tenant_id = $1 and id in (select id from chosen) order by id desc`,
      [tenantId, after ?? null, limit],
    );
  }
}
