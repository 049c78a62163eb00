import { Injectable } from '@nestjs/common';
import { chunksOf, jsonLines, SqlRepository, textLines, type Tx } from '#kernel';
import type { MessageRecipient, PreparedCall, PreparedMessage, SkippedRecipient } from '../domain/prepared';
import { monthOf } from './month-of';
import type { RunKey } from './run-ledger';

/** Rows of one statement, at most. */
const ROWS_AT_ONCE = 2000;

/** What a run will send, and who is left out: all of it, or a portion. */
export interface RunContent {
  run: RunKey;
  messages: readonly PreparedMessage[];
  skipped: readonly SkippedRecipient[];
}

/** People of one call whose rows differ in nothing but who they are. */
interface CalledPeople {
  run: RunKey;
  call: PreparedCall;
  part: number;
  robot: boolean;
  people: MessageRecipient[];
}
interface SkippedRow {
  run: RunKey;
  person: SkippedRecipient;
  part: number;
}

/** Writes messages, calls and their people: in sets, and before anything is sent. */
@Injectable()
export class DeliveryLedger extends SqlRepository {
  /** Writes what runs will send, in sets over the runs; `tx` has locked them in `preparing`. Whoever is in several portions of a run has numbered parts. */
  async writePrepared(prepared: readonly RunContent[], now: Date, tx: Tx): Promise<void> {
    const messages = prepared.flatMap(({ run, messages: ofRun }) => ofRun.map((message) => ({ run, message })));
    for (const some of chunksOf(messages, ROWS_AT_ONCE)) await this.writeMessages(some, now, tx);
    const calls = messages.flatMap(({ run, message }) => message.calls.map((call) => ({ run, messageId: message.id, call })));
    for (const some of chunksOf(calls, ROWS_AT_ONCE)) await this.writeCalls(some, now, tx);
    const people = prepared.map(recipientsOf);
    for (const some of calledAtOnce(people.flatMap(({ called }) => called))) await this.writeCalled(some, tx);
    for (const some of chunksOf(people.flatMap(({ skipped }) => skipped), ROWS_AT_ONCE)) await this.writeSkipped(some, now, tx);
  }

  /** Removes what was written of runs that are prepared anew; `tx` has locked them in `preparing`, so nothing of it was sent. */
  async removePrepared(runs: readonly RunKey[], tx: Tx): Promise<void> {
    if (runs.length === 0) return;
    const ids = runs.map(({ id }) => id);
    const keys = [runs.map(({ tenantId }) => tenantId), ids, monthOf(ids)];
    for (const table of ['push_recipient', 'push_call', 'push_message']) {
      await this.rows(`delete from ${table} where (tenant_id, run_id) in (select * from unnest($1::text[], $2::uuid[])) and run_id >= $3`, keys, tx);
    }
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
  private async writeCalled(called: readonly CalledPeople[], tx: Tx): Promise<void> {
    const ids = textLines(called.map(({ people }) => people.map(({ hostUserId }) => hostUserId)));
    const names = textLines(called.map(({ people }) => people.map(({ hostUserName }) => hostUserName)));
    const accounts = textLines(called.map(({ people }) => people.map(({ wecomUserId }) => wecomUserId ?? '')));
    await this.rows(
      `insert into push_recipient (tenant_id, run_id, host_user_id, part, host_user_name, wecom_user_id, call_id, robot, link_number)
       select tenant, run, person.id, part, coalesce(person.name, ''), person.account, call, robot, link_number
         from unnest($1::text[], $2::uuid[], $3::uuid[], $4::smallint[], $5::boolean[], $6::int[], $7::text[], $8::text[], $9::text[])
              as called(tenant, run, call, part, robot, link_number, ids, names, accounts)
        cross join lateral unnest(string_to_array(ids, $10), string_to_array(names, $11), string_to_array(accounts, $12, '')) as person(id, name, account)`,
      [
        called.map(({ run }) => run.tenantId),
        called.map(({ run }) => run.id),
        called.map(({ call }) => call.id),
        called.map(({ part }) => part),
        called.map(({ robot }) => robot),
        called.map(({ call }) => call.linkNumber ?? null),
        ids.lines,
        names.lines,
        accounts.lines,
        ids.separator,
        names.separator,
        accounts.separator,
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
function recipientsOf({ run, messages, skipped }: RunContent): { called: CalledPeople[]; skipped: SkippedRow[] } {
  const parts = new Map<string, number>();
  const partOf = (person: MessageRecipient): number => {
    const part = person.part ?? parts.get(person.hostUserId) ?? 0;
    parts.set(person.hostUserId, part + 1);
    return part;
  };
  const called: CalledPeople[] = [];
  for (const call of messages.flatMap(({ calls }) => calls)) {
    let alike: CalledPeople | undefined;
    for (const person of call.recipients) {
      const [part, robot] = [partOf(person), person.robot ?? false];
      if (alike?.part !== part || alike.robot !== robot) called.push((alike = { run, call, part, robot, people: [] }));
      alike.people.push(person);
    }
  }
  return { called, skipped: skipped.map((person) => ({ run, person, part: partOf(person) })) };
}

/** As many as one statement writes; a call of more people goes alone. */
function calledAtOnce(called: readonly CalledPeople[]): CalledPeople[][] {
  const statements: CalledPeople[][] = [];
  let rows = Infinity;
  for (const one of called) {
    rows += one.people.length;
    if (rows > ROWS_AT_ONCE) {
      statements.push([]);
      rows = one.people.length;
    }
    statements.at(-1)!.push(one);
  }
  return statements;
}
