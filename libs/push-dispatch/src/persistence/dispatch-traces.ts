import { Injectable } from '@nestjs/common';
import { doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

/**
 * What tasks keep of a content that the person alone was shown, while the messages still tell which that was. Admissions name nobody: they hold numbers,
 * for two hours.
 */
@Injectable()
export class DispatchTraces extends PersonTraces {
  readonly area = 'dispatch';

  async erase({ tenantId, hostUserId }: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    const removed = await this.changed(
      `with own as materialized (
         select shown.task_id, shown.content_key from push_last_content as shown
           join push_message as message on message.tenant_id = $1 and message.run_id = shown.run_id and message.content_key = shown.content_key
          where shown.tenant_id = $1
            and exists (select from push_recipient as person where person.tenant_id = $1 and person.run_id = shown.run_id and person.host_user_id = $2)
            and (select coalesce(sum(call.recipients), 0) = 1 and bool_and(exists (
                          select from push_recipient as person where person.tenant_id = $1 and person.run_id = shown.run_id and person.host_user_id = $2 and person.call_id = call.id))
                   from push_call as call where call.tenant_id = $1 and call.run_id = shown.run_id and call.message_id = message.id)),
       alerts as (delete from push_alert_state where tenant_id = $1 and (task_id, content_key) in (select task_id, content_key from own) returning 1),
       contents as (delete from push_last_content where tenant_id = $1 and (task_id, content_key) in (select task_id, content_key from own) returning 1)
       select ((select count(*) from alerts) + (select count(*) from contents))::int as rows`,
      [tenantId, hostUserId],
      tx,
    );
    return doneWith(removed);
  }
}
