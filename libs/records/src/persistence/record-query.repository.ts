import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { CallRow, CallTimes, DeliveryPosition, DeliveryRow, MessageRow, OpensRow, RecordOpensRow, RecordRow, ReplayRow, SentMessage } from '../domain/record-rows';
import type { PushDeliveryState } from '../domain/states';

const RECORD = `id, project_id as "projectId", task_id as "taskId", trigger, state, title, page_id as "pageId", spec->>'pageTitle' as "pageTitle", late, replay_of as "replayOf",
  planned_at as "plannedAt", started_at as "startedAt", prepared_at as "preparedAt", finished_at as "finishedAt", actor_user_id as "actorUserId",
  spec->>'ownerUserId' as "ownerUserId", reason_code as "reasonCode", reason, data_time as "dataTime", template, total, sent, rejected, skipped, expired, unknown`;

/** Which people of a record; what is left out is not asked. */
export interface DeliveryFilter {
  state?: PushDeliveryState;
  /** Whether WeCom took the message back. */
  recalled?: boolean;
}

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

  async message(tenantId: string, recordId: string, messageId: string): Promise<SentMessage | undefined> {
    return this.row<SentMessage>(
      `select message.content, call.channel, call.target_id as "targetId", call.body
         from push_message as message
         join lateral (select channel, target_id, body from push_call where tenant_id = $1 and run_id = $2 and message_id = message.id limit 1) as call on true
        where message.tenant_id = $1 and message.run_id = $2 and message.id = $3`,
      [tenantId, recordId, messageId],
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

  /** Of all calls, however many. */
  async callTimes(tenantId: string, recordId: string): Promise<CallTimes> {
    const row = await this.row<CallTimes>(
      `select min(first_sent_at) as "firstSentAt", max(settled_at) as "lastSettledAt" from push_call where tenant_id = $1 and run_id = $2`,
      [tenantId, recordId],
    );
    return row ?? { firstSentAt: null, lastSettledAt: null };
  }

  /** The latest first. */
  async replays(tenantId: string, recordId: string, limit: number): Promise<ReplayRow[]> {
    return this.rows<ReplayRow>(
      `select id, trigger, state, planned_at as "plannedAt", finished_at as "finishedAt", actor_user_id as "actorUserId", total, sent, rejected, skipped, expired, unknown
         from push_run where tenant_id = $1 and replay_of = $2 order by id desc limit $3`,
      [tenantId, recordId, limit],
    );
  }

  /** @returns undefined when no message of the record has a link that counts */
  async opens(tenantId: string, recordId: string): Promise<RecordOpensRow | undefined> {
    return this.row<RecordOpensRow>(
      `select count(distinct host_user_id)::int as people, coalesce(sum(opens), 0)::int as opens, min(first_opened_at) as "firstOpenedAt", max(last_opened_at) as "lastOpenedAt"
         from push_open where tenant_id = $1 and run_id = $2
       having exists (select from push_message where tenant_id = $1 and run_id = $2 and page_url is not null)`,
      [tenantId, recordId],
    );
  }

  /** People of a record by host user id and part. @param after the last one seen */
  async deliveries(tenantId: string, recordId: string, { state, recalled }: DeliveryFilter, after: DeliveryPosition | undefined, limit: number): Promise<DeliveryRow[]> {
    const rows = await this.rows<Omit<DeliveryRow, 'opens'> & OpensRow & { counted: boolean }>(
      `select person.host_user_id as "hostUserId", person.part, person.host_user_name as "hostUserName", person.robot, person.wecom_user_id as "wecomUserId",
              person.message_id as "messageId", person.state, person.reason_code as "reasonCode", person.reason, person.settled_at as "settledAt",
              case when person.state = 'sent' then recall.ended_at end as "recalledAt",
              link.link_number is not null as counted, coalesce(opened.opens, 0) as opens, opened.first_opened_at as "firstOpenedAt", opened.last_opened_at as "lastOpenedAt"
         from push_delivery as person
         join push_recipient as link on link.tenant_id = person.tenant_id and link.run_id = person.run_id
              and link.host_user_id = person.host_user_id and link.part = person.part
         left join push_open as opened on opened.tenant_id = person.tenant_id and opened.run_id = person.run_id
              and opened.host_user_id = person.host_user_id and opened.part = person.part
         left join push_recall as recall on recall.tenant_id = person.tenant_id and recall.run_id = person.run_id
              and recall.call_id = person.call_id and recall.state = 'recalled'
        where person.tenant_id = $1 and person.run_id = $2 and ($3::text is null or person.state = $3)
          and ($7::boolean is null or (person.state = 'sent' and recall.ended_at is not null) = $7)
          and ($4::text is null or (person.host_user_id, person.part) > ($4, $5::int))
        order by person.host_user_id, person.part limit $6`,
      [tenantId, recordId, state ?? null, after?.hostUserId ?? null, after?.part ?? null, limit, recalled ?? null],
    );
    return rows.map(({ counted, opens, firstOpenedAt, lastOpenedAt, ...row }) => ({ ...row, opens: counted ? { opens, firstOpenedAt, lastOpenedAt } : null }));
  }
}
