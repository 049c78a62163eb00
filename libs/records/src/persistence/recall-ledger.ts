import { Injectable } from '@nestjs/common';
import { chunksOf, SqlRepository, type Tx } from '#kernel';
import { RECALL_WINDOW_MS, type RecallProgress, type RecallToMake, type SentCall } from '../domain/recall';
import type { RunKey } from './run-ledger';

const ROWS_AT_ONCE = 5000;

/** Writes which messages of ended records are taken back. Each step names the state it starts from. */
@Injectable()
export class RecallLedger extends SqlRepository {
  /** Accepted calls of a record that reached somebody who was chosen. @param userIds undefined: everybody */
  async sentCalls({ tenantId, id }: RunKey, userIds: readonly string[] | undefined, tx?: Tx): Promise<SentCall[]> {
    return this.rows<SentCall>(
      `select call.id as "callId", call.target_id as "targetId", call.wecom_msgid as "wecomMessageId", call.settled_at as "settledAt",
              reached.people, reached.chosen, recall.state as recall
         from (select call_id, count(*)::int as people, (count(*) filter (where $3::text[] is null or host_user_id = any($3)))::int as chosen
                 from push_recipient where tenant_id = $1 and run_id = $2 and call_id is not null and state is null
                group by call_id) as reached
         join push_call as call on call.tenant_id = $1 and call.run_id = $2 and call.id = reached.call_id and call.state = 'sent'
         left join push_recall as recall on recall.tenant_id = $1 and recall.run_id = $2 and recall.call_id = call.id
        where reached.chosen > 0 order by call.id`,
      [tenantId, id, userIds ?? null],
      tx,
    );
  }

  /** Those that are asked for already, or recalled, are left as they are; `tx` holds the run. */
  async ask({ tenantId, id }: RunKey, requestId: string, calls: readonly SentCall[], tx: Tx): Promise<void> {
    for (const some of chunksOf(calls, ROWS_AT_ONCE)) {
      await this.rows(
        `insert into push_recall (tenant_id, run_id, call_id, request_id, target_id, wecom_msgid, people, state, over_at)
         select $1, $2, call, $3, target, msgid, people, 'asked', over_at
           from unnest($4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::timestamptz[]) as asked(call, target, msgid, people, over_at)
         on conflict on constraint pk_push_recall do update set request_id = excluded.request_id, state = 'asked', attempts = 0, claimed_until = null, ended_at = null
           where push_recall.state = 'refused'`,
        [
          tenantId,
          id,
          requestId,
          some.map((call) => call.callId),
          some.map((call) => call.targetId),
          some.map((call) => call.wecomMessageId),
          some.map((call) => call.people),
          some.map((call) => new Date(call.settledAt.getTime() + RECALL_WINDOW_MS)),
        ],
        tx,
      );
    }
  }

  /**
   * Takes messages for recalling until `until`: meanwhile nobody else does, afterwards whoever had them has died.
   * @returns those that were taken; who has the others is about to decide them
   */
  async claim({ tenantId, id }: RunKey, callIds: readonly string[], now: Date, until: Date): Promise<RecallToMake[]> {
    return this.rows<RecallToMake>(
      `update push_recall set state = 'recalling', attempts = attempts + 1, claimed_until = $5
        where tenant_id = $1 and run_id = $2 and call_id = any($3::uuid[]) and (state = 'asked' or (state = 'recalling' and claimed_until <= $4))
       returning tenant_id as "tenantId", run_id as "runId", call_id as "callId", request_id as "requestId", target_id as "targetId",
                 wecom_msgid as "wecomMessageId", people, attempts, over_at as "overAt"`,
      [tenantId, id, callIds, now, until],
    );
  }

  /** Ids of messages that are neither recalled nor refused yet. */
  async open({ tenantId, id }: RunKey, callIds: readonly string[]): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(
      `select call_id as id from push_recall where tenant_id = $1 and run_id = $2 and call_id = any($3::uuid[]) and state in ('asked', 'recalling') order by call_id`,
      [tenantId, id, callIds],
    );
    return rows.map((row) => row.id);
  }

  /** Gives one back that is tried again later. @returns false when this attempt is not the one under way any more */
  async putBack({ tenantId, runId, callId, attempts }: RecallToMake, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_recall set state = 'asked', claimed_until = null where tenant_id = $1 and run_id = $2 and call_id = $3 and state = 'recalling' and attempts = $4 returning 1`,
      [tenantId, runId, callId, attempts],
      tx,
    );
    return row !== undefined;
  }

  /** @returns false when this attempt is not the one under way any more: then nothing is written */
  async end({ tenantId, runId, callId, attempts }: RecallToMake, state: 'recalled' | 'refused', now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_recall set state = $5, claimed_until = null, ended_at = $6
        where tenant_id = $1 and run_id = $2 and call_id = $3 and state = 'recalling' and attempts = $4 returning 1`,
      [tenantId, runId, callId, attempts, state, now],
      tx,
    );
    return row !== undefined;
  }

  async progress({ tenantId, id }: RunKey): Promise<RecallProgress> {
    const row = await this.row<RecallProgress>(
      `select (count(*) filter (where state in ('asked', 'recalling')))::int as waiting, (count(*) filter (where state = 'recalled'))::int as recalled,
              (count(*) filter (where state = 'refused'))::int as refused, coalesce(sum(people) filter (where state = 'recalled'), 0)::int as "peopleRecalled"
         from push_recall where tenant_id = $1 and run_id = $2`,
      [tenantId, id],
    );
    return row ?? { waiting: 0, recalled: 0, refused: 0, peopleRecalled: 0 };
  }
}
