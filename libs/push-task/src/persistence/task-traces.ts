import { Injectable } from '@nestjs/common';
import { doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

const NAMED = `(owner_user_id = $2 or recipients->'userIds' ? $2 or recipients->'excludedUserIds' ? $2 or channel->'mention'->'userIds' ? $2)`;

/** Tasks and deputies. Who was named is taken out of the lists; who owned tasks leaves them without an owner, as whoever leaves the host does. */
@Injectable()
export class TaskTraces extends PersonTraces {
  readonly area = 'tasks';

  override async count(tenantId: string, hostUserId: string, tx: Tx): Promise<number> {
    return this.changed(`select count(*)::int as rows from push_task where tenant_id = $1 and ${NAMED}`, [tenantId, hostUserId], tx);
  }

  async erase({ tenantId, hostUserId, pseudonym }: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    const tasks = await this.changed(
      `with changed as (
         update push_task set
                owner_user_id = case when owner_user_id = $2 then $3 else owner_user_id end,
                recipients = recipients || jsonb_build_object('userIds', (recipients->'userIds') - $2, 'excludedUserIds', (recipients->'excludedUserIds') - $2),
                channel = case when channel->'mention'->'userIds' ? $2 then jsonb_set(channel, '{mention,userIds}', (channel->'mention'->'userIds') - $2) else channel end,
                version = version + 1
          where tenant_id = $1 and ${NAMED} returning 1)
       select count(*)::int as rows from changed`,
      [tenantId, hostUserId, pseudonym],
      tx,
    );
    const deputies = await this.changed(
      `with changed as (update push_project_deputies set user_ids = array_remove(user_ids, $2) where tenant_id = $1 and $2 = any (user_ids) returning 1) select count(*)::int as rows from changed`,
      [tenantId, hostUserId],
      tx,
    );
    await this.rows(`delete from push_task_owner where tenant_id = $1 and user_id = $2`, [tenantId, hostUserId], tx);
    return doneWith(tasks + deputies);
  }
}
