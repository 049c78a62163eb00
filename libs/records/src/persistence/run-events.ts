import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { NewRunEvent, RunEvent } from '../domain/run-event';

const EVENT = `id, kind, at, request_id as "requestId", actor_user_id as "actorUserId", call_id as "callId", wecom_msgid as "wecomMessageId", people, code, reason, details`;

/** What is appended to records after their end. Lines are only ever added. */
@Injectable()
export class RunEvents extends SqlRepository {
  async append(events: readonly NewRunEvent[], now: Date, tx?: Tx): Promise<void> {
    if (events.length === 0) return;
    await this.rows(
      `insert into push_run_event (tenant_id, run_id, id, kind, at, request_id, actor_user_id, call_id, wecom_msgid, people, code, reason, details)
       select tenant, run, id, kind, $1, request, actor, call, msgid, people, code, reason, details::jsonb
         from unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::int[], $11::text[], $12::text[], $13::text[])
              as event(tenant, run, id, kind, request, actor, call, msgid, people, code, reason, details)`,
      [
        now,
        events.map((event) => event.tenantId),
        events.map((event) => event.runId),
        events.map((event) => event.id),
        events.map((event) => event.kind),
        events.map((event) => event.requestId ?? null),
        events.map((event) => event.actorUserId ?? null),
        events.map((event) => event.callId ?? null),
        events.map((event) => event.wecomMessageId ?? null),
        events.map((event) => event.people ?? null),
        events.map((event) => event.code ?? null),
        events.map((event) => event.reason ?? null),
        events.map((event) => JSON.stringify(event.details ?? {})),
      ],
      tx,
    );
  }

  /** In the order in which they happened. @param after id of the last one seen */
  async list(tenantId: string, runId: string, after: string | undefined, limit: number): Promise<RunEvent[]> {
    return this.rows<RunEvent>(
      `select ${EVENT} from push_run_event where tenant_id = $1 and run_id = $2 and ($3::uuid is null or id > $3) order by id limit $4`,
      [tenantId, runId, after ?? null, limit],
    );
  }
}
