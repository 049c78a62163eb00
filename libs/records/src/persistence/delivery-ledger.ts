import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { CallOutcome, CallToSend, PreparedMessage, SkippedRecipient } from '../domain/prepared';
import type { Reason, Run } from '../domain/run';

/** Writes messages, calls and deliveries: in sets, and before anything is sent. */
@Injectable()
export class DeliveryLedger extends SqlRepository {
  async writePrepared(run: Run, messages: readonly PreparedMessage[], skipped: readonly SkippedRecipient[], now: Date, tx: Tx): Promise<void> {
    await this.writeMessages(run, messages, now, tx);
    await this.writeCalls(run, messages, now, tx);
    await this.writeDeliveries(run, messages, tx);
    await this.writeSkipped(run, skipped, now, tx);
  }

  /** Takes a call for sending. @returns undefined when it is settled */
  async beginSending(tenantId: string, callId: string): Promise<CallToSend | undefined> {
    return this.row<CallToSend>(
      `update push_call set state = 'sending', attempts = attempts + 1
        where tenant_id = $1 and id = $2 and state in ('pending', 'sending')
       returning id, tenant_id as "tenantId", run_id as "runId", channel, target_id as "targetId", body, first_sent_at as "firstSentAt", attempts,
                 case when reason_code is not null then jsonb_build_object('code', reason_code, 'text', reason) end as "lastReason"`,
      [tenantId, callId],
    );
  }

  /** Notes, before the request leaves, since when WeCom may have the call. */
  async markSent(call: CallToSend, now: Date): Promise<void> {
    await this.rows(`update push_call set first_sent_at = coalesce(first_sent_at, $3) where tenant_id = $1 and id = $2 and state = 'sending'`, [
      call.tenantId,
      call.id,
      now,
    ]);
  }

  /**
   * Puts a call back that WeCom certainly did not carry out; with an unknown outcome use {@link noteUnknown}.
   * Only the attempt that asks may do so: another one may have settled it.
   * @returns whether it was put back
   */
  async putBack(call: CallToSend, reason: Reason, tx?: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_call set state = 'pending', first_sent_at = $4, reason_code = $5, reason = $6
        where tenant_id = $1 and id = $2 and state = 'sending' and attempts = $3 returning id`,
      // An earlier attempt whose outcome is unknown still counts.
      [call.tenantId, call.id, call.attempts, call.firstSentAt, reason.code, reason.text],
      tx,
    );
    return row !== undefined;
  }

  /** The call stays in `sending`: it may be repeated with the same bytes inside the duplicate window. */
  async noteUnknown(call: CallToSend, reason: Reason): Promise<void> {
    await this.rows(`update push_call set reason_code = $3, reason = $4 where tenant_id = $1 and id = $2 and state = 'sending'`, [
      call.tenantId,
      call.id,
      reason.code,
      reason.text,
    ]);
  }

  /** Writes what became of a call and its people. @returns false when it was settled meanwhile: then nothing is written */
  async settle(call: CallToSend, outcome: CallOutcome, now: Date, tx: Tx): Promise<boolean> {
    const settled = await this.row(
      `update push_call set state = $3, wecom_msgid = $4, reason_code = $5, reason = $6, settled_at = $7
        where tenant_id = $1 and id = $2 and state in ('pending', 'sending') returning id`,
      [call.tenantId, call.id, outcome.call, outcome.wecomMessageId ?? null, outcome.reason?.code ?? null, outcome.reason?.text ?? null, now],
      tx,
    );
    if (!settled) return false;
    if (outcome.exceptions.length > 0) {
      await this.rows(
        `update push_delivery as delivery set state = 'rejected', reason_code = exception.code, reason = exception.text, settled_at = $3
           from unnest($4::text[], $5::text[], $6::text[]) as exception(user_key, code, text)
          where delivery.tenant_id = $1 and delivery.call_id = $2 and delivery.state = 'pending' and lower(delivery.wecom_user_id) = exception.user_key`,
        [
          call.tenantId,
          call.id,
          now,
          outcome.exceptions.map((exception) => exception.wecomUserId.toLowerCase()),
          outcome.exceptions.map((exception) => exception.reason.code),
          outcome.exceptions.map((exception) => exception.reason.text),
        ],
        tx,
      );
    }
    await this.rows(
      `update push_delivery set state = $3, reason_code = $4, reason = $5, settled_at = $6 where tenant_id = $1 and call_id = $2 and state = 'pending'`,
      [call.tenantId, call.id, outcome.deliveries, outcome.reason?.code ?? null, outcome.reason?.text ?? null, now],
      tx,
    );
    return true;
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

  private async writeDeliveries(run: Run, messages: readonly PreparedMessage[], tx: Tx): Promise<void> {
    for (const message of messages) {
      for (const call of message.calls) {
        await this.rows(
          `insert into push_delivery (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, message_id, call_id, state)
           select $1, $2, person.id, person.name, person.wecom_user_id, $3, $4, 'pending'
             from unnest($5::text[], $6::text[], $7::text[]) as person(id, name, wecom_user_id)`,
          [
            run.tenantId,
            run.id,
            message.id,
            call.id,
            call.recipients.map((person) => person.hostUserId),
            call.recipients.map((person) => person.hostUserName),
            call.recipients.map((person) => person.wecomUserId),
          ],
          tx,
        );
      }
    }
  }

  private async writeSkipped(run: Run, skipped: readonly SkippedRecipient[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_delivery (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, state, reason_code, reason, settled_at)
       select $1, $2, person.id, person.name, person.wecom_user_id, 'skipped', person.code, person.text, $3
         from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as person(id, name, wecom_user_id, code, text)`,
      [
        run.tenantId,
        run.id,
        now,
        skipped.map((person) => person.hostUserId),
        skipped.map((person) => person.hostUserName),
        skipped.map((person) => person.wecomUserId ?? null),
        skipped.map((person) => person.reason.code),
        skipped.map((person) => person.reason.text),
      ],
      tx,
    );
  }
}
