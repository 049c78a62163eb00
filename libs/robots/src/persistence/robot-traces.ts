import { Injectable } from '@nestjs/common';
import { doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

/** Robots that mention the person. */
@Injectable()
export class RobotTraces extends PersonTraces {
  readonly area = 'robots';

  async erase({ tenantId, hostUserId }: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    return doneWith(
      await this.changed(
        `with changed as (
           update push_robot set mention = jsonb_set(mention, '{userIds}', (mention->'userIds') - $2), version = version + 1
            where tenant_id = $1 and mention->'userIds' ? $2 returning 1)
         select count(*)::int as rows from changed`,
        [tenantId, hostUserId],
        tx,
      ),
    );
  }
}
