import { Injectable } from '@nestjs/common';
import { chunksOf, SqlRepository, type Tx } from '#kernel';
import type { MessageRecipient, PreparedMessage, SkippedRecipient } from '../domain/prepared';
import type { Run } from '../domain/run';

/** Rows of one statement, at most. */
const ROWS_AT_ONCE = 5000;

interface RecipientRow extends MessageRecipient {
  part: number;
  callId?: string;
  skipped?: SkippedRecipient['reason'];
}

/** Writes messages, calls and their people: in sets, and before anything is sent. */
@Injectable()
export class DeliveryLedger extends SqlRepository {
  async writePrepared(run: Run, messages: readonly PreparedMessage[], skipped: readonly SkippedRecipient[], now: Date, tx: Tx): Promise<void> {
    for (const some of chunksOf(messages, ROWS_AT_ONCE)) {
      await this.writeMessages(run, some, now, tx);
      await this.writeCalls(run, some, now, tx);
    }
    for (const some of chunksOf(recipientsOf(messages, skipped), ROWS_AT_ONCE)) await this.writeRecipients(run, some, now, tx);
  }

  private async writeMessages(run: Run, messages: readonly PreparedMessage[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_message (tenant_id, id, run_id, msgtype, content, content_key, template, cut, created_at)
       select $1, message.id, $2, message.msgtype, message.content::jsonb, message.content_key, message.template, message.cut::jsonb, $3
         from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as message(id, msgtype, content, content_key, template, cut)`,
      [
        run.tenantId,
        run.id,
        now,
        messages.map((message) => message.id),
        messages.map((message) => message.msgtype),
        messages.map((message) => JSON.stringify(message.content)),
        messages.map((message) => message.contentKey),
        messages.map((message) => message.template),
        messages.map((message) => JSON.stringify(message.cut)),
      ],
      tx,
    );
  }

  private async writeCalls(run: Run, messages: readonly PreparedMessage[], now: Date, tx: Tx): Promise<void> {
    const calls = messages.flatMap((message) => message.calls.map((call) => ({ call, messageId: message.id })));
    await this.rows(
      `insert into push_call (tenant_id, id, run_id, message_id, channel, target_id, state, body, recipients, created_at)
       select $1, call.id, $2, call.message_id, call.channel, call.target_id, 'pending', call.body, call.recipients, $3
         from unnest($4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::int[]) as call(id, message_id, channel, target_id, body, recipients)`,
      [
        run.tenantId,
        run.id,
        now,
        calls.map(({ call }) => call.id),
        calls.map(({ messageId }) => messageId),
        calls.map(({ call }) => call.channel),
        calls.map(({ call }) => call.targetId),
        calls.map(({ call }) => call.body),
        calls.map(({ call }) => call.recipients.length),
      ],
      tx,
    );
  }

  /** People of calls have no state of their own: it is their call's, unless WeCom says otherwise later. */
  private async writeRecipients(run: Run, people: readonly RecipientRow[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, wecom_user_id, call_id, state, reason_code, reason, settled_at, robot)
       select $1, $2, person.id, person.part, person.name, person.wecom_user_id, person.call_id,
              case when person.call_id is null then 'skipped' end, person.code, person.text, case when person.call_id is null then $3::timestamptz end, person.robot
         from unnest($4::text[], $5::smallint[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::boolean[])
              as person(id, part, name, wecom_user_id, call_id, code, text, robot)`,
      [
        run.tenantId,
        run.id,
        now,
        people.map((person) => person.hostUserId),
        people.map((person) => person.part),
        people.map((person) => person.hostUserName),
        people.map((person) => person.wecomUserId ?? null),
        people.map((person) => person.callId ?? null),
        people.map((person) => person.skipped?.code ?? null),
        people.map((person) => person.skipped?.text ?? null),
        people.map((person) => person.robot ?? false),
      ],
      tx,
    );
  }
}

/** A person who gets several messages of a run has one row for each, numbered. */
function recipientsOf(messages: readonly PreparedMessage[], skipped: readonly SkippedRecipient[]): RecipientRow[] {
  const parts = new Map<string, number>();
  const rows: RecipientRow[] = [];
  const add = (person: Omit<RecipientRow, 'part'>): void => {
    const part = parts.get(person.hostUserId) ?? 0;
    parts.set(person.hostUserId, part + 1);
    rows.push({ ...person, part });
  };
  for (const message of messages) {
    for (const call of message.calls) for (const { hostUserId, hostUserName, wecomUserId, robot } of call.recipients) add({ hostUserId, hostUserName, wecomUserId, robot, callId: call.id });
  }
  for (const { hostUserId, hostUserName, wecomUserId, robot, reason } of skipped) add({ hostUserId, hostUserName, wecomUserId, robot, skipped: reason });
  return rows;
}
