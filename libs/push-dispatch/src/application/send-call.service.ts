import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError, PushDatabase } from '#kernel';
import { DeliveryLedger, RunLedger, type CallOutcome, type CallToSend, type Reason } from '#records';
import { userIdsOf, WecomError, type WecomFault } from '#wecom';
import { mayRepeat } from '../domain/dispatch-policy';
import { SendLaterError, TryAgainError } from '../domain/push-dispatch.errors';
import { reason, type ReasonCode } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { CALL_SENDERS, type CallSender } from './call-sender';
import { RunSettlement } from './run-settlement';

/** What to do about a failed call. `repeat`: the outcome is unknown, so only the same bytes may follow. */
type Verdict = 'again' | 'repeat' | 'refused' | 'nobody';

const VERDICT: Record<WecomFault, Verdict> = {
  busy: 'again',
  unreachable: 'again',
  // Somebody may mend these before the deadline: the call waits.
  app: 'again',
  token: 'again',
  unknown_outcome: 'repeat',
  recipient: 'nobody',
  content: 'refused',
  ours: 'refused',
  login: 'refused',
};

/** Sends one call and writes what became of it. */
@Injectable()
export class SendCallService {
  private readonly log = new Logger(SendCallService.name);

  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly deliveries: DeliveryLedger,
    @Inject(CALL_SENDERS) private readonly senders: readonly CallSender[],
    private readonly queue: PushQueue,
    private readonly settlement: RunSettlement,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a call; does nothing when it is settled. A crash between sending and writing leaves the call in `sending`:
   * the next attempt repeats the stored bytes, which WeCom does not deliver twice inside the duplicate window.
   * @throws TryAgainError when it may work later
   */
  async send(tenantId: string, callId: string): Promise<void> {
    const call = await this.deliveries.beginSending(tenantId, callId);
    if (!call) return;
    const run = await this.runs.find(tenantId, call.runId);
    if (!run) return;
    const now = this.clock.now();
    if (call.firstSentAt !== null && !mayRepeat(call.firstSentAt, now)) {
      const why = reason('OUTCOME_UNKNOWN');
      return this.settle(call, { call: 'unknown', deliveries: 'unknown', reason: why, exceptions: [] });
    }
    if (call.firstSentAt === null && now > run.deadlineAt) {
      const why = call.lastReason ?? reason('EXPIRED');
      return this.settle(call, { call: 'expired', deliveries: 'expired', reason: why, exceptions: [] });
    }
    await this.deliveries.markSent(call, now);
    try {
      const reply = await this.senderOf(call).send(call);
      await this.settle(call, { call: 'sent', deliveries: 'sent', ...reply });
      await this.afterRefusal(call, reply.exceptions.filter((one) => one.reason.code === 'INVALID_USER').map((one) => one.wecomUserId));
    } catch (error) {
      await this.afterFailure(call, error);
    }
  }

  private senderOf(call: CallToSend): CallSender {
    const sender = this.senders.find((one) => one.channel === call.channel);
    if (!sender) throw new Error(`nothing sends calls of channel ${call.channel}`);
    return sender;
  }

  private async afterFailure(call: CallToSend, error: unknown): Promise<void> {
    if (error instanceof SendLaterError) return this.sendLater(call, error);
    const { verdict, why } = verdictOf(error);
    this.log.warn({ runId: call.runId, callId: call.id, attempt: call.attempts, reason: why.code, err: error }, 'a call failed');
    switch (verdict) {
      case 'refused':
        return this.settle(call, { call: 'refused', deliveries: 'rejected', reason: why, exceptions: [] });
      case 'nobody':
        await this.settle(call, { call: 'refused', deliveries: 'rejected', reason: reason('INVALID_USER'), exceptions: [] });
        return this.afterRefusal(call, userIdsOf(call.body));
      case 'again':
        await this.deliveries.putBack(call, why);
        break;
      case 'repeat':
        await this.deliveries.noteUnknown(call, why);
        break;
    }
    await this.runs.noteReason(call.tenantId, call.runId, why);
    throw new TryAgainError(why, error);
  }

  /** The job ends and another one starts later: a wait that is known costs no attempts before it. */
  private async sendLater(call: CallToSend, { reason: why, at }: SendLaterError): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.deliveries.putBack(call, why, tx))) return;
      await this.queue.enqueue('push-send', [{ tenantId: call.tenantId, callId: call.id }], tx, { startAfter: at });
    });
    await this.runs.noteReason(call.tenantId, call.runId, why);
  }

  private async afterRefusal(call: CallToSend, wecomUserIds: readonly string[]): Promise<void> {
    if (wecomUserIds.length > 0) await this.senderOf(call).afterRefusal(call, wecomUserIds);
  }

  private async settle(call: CallToSend, outcome: CallOutcome): Promise<void> {
    await this.database.transaction(async (tx) => {
      // The run first: whoever settles the last call must see all others settled.
      const run = await this.runs.lock(call.tenantId, call.runId, tx);
      if (!run) return;
      if (await this.deliveries.settle(call, outcome, this.clock.now(), tx)) await this.settlement.endWhenSettled(run, tx);
    });
    this.log.log({ runId: call.runId, callId: call.id, attempt: call.attempts }, `call ${outcome.call}`);
  }
}

function verdictOf(error: unknown): { verdict: Verdict; why: Reason } {
  if (error instanceof WecomError) return { verdict: VERDICT[error.fault], why: reasonOf(error) };
  // Any other error of ours comes before the request leaves: no usable authorization, no token.
  if (error instanceof DomainError) return { verdict: 'again', why: reason('AUTHORIZATION_NOT_USABLE', error.message) };
  // Nobody knows how far it came: treated as sent, so that only the same bytes follow.
  return { verdict: 'repeat', why: reason('INTERNAL') };
}

const REASON_OF_FAULT: Record<WecomFault, ReasonCode> = {
  busy: 'WECOM_BUSY',
  unreachable: 'WECOM_UNREACHABLE',
  unknown_outcome: 'OUTCOME_UNKNOWN',
  app: 'AUTHORIZATION_NOT_USABLE',
  token: 'AUTHORIZATION_NOT_USABLE',
  recipient: 'INVALID_USER',
  content: 'WECOM_REFUSED_CONTENT',
  ours: 'WECOM_REFUSED_REQUEST',
  login: 'WECOM_REFUSED_REQUEST',
};

function reasonOf(error: WecomError): Reason {
  return reason(REASON_OF_FAULT[error.fault], error.errcode === undefined ? error.message : `WeCom code ${error.errcode}`);
}
