import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError, GroupedWork, PushDatabase, Slots } from '#kernel';
import { CallLedger, RunLedger, type CallKey, type CallOutcome, type CallToSend, type Reason } from '#records';
import { userIdsOf, WecomError, type WecomFault } from '#wecom';
import { mayRepeat, waitBeforeAttempt } from '../domain/dispatch-policy';
import { OutcomeUnknownError, SendLaterError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';

import { reasonOfFault } from '../domain/wecom-faults';
import { PushQueue, type QueueJobs } from '../persistence/push-queue';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { CALL_SENDERS, type CallSender } from './call-sender';
import { CallSettlement } from './call-settlement';

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

/** Whose calls one statement begins. */
const JOBS_AT_ONCE = 50;

const DEFAULT_CONCURRENT_CALLS = 64;

/** Sends calls and writes what became of them. */
@Injectable()
export class SendCallService {
  private readonly log = new Logger(SendCallService.name);
  private readonly slots: Slots;
  private readonly beginning = new GroupedWork<CallKey[], CallToSend[]>((jobs) => this.begin(jobs), { items: JOBS_AT_ONCE });

  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly calls: CallLedger,
    @Inject(CALL_SENDERS) private readonly senders: readonly CallSender[],
    private readonly queue: PushQueue,
    private readonly settlement: CallSettlement,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
  ) {
    this.slots = new Slots(options.concurrentCalls ?? DEFAULT_CONCURRENT_CALLS);
  }

  /**
   * Sends calls of one run; those that are settled are left out, and one that must wait becomes a job of its own. A crash
   * between sending and writing leaves a call in `sending`: the next attempt repeats the stored bytes, which WeCom does not
   * deliver twice inside the duplicate window.
   * Parts of one content reach a person in their order: a call waits until the one before it is over, however that ended.
   * @throws when the database does not answer; what is settled stays settled
   */
  async send({ tenantId, runId, callIds, following = {} }: QueueJobs['push-send']): Promise<void> {
    const calls = await this.beginning.add(callIds.map((id) => ({ tenantId, runId, id })));
    const waiting = new Set<string>();
    const results = await Promise.allSettled(
      calls.map((call) => this.slots.run(async () => {
        if ((await this.sendOne(call, following[call.id] ?? [])) === 'waits') waiting.add(call.id);
      })),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const next = callIds.flatMap((id) => (waiting.has(id) || !following[id]?.length ? [] : [following[id]]));
    if (next.length > 0) await this.send({ tenantId, runId, callIds: next.map(([id]) => id), following: Object.fromEntries(next.map(([id, ...rest]) => [id, rest])) });
  }

  private async begin(jobs: readonly CallKey[][]): Promise<CallToSend[][]> {
    const begun = new Map((await this.calls.begin(jobs.flat(), this.clock.now())).map((call) => [call.id, call]));
    return jobs.map((keys) => keys.flatMap(({ id }) => begun.get(id) ?? []));
  }

  /** @param following calls that wait with it, if it waits */
  private async sendOne(call: CallToSend, following: readonly string[]): Promise<'over' | 'waits'> {
    const now = this.clock.now();
    if (call.firstSentAt !== null && !mayRepeat(call.firstSentAt, now)) {
      return this.settle(call, { call: 'unknown', deliveries: 'unknown', reason: reason('OUTCOME_UNKNOWN'), exceptions: [] });
    }
    if (call.firstSentAt === null && now > call.deadlineAt) {
      return this.settle(call, { call: 'expired', deliveries: 'expired', reason: call.lastReason ?? reason('EXPIRED'), exceptions: [] });
    }
    let reply;
    try {
      reply = await this.senderOf(call).send(call);
    } catch (error) {
      return this.afterFailure(call, following, error);
    }
    await this.settle(call, { call: 'sent', deliveries: 'sent', ...reply });
    return this.afterRefusal(call, reply.exceptions.filter((one) => one.reason.code === 'INVALID_USER').map((one) => one.wecomUserId));
  }

  private senderOf(call: CallToSend): CallSender {
    const sender = this.senders.find((one) => one.channel === call.channel);
    if (!sender) throw new Error(`nothing sends calls of channel ${call.channel}`);
    return sender;
  }

  private async afterFailure(call: CallToSend, following: readonly string[], error: unknown): Promise<'over' | 'waits'> {
    if (error instanceof SendLaterError) return this.tryAgain(call, following, error.reason, false, error.at.getTime() - this.clock.now().getTime());
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
        return this.tryAgain(call, following, why, false, waitBeforeAttempt(call.attempts));
      case 'repeat':
        return this.tryAgain(call, following, why, true, waitBeforeAttempt(call.attempts));
    }
  }

  /** The job of the others ends; this call gets one of its own that starts later. */
  private async tryAgain(call: CallToSend, following: readonly string[], why: Reason, maybeTaken: boolean, waitMs: number): Promise<'over' | 'waits'> {
    // What cannot be sent any more by then ends in time, not when the wait is over.
    const leftMs = call.deadlineAt.getTime() - this.clock.now().getTime();
    const wait = maybeTaken || call.firstSentAt !== null ? waitMs : Math.min(waitMs, Math.max(0, leftMs) + 1000);
    const job = { tenantId: call.tenantId, runId: call.runId, callIds: [call.id], ...(following.length > 0 && { following: { [call.id]: [...following] } }) };
    const waits = await this.database.transaction(async (tx) => {
      const putBack = await this.calls.putBack(call, why, maybeTaken, tx);
      if (!putBack) return false;
      await this.senderOf(call).afterPutBack(call, why, tx);
      await this.queue.enqueue('push-send', [job], tx, { waitMs: wait });
      return true;
    });
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

function verdictOf(error: unknown): { verdict: Verdict; why: Reason } {
  if (error instanceof WecomError) return { verdict: VERDICT[error.fault], why: reasonOfFault(error) };
  // Any other error of ours comes before the request leaves: no usable authorization, no token.
  if (error instanceof DomainError) return { verdict: 'again', why: reason('AUTHORIZATION_NOT_USABLE', error.message) };
  // Nobody knows how far it came: treated as sent, so that only the same bytes follow.
  return { verdict: 'repeat', why: reason('INTERNAL') };
}
