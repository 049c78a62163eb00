import { Injectable } from '@nestjs/common';
import { doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';
import { FILE_KEPT_MS } from '../domain/media-policy';

/**
 * What tasks keep of a content that the person alone was shown, and its pictures and files, while the messages still tell which that was. Admissions name
 * nobody: they hold numbers, for two hours.
 */
@Injectable()
export class DispatchTraces extends PersonTraces {
  readonly area = 'dispatch';

  async erase({ tenantId, hostUserId }: ErasedPerson, _position: string | null, now: Date, tx: Tx): Promise<ErasingStep> {
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
    return doneWith(removed + (await this.eraseFiles(tenantId, hostUserId, now, tx)));
  }

  private async eraseFiles(tenantId: string, hostUserId: string, now: Date, tx: Tx): Promise<number> {
    return this.changed(
      `with own as materialized (
         select call.target_id, message.content::text as text from push_recipient as person
           join push_call as call on call.tenant_id = $1 and call.run_id = person.run_id and call.id = person.call_id and call.channel = 'app' and call.recipients = 1
           join push_message as message on message.tenant_id = $1 and message.run_id = person.run_id and message.id = call.message_id and message.msgtype in ('image', 'file', 'news')
          where person.tenant_id = $1 and person.host_user_id = $2 and person.run_id > push_uuid_from($3)
            and (select sum(recipients) from push_call as each where each.tenant_id = $1 and each.run_id = person.run_id and each.message_id = message.id) = 1),
       files as (
         delete from push_media_file as file using own
          where file.tenant_id = $1 and file.authorization_id = own.target_id and exists (select from unnest(file.names) as name where position(name in own.text) > 0) returning 1)
       select count(*)::int as rows from files`,
      // Longer than files are kept: the deadline of a run may have kept one longer.
      [tenantId, hostUserId, new Date(now.getTime() - 2 * FILE_KEPT_MS)],
      tx,
    );
  }
}
