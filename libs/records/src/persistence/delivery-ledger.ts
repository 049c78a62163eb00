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
}
interface CalledRow extends RecipientRow {
  call: PreparedCall;
}
interface SkippedRow extends RecipientRow {
  person: SkippedRecipient;
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
    const people = prepared.map(recipientsOf);
    for (const some of chunksOf(people.flatMap(({ called }) => called), ROWS_AT_ONCE)) await this.writeCalled(some, tx);
    for (const some of chunksOf(people.flatMap(({ skipped }) => skipped), ROWS_AT_ONCE)) await this.writeSkipped(some, now, tx);
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

  /** People of calls have no state of their own: it is their call's, unless WeCom says otherwise later. What they have of their call is handed over once for all of them. */
  private async writeCalled(people: readonly CalledRow[], tx: Tx): Promise<void> {
    const calls = [...new Map(people.map(({ run, call }) => [call.id, { run, id: call.id }])).values()];
    const numberOf = new Map(calls.map(({ id }, index) => [id, index + 1]));
    await this.rows(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, wecom_user_id, call_id, robot, link_number)
       select call.tenant, call.run, person.id, person.part, person.name, person.wecom_user_id, call.id, person.robot, person.link_number
         from unnest($1::text[], $2::uuid[], $3::uuid[]) with ordinality as call(tenant, run, id, number)
         join unnest($4::int[], $5::text[], $6::smallint[], $7::text[], $8::text[], $9::boolean[], $10::int[])
              as person(call, id, part, name, wecom_user_id, robot, link_number) on person.call = call.number`,
      [
        calls.map(({ run }) => run.tenantId),
        calls.map(({ run }) => run.id),
        calls.map(({ id }) => id),
        people.map(({ call }) => numberOf.get(call.id)),
        people.map(({ person }) => person.hostUserId),
        people.map(({ part }) => part),
        people.map(({ person }) => person.hostUserName),
        people.map(({ person }) => person.wecomUserId ?? null),
        people.map(({ person }) => person.robot ?? false),
        people.map(({ call }) => call.linkNumber ?? null),
      ],
      tx,
    );
  }

  private async writeSkipped(people: readonly SkippedRow[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, wecom_user_id, robot, state, reason_code, reason, settled_at)
       select tenant, run, id, part, name, wecom_user_id, robot, 'skipped', code, text, $1
         from unnest($2::text[], $3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::boolean[], $9::text[], $10::text[])
              as person(tenant, run, id, part, name, wecom_user_id, robot, code, text)`,
      [
        now,
        people.map(({ run }) => run.tenantId),
        people.map(({ run }) => run.id),
        people.map(({ person }) => person.hostUserId),
        people.map(({ part }) => part),
        people.map(({ person }) => person.hostUserName),
        people.map(({ person }) => person.wecomUserId ?? null),
        people.map(({ person }) => person.robot ?? false),
        people.map(({ person }) => person.reason.code),
        people.map(({ person }) => person.reason.text),
      ],
      tx,
    );
  }
}

/** A person who gets several messages of a run has one row for each, numbered. */
function recipientsOf({ run, messages, skipped }: RunContent): { called: CalledRow[]; skipped: SkippedRow[] } {
  const parts = new Map<string, number>();
  const numbered = <P extends MessageRecipient>(person: P): { run: RunKey; person: P; part: number } => {
    const part = person.part ?? parts.get(person.hostUserId) ?? 0;
    parts.set(person.hostUserId, part + 1);
    return { run, person, part };
  };
  const called = messages.flatMap(({ calls }) => calls.flatMap((call) => call.recipients.map((person) => ({ ...numbered(person), call }))));
  return { called, skipped: skipped.map(numbered) };
}
