import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { CallRow, DeliveryPosition, DeliveryRow, MessageRow, RecordRow } from '../domain/record-rows';
import type { PushDeliveryState } from '../domain/states';

const RECORD = `id, project_id as "projectId", task_id as "taskId", trigger, state, title, page_id as "pageId", spec->>'pageTitle' as "pageTitle", late,
  planned_at as "plannedAt", started_at as "startedAt", prepared_at as "preparedAt", finished_at as "finishedAt", actor_user_id as "actorUserId",
  spec->>'ownerUserId' as "ownerUserId", reason_code as "reasonCode", reason, data_time as "dataTime", template, total, sent, rejected, skipped, expired, unknown`;

@Injectable()
export class RecordQueryRepository extends SqlRepository {
  /** In the order of the ids. */
  async byIds(tenantId: string, ids: readonly string[]): Promise<RecordRow[]> {
    if (ids.length === 0) return [];
    return this.rows<RecordRow>(
      `select ${RECORD} from push_run join unnest($2::uuid[]) with ordinality as wanted(run_id, place) on tenant_id = $1 and id = wanted.run_id order by wanted.place`,
      [tenantId, ids],
    );
  }

  async find(tenantId: string, recordId: string): Promise<RecordRow | undefined> {
    return this.row<RecordRow>(`select ${RECORD} from push_run where tenant_id = $1 and id = $2`, [tenantId, recordId]);
  }

  async messages(tenantId: string, recordId: string): Promise<MessageRow[]> {
    return this.rows<MessageRow>(
      `select message.id, message.msgtype, message.content, message.template, message.cut,
              (select coalesce(sum(recipients), 0)::int from push_call where tenant_id = $1 and run_id = $2 and message_id = message.id) as recipients
         from push_message as message where message.tenant_id = $1 and message.run_id = $2 order by message.id limit 100`,
      [tenantId, recordId],
    );
  }

  async calls(tenantId: string, recordId: string): Promise<CallRow[]> {
    return this.rows<CallRow>(
      `select id, message_id as "messageId", state, recipients, attempts, wecom_msgid as "wecomMessageId", reason_code as "reasonCode", reason,
              first_sent_at as "firstSentAt", settled_at as "settledAt"
         from push_call where tenant_id = $1 and run_id = $2 order by id limit 1000`,
      [tenantId, recordId],
    );
  }

  /** People of a record by host user id and part. @param after the last one seen */
  async deliveries(tenantId: string, recordId: string, state: PushDeliveryState | undefined, after: DeliveryPosition | undefined, limit: number): Promise<DeliveryRow[]> {
    return this.rows<DeliveryRow>(
      `select host_user_id as "hostUserId", part, host_user_name as "hostUserName", robot, wecom_user_id as "wecomUserId", message_id as "messageId", state,
              reason_code as "reasonCode", reason, settled_at as "settledAt"
         from push_delivery
        where tenant_id = $1 and run_id = $2 and ($3::text is null or state = $3) and ($4::text is null or (host_user_id, part) > ($4, $5::int))
        order by host_user_id, part limit $6`,
      [tenantId, recordId, state ?? null, after?.hostUserId ?? null, after?.part ?? null, limit],
    );
  }
}
