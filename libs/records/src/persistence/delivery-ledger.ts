import { Injectable } from '@nestjs/common';
import { chunksOf, jsonLines, SqlRepository, type Tx } from '#kernel';
import type { MessageRecipient, PreparedCall, PreparedMessage, SkippedRecipient } from '../domain/prepared';
import type { RunKey } from './run-ledger';

/** Rows of one statement, at most. */
const ROWS_AT_ONCE = 2000;

/** All that a run will send, and who is left out. */
export interface RunContent {
  run: RunKey;
  messages: readonly PreparedMessage[];
  skipped: readonly SkippedRecipient[];
}

interface RecipientRow {
  run: RunKey;
  person: MessageRecipient;
  part: number;
  callId?: string;
  linkNumber?: number;
  skipped?: SkippedRecipient['reason'];
}

/** Writes messages, calls and their people: in sets, and before anything is sent. */
@Injectable()
export class DeliveryLedger extends SqlRepository {
  /** Writes all that runs will send, in sets over the runs; `tx` has locked them in `preparing`. */
  async writePrepared(prepared: readonly RunContent[], now: Date, tx: Tx): Promise<void> {
    const messages = prepared.flatMap(({ run, messages: ofRun }) => ofRun.map((message) => ({ run, message })));
    for (const some of chunksOf(messages, ROWS_AT_ONCE)) await this.writeMessages(some, now, tx);
    const calls = messages.flatMap(({ run, message }) => message.calls.map((call) => ({ run, messageId: message.id, call })));
    for (const some of chunksOf(calls, ROWS_AT_ONCE)) await this.writeCalls(some, now, tx);
    for (const some of chunksOf(prepared.flatMap(recipientsOf), ROWS_AT_ONCE)) await this.writeRecipients(some, now, tx);
  }

  private async writeMessages(messages: readonly { run: RunKey; message: PreparedMessage }[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_message (tenant_id, run_id, id, msgtype, content, content_key, template, cut, page_url, link_valid_until, created_at)
       select tenant, run, id, msgtype, content::json, content_key, template, cut::jsonb, page_url, valid_until, $1
         from unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], string_to_array($6, E'\\n'), $7::text[], $8::text[], string_to_array($9, E'\\n'), $10::text[], $11::timestamptz[])
              as message(tenant, run, id, msgtype, content, content_key, template, cut, page_url, valid_until)`,
      [
        now,
        messages.map(({ run }) => run.tenantId),
        messages.map(({ run }) => run.id),
        messages.map(({ message }) => message.id),
        messages.map(({ message }) => message.msgtype),
        jsonLines(messages.map(({ message }) => JSON.stringify(message.content))),
        messages.map(({ message }) => message.contentKey),
        messages.map(({ message }) => message.template),
        jsonLines(messages.map(({ message }) => JSON.stringify(message.cut))),
        messages.map(({ message }) => message.counted?.pageUrl ?? null),
        messages.map(({ message }) => message.counted?.validUntil ?? null),
      ],
      tx,
    );
  }

  private async writeCalls(calls: readonly { run: RunKey; messageId: string; call: PreparedCall }[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, created_at)
       select tenant, run, id, message_id, channel, target_id, 'pending', body, recipients, $1
         from unnest($2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], string_to_array($8, E'\\n'), $9::int[])
              as call(tenant, run, id, message_id, channel, target_id, body, recipients)`,
      [
        now,
        calls.map(({ run }) => run.tenantId),
        calls.map(({ run }) => run.id),
        calls.map(({ call }) => call.id),
        calls.map(({ messageId }) => messageId),
        calls.map(({ call }) => call.channel),
        calls.map(({ call }) => call.targetId),
        jsonLines(calls.map(({ call }) => call.body)),
        calls.map(({ call }) => call.recipients.length),
      ],
      tx,
    );
  }

  /** People of calls have no state of their own: it is their call's, unless WeCom says otherwise later. */
  private async writeRecipients(people: readonly RecipientRow[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, wecom_user_id, call_id, state, reason_code, reason, settled_at, robot, link_number)
       select tenant, run, id, part, name, wecom_user_id, call_id, case when call_id is null then 'skipped' end, code, text,
              case when call_id is null then $1::timestamptz end, robot, link_number
         from unnest($2::text[], $3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::boolean[], $12::int[])
              as person(tenant, run, id, part, name, wecom_user_id, call_id, code, text, robot, link_number)`,
      [
        now,
        people.map(({ run }) => run.tenantId),
        people.map(({ run }) => run.id),
        people.map(({ person }) => person.hostUserId),
        people.map(({ part }) => part),
        people.map(({ person }) => person.hostUserName),
        people.map(({ person }) => person.wecomUserId ?? null),
        people.map(({ callId }) => callId ?? null),
        people.map(({ skipped }) => skipped?.code ?? null),
        people.map(({ skipped }) => skipped?.text ?? null),
        people.map(({ person }) => person.robot ?? false),
        people.map(({ linkNumber }) => linkNumber ?? null),
      ],
      tx,
    );
  }
}

/** A person who gets several messages of a run has one row for each, numbered. */
function recipientsOf({ run, messages, skipped }: RunContent): RecipientRow[] {
  const parts = new Map<string, number>();
  const rows: RecipientRow[] = [];
  const add = (person: MessageRecipient, of: Pick<RecipientRow, 'callId' | 'linkNumber' | 'skipped'>): void => {
    const part = person.part ?? parts.get(person.hostUserId) ?? 0;
    parts.set(person.hostUserId, part + 1);
    rows.push({ run, person, part, ...of });
  };
  for (const message of messages) for (const { id: callId, linkNumber, recipients } of message.calls) for (const person of recipients) add(person, { callId, linkNumber });
  for (const person of skipped) add(person, { skipped: person.reason });
  return rows;
}
