import { Inject, Injectable, Logger } from '@nestjs/common';
import { chunksOf, Clock, DomainError, PushDatabase, Slots } from '#kernel';
import { CallLedger, RunLedger, type CallOutcome, type CallToSend, type Reason } from '#records';
import { userIdsOf, WecomError, type WecomFault } from '#wecom';
import { mayRepeat, waitBeforeAttempt } from '../domain/dispatch-policy';
import { OutcomeUnknownError, SendLaterError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';
import { reasonOfFault } from '../domain/wecom-faults';
import { PushQueue, type QueueJobs } from '../persistence/push-queue';
import { CONCURRENT_CALLS, PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { CALL_SENDERS, type CallSender } from './call-sender';
import { CallSettlement } from './call-settlement';
import { AppPlaces, type HeldPlaces } from './limits/app-places';
import { AppQuota } from './limits/app-quota';
import { CallAdmission } from './limits/call-admission.service';

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

/** Calls of a job that are let out together, at most: what was counted at a moment should go at it. */
const CALLS_LET_OUT = 25;

/** Sends calls and writes what became of them. */
@Injectable()
export class SendCallService {
  private readonly log = new Logger(SendCallService.name);
  private readonly slots: Slots;
  /** Calls that are let out and wait for a slot, or to be settled, are few: what was counted at a moment should go at it. */
  private readonly ahead: Slots;

  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly calls: CallLedger,
    @Inject(CALL_SENDERS) private readonly senders: readonly CallSender[],
    private readonly queue: PushQueue,
    private readonly settlement: CallSettlement,
    private readonly admission: CallAdmission,
    private readonly places: AppPlaces,
    private readonly quota: AppQuota,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
  ) {
    const atOnce = options.concurrentCalls ?? CONCURRENT_CALLS;
    this.slots = new Slots(atOnce);
    this.ahead = new Slots(4 * atOnce);
  }

  /**
   * Sends calls of one run; those that are settled are left out, and one that must wait becomes a job of its own. A crash
   * between sending and writing leaves a call in `sending`: the next attempt repeats the stored bytes, which WeCom does not
   * deliver twice inside the duplicate window.
   * Parts of one content reach a person in their order: a call waits until the one before it is over, however that ended.
   * @throws when the database does not answer; what is settled stays settled
   */
  async send(job: QueueJobs['push-send']): Promise<void> {
    await allOf(chunksOf(job.callIds, CALLS_LET_OUT), (callIds) => this.sendSome({ ...job, callIds }));
  }

  private async sendSome(job: QueueJobs['push-send']): Promise<void> {
    const { callIds, following = {} } = job;
    const waiting = await this.places.take(job.targetId ?? job.tenantId, callIds.length, (places) => this.ahead.run(() => this.sendAt(places, job), callIds.length));
    const next = callIds.flatMap((id) => (waiting.has(id) || !following[id]?.length ? [] : [following[id]]));
    if (next.length === 0) return;
    await this.sendSome({ ...job, callIds: next.map(([id]) => id), following: Object.fromEntries(next.map(([id, ...rest]) => [id, rest])), part: (job.part ?? 0) + 1, turn: undefined });
  }

  /** @returns ids of the calls that are not over, and wait in the queue */
  private async sendAt(places: HeldPlaces, job: QueueJobs['push-send']): Promise<Set<string>> {
    const { calls, waiting } = await this.admission.admit(job);
    places.over(job.callIds.length - calls.length);
    await allOf(calls, async (call) => {
      if ((await this.sendOne(call, job, places)) === 'waits') waiting.add(call.id);
    });
    return waiting;
  }

  /** @param job the one that it came with: what follows it waits with it, if it waits */
  private async sendOne(call: CallToSend, job: QueueJobs['push-send'], places: HeldPlaces): Promise<'over' | 'waits'> {
    const now = this.clock.now();
    if (call.firstSentAt !== null && !mayRepeat(call.firstSentAt, now)) {
      return this.settle(call, { call: 'unknown', deliveries: 'unknown', reason: reason('OUTCOME_UNKNOWN'), exceptions: [] });
    }
    if (call.firstSentAt === null && now > call.deadlineAt) {
      return this.settle(call, { call: 'expired', deliveries: 'expired', reason: call.lastReason ?? reason('EXPIRED'), exceptions: [] });
    }
    let reply;
    try {
      const make = await this.senderOf(call).open(call);
      reply = await places.call(() => this.slots.run(make));
    } catch (error) {
      return this.afterFailure(call, job, error);
    }
    await this.settle(call, { call: 'sent', deliveries: 'sent', ...reply });
    return this.afterRefusal(call, reply.exceptions.filter((one) => one.reason.code === 'INVALID_USER').map((one) => one.wecomUserId));
  }

  private senderOf(call: CallToSend): CallSender {
    const sender = this.senders.find((one) => one.channel === call.channel);
    if (!sender) throw new Error(`nothing sends calls of channel ${call.channel}`);
    return sender;
  }

  private async afterFailure(call: CallToSend, job: QueueJobs['push-send'], error: unknown): Promise<'over' | 'waits'> {
    if (error instanceof SendLaterError) return this.tryAgain(call, job, error.reason, false, error.at.getTime() - this.clock.now().getTime());
    if (error instanceof OutcomeUnknownError) return this.settle(call, { call: 'unknown', deliveries: 'unknown', reason: reason('OUTCOME_UNKNOWN', error.message), exceptions: [] });
    const { verdict, why } = verdictOf(error);
    this.log.warn({ runId: call.runId, callId: call.id, attempt: call.attempts, reason: why.code, err: error }, 'a call failed');
    switch (verdict) {
      case 'refused':
        return this.settle(call, { call: 'refused', deliveries: 'rejected', reason: why, exceptions: [] });
      case 'nobody':
        await this.settle(call, { call: 'refused', deliveries: 'rejected', reason: reason('INVALID_USER'), exceptions: [] });
        return this.afterRefusal(call, userIdsOf(call.body));
      case 'again':
        return this.tryAgain(call, job, why, false, waitBeforeAttempt(call.attempts));
      case 'repeat':
        return this.tryAgain(call, job, why, true, waitBeforeAttempt(call.attempts));
    }
  }

  /** The job of the others ends; this call gets one of its own that starts later. */
  private async tryAgain(call: CallToSend, job: QueueJobs['push-send'], why: Reason, maybeTaken: boolean, waitMs: number): Promise<'over' | 'waits'> {
    const { targetId, part, following = {} } = job;
    // What cannot be sent any more by then ends in time, not when the wait is over.
    const leftMs = call.deadlineAt.getTime() - this.clock.now().getTime();
    const wait = maybeTaken || call.firstSentAt !== null ? waitMs : Math.min(waitMs, Math.max(0, leftMs) + 1000);
    const own = { tenantId: call.tenantId, runId: call.runId, targetId, callIds: [call.id], part, ...(following[call.id]?.length && { following: { [call.id]: following[call.id] } }) };
    const waits = await this.database.transaction(async (tx) => {
      const putBack = await this.calls.putBack(call, why, maybeTaken, tx);
      if (!putBack) return false;
      await this.senderOf(call).afterPutBack(call, why, tx);
      await this.queue.enqueue('push-send', [own], tx, { waitMs: wait, urgent: call.urgent });
      return true;
    });
    if (waits && !maybeTaken && call.firstSentAt === null) await this.quota.giveBack(call);
    await this.runs.noteReason(call.tenantId, call.runId, why);
    return waits ? 'waits' : 'over';
  }

  private async afterRefusal(call: CallToSend, wecomUserIds: readonly string[]): Promise<'over'> {
    if (wecomUserIds.length > 0) await this.senderOf(call).afterRefusal(call, wecomUserIds);
    return 'over';
  }

  private async settle(call: CallToSend, outcome: CallOutcome): Promise<'over'> {
    await this.settlement.settle({ call, outcome });
    this.log.debug({ runId: call.runId, callId: call.id, attempt: call.attempts }, `call ${outcome.call}`);
    return 'over';
  }
}

/** Does all of it, and then throws what the first of those that failed threw. */
async function allOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failed = (await Promise.allSettled(items.map(work))).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function verdictOf(error: unknown): { verdict: Verdict; why: Reason } {
  if (error instanceof WecomError) return { verdict: VERDICT[error.fault], why: reasonOfFault(error) };
  // Any other error of ours comes before the request leaves: no usable authorization, no token.
  if (error instanceof DomainError) return { verdict: 'again', why: reason('AUTHORIZATION_NOT_USABLE', error.message) };
  // Nobody knows how far it came: treated as sent, so that only the same bytes follow.
  return { verdict: 'repeat', why: reason('INTERNAL') };
}
