import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { ReplayChoice } from '../domain/run';
import { missedPeople, type MissedPerson, type MissedRow } from '../domain/replay';
import type { CallChannel } from '../domain/prepared';
import type { PushCallState } from '../domain/states';
import type { RunKey } from './run-ledger';

/** Whom of a record is asked about. */
export type MissedQuery = Pick<ReplayChoice, 'amongRecord' | 'userIds'> & {
  /** Reasons of skipped people that somebody may have mended. */
  mendable: readonly string[];
};

/** A message as it was stored, with one of its request texts: they differ in who gets it, and in the code of a counted link. */
export interface StoredMessage {
  id: string;
  msgtype: string;
  content: unknown;
  contentKey: string;
  template: string;
  cut: unknown[];
  pageUrl: string | null;
  channel: CallChannel;
  targetId: string;
  body: string;
}

export interface StoredCall {
  id: string;
  state: PushCallState;
  targetId: string;
  body: string;
  recipients: number;
  settledAt: Date | null;
}

export interface ReplayedRecord {
  preparedAt: Date | null;
  dataTime: string | null;
}

/** What a record holds for those whom it did not reach. Reads only. */
@Injectable()
export class ReplaySource extends SqlRepository {
  async record({ tenantId, id }: RunKey): Promise<ReplayedRecord | undefined> {
    return this.row<ReplayedRecord>(`select prepared_at as "preparedAt", data_time as "dataTime" from push_run where tenant_id = $1 and id = $2`, [tenantId, id]);
  }

  /** A replay of the record that has not ended. @returns its id */
  async underWay({ tenantId, id }: RunKey, tx?: Tx): Promise<string | undefined> {
    const row = await this.row<{ id: string }>(
      `select id from push_run where tenant_id = $1 and replay_of = $2 and state in ('planned', 'preparing', 'sending')`,
      [tenantId, id],
      tx,
    );
    return row?.id;
  }

  /** The replay that was started last. @returns its id */
  async latest({ tenantId, id }: RunKey, tx?: Tx): Promise<string | undefined> {
    return (await this.row<{ id: string }>(`select id from push_run where tenant_id = $1 and replay_of = $2 order by id desc limit 1`, [tenantId, id], tx))?.id;
  }

  /** The replay that a request started. @returns its id */
  async ofRequest({ tenantId, id }: RunKey, requestId: string, tx?: Tx): Promise<string | undefined> {
    return (await this.row<{ id: string }>(`select id from push_run where tenant_id = $1 and replay_of = $2 and request_id = $3`, [tenantId, id, requestId], tx))?.id;
  }

  /** How many replays of the record were started up to this one, itself included. */
  async numberOf({ tenantId, id }: RunKey, replayId: string): Promise<number> {
    const row = await this.row<{ count: number }>(`select count(*)::int as count from push_run where tenant_id = $1 and replay_of = $2 and id <= $3`, [tenantId, id, replayId]);
    return row?.count ?? 0;
  }

  /**
   * People of the record whom neither it nor a replay reached wholly, by host user id. Those who are skipped for a reason that stays are not among them.
   * @param after the last one seen
   * @returns the people, of `named` who were looked at: fewer when replays have reached some meanwhile
   */
  async missed({ tenantId, id }: RunKey, { amongRecord, userIds, mendable }: MissedQuery, after: string | undefined, limit: number): Promise<{ people: MissedPerson[]; named: number; last?: string }> {
    const named = await this.rows<{ hostUserId: string }>(
      `select person.host_user_id as "hostUserId" from push_delivery as person
        where person.tenant_id = $1 and person.run_id = $2
          and (person.state in ('rejected', 'expired', 'unknown') or (person.state = 'skipped' and person.reason_code = any($3)))
          and ($4::uuid = $2 or exists (select from push_recipient as seen where seen.tenant_id = $1 and seen.run_id = $4 and seen.host_user_id = person.host_user_id))
          and ($5::text[] is null or person.host_user_id = any($5)) and ($6::text is null or person.host_user_id > $6)
        group by person.host_user_id order by person.host_user_id limit $7`,
      [tenantId, id, mendable, amongRecord, userIds, after ?? null, limit],
    );
    if (named.length === 0) return { people: [], named: 0 };
    const ids = named.map(({ hostUserId }) => hostUserId);
    const rows = await this.rows<MissedRow>(
      `select person.run_id as "runId", person.host_user_id as "hostUserId", person.host_user_name as "hostUserName", person.robot, person.part, person.state,
              person.reason_code as "reasonCode", person.reason, person.call_id as "callId", person.message_id as "messageId",
              person.wecom_user_id as "wecomUserId", person.settled_at as "settledAt"
         from push_delivery as person
        where person.tenant_id = $1 and person.host_user_id = any($3)
          and person.run_id = any(array(select run.id from push_run as run where run.tenant_id = $1 and (run.id = $2 or run.replay_of = $2)))
        order by person.host_user_id, person.run_id, person.part`,
      [tenantId, id, ids],
    );
    return { people: missedPeople(rows, id).filter(({ open }) => open.length > 0), named: named.length, last: ids.at(-1) };
  }

  /** Whether the record holds any message. */
  async hasContent({ tenantId, id }: RunKey): Promise<boolean> {
    return (await this.row(`select 1 from push_message where tenant_id = $1 and run_id = $2 limit 1`, [tenantId, id])) !== undefined;
  }

  /** A message of one of these types, if the record has one. */
  async messageOfType({ tenantId, id }: RunKey, msgtypes: readonly string[]): Promise<StoredMessage | undefined> {
    const row = await this.row<{ id: string }>(`select id from push_message where tenant_id = $1 and run_id = $2 and msgtype = any($3) order by id limit 1`, [tenantId, id, msgtypes]);
    return row && (await this.messages({ tenantId, id }, [row.id]))[0];
  }

  /** In the order in which they were made, which is that of the parts of a content. */
  async messages({ tenantId, id }: RunKey, messageIds: readonly string[]): Promise<StoredMessage[]> {
    if (messageIds.length === 0) return [];
    return this.rows<StoredMessage>(
      `select message.id, message.msgtype, message.content, message.content_key as "contentKey", message.template, message.cut, message.page_url as "pageUrl",
              call.channel, call.target_id as "targetId", call.body
         from push_message as message
         join (select distinct on (message_id) message_id, channel, target_id, body from push_call
                where tenant_id = $1 and run_id = $2 and message_id = any($3::uuid[]) order by message_id, id) as call on call.message_id = message.id
        where message.tenant_id = $1 and message.run_id = $2 and message.id = any($3::uuid[]) order by message.id`,
      [tenantId, id, messageIds],
    );
  }

  /** The content keys of messages, by id. */
  async contentKeys({ tenantId, id }: RunKey, messageIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.rows<{ id: string; contentKey: string }>(
      `select id, content_key as "contentKey" from push_message where tenant_id = $1 and run_id = $2 and id = any($3::uuid[])`,
      [tenantId, id, messageIds],
    );
    return new Map(rows.map((row) => [row.id, row.contentKey]));
  }

  /** Ids of the messages of contents, in the order of their parts; a content that the record does not hold is absent. */
  async messagesOfContents({ tenantId, id }: RunKey, contentKeys: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.rows<{ id: string; contentKey: string }>(
      `select id, content_key as "contentKey" from push_message where tenant_id = $1 and run_id = $2 and content_key = any($3) order by id`,
      [tenantId, id, contentKeys],
    );
    const found = new Map<string, string[]>();
    for (const { id: messageId, contentKey } of rows) found.set(contentKey, [...(found.get(contentKey) ?? []), messageId]);
    return found;
  }

  /** The messages of the record by template, in the order of their parts. */
  async messagesOfTemplates({ tenantId, id }: RunKey): Promise<{ id: string; template: string; msgtype: string }[]> {
    return this.rows(`select id, template, msgtype from push_message where tenant_id = $1 and run_id = $2 order by id limit 100`, [tenantId, id]);
  }

  /** Calls of the record and its replays. */
  async calls({ tenantId, id }: RunKey, callIds: readonly string[]): Promise<Map<string, StoredCall>> {
    if (callIds.length === 0) return new Map();
    const rows = await this.rows<StoredCall>(
      `select id, state, target_id as "targetId", body, recipients, settled_at as "settledAt" from push_call
        where tenant_id = $1 and id = any($3::uuid[])
          and run_id = any(array(select run.id from push_run as run where run.tenant_id = $1 and (run.id = $2 or run.replay_of = $2)))`,
      [tenantId, id, callIds],
    );
    return new Map(rows.map((call) => [call.id, call]));
  }
}
