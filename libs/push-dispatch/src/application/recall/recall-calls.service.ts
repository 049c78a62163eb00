import { Injectable, Logger } from '@nestjs/common';
import { WecomAppClient } from '#authorization';
import { Clock, DomainError, newId, PushDatabase, Slots } from '#kernel';
import { RecallLedger, RunEvents, type RecallToMake, type RunEventKind } from '#records';
import { describeWecomError, messageRecall, WecomError, type WecomFault } from '#wecom';
import { waitBeforeAttempt } from '../../domain/dispatch-policy';
import { blockAfter, blocks } from '../../domain/send-block';
import { PushQueue, type QueueJobs } from '../../persistence/push-queue';

/** A worker that holds a message longer than this has died, in milliseconds: longer than a request may take. */
const CLAIM_MS = 60_000;

/** Recalls of this process at once: WeCom takes 10,000 a minute of a corp, and pushes go first. */
const AT_ONCE = 4;

/** Of these WeCom will say the same again; all else may pass, or be mended, while the message can be taken back. */
const LASTING: ReadonlySet<WecomFault> = new Set<WecomFault>(['content', 'ours', 'login', 'recipient']);

interface Refusal {
  code: string;
  text: string;
}

/** Takes messages back at WeCom, each by one worker at a time, and writes what WeCom said. */
@Injectable()
export class RecallCallsService {
  private readonly log = new Logger(RecallCallsService.name);
  private readonly slots = new Slots(AT_ONCE);
  /** Until when WeCom takes no recalls of an app: it counts them for themselves. Another process finds out by one call. */
  private readonly blocked = new Map<string, Date>();

  constructor(
    private readonly database: PushDatabase,
    private readonly recalls: RecallLedger,
    private readonly events: RunEvents,
    private readonly client: WecomAppClient,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes back what is not decided. Recalling again does no harm at WeCom, so that a crash between its answer and our writing is mended by asking once more.
   * @throws when the database does not answer; what is decided stays decided
   */
  async recall({ tenantId, runId, callIds }: QueueJobs['push-recall']): Promise<void> {
    const run = { tenantId, id: runId };
    const now = this.clock.now();
    const claimed = await this.recalls.claim(run, callIds, now, new Date(now.getTime() + CLAIM_MS));
    const mine = new Set(claimed.map(({ callId }) => callId));
    const results = await Promise.allSettled(claimed.map((recall) => this.slots.run(() => this.recallOne(recall))));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    // Somebody else has them: if he has died, they are taken over after his claim.
    const others = await this.recalls.open(run, callIds.filter((id) => !mine.has(id)));
    if (others.length > 0) await this.database.transaction((tx) => this.queue.enqueue('push-recall', [{ tenantId, runId, callIds: others }], tx, { waitMs: CLAIM_MS }));
  }

  private async recallOne(recall: RecallToMake): Promise<void> {
    if (this.clock.now() >= recall.overAt) return this.end(recall, 'refused', { code: 'RECALL_TOO_LATE', text: 'WeCom takes a message back within 24 hours only' });
    if ((this.blocked.get(recall.targetId) ?? 0) > this.clock.now()) return this.later(recall);
    try {
      await this.client.call(recall.targetId, messageRecall, { msgId: recall.wecomMessageId });
    } catch (error) {
      return this.afterFailure(recall, error);
    }
    return this.end(recall, 'recalled');
  }

  private async afterFailure(recall: RecallToMake, error: unknown): Promise<void> {
    if (error instanceof WecomError && LASTING.has(error.fault)) return this.end(recall, 'refused', refusalOf(error, recall.attempts));
    // What is not ours is a fault in this system: the queue tries again.
    if (!(error instanceof DomainError)) throw error;
    this.log.warn({ runId: recall.runId, callId: recall.callId, attempt: recall.attempts, err: error }, 'a recall is tried again');
    if (error instanceof WecomError && blocks(error.errcode)) this.blocked.set(recall.targetId, blockAfter(undefined, error.errcode, this.clock.now()).until);
    return this.later(recall);
  }

  private async later(recall: RecallToMake): Promise<void> {
    const waitMs = this.waitOf(recall);
    await this.database.transaction(async (tx) => {
      if (await this.recalls.putBack(recall, tx)) {
        await this.queue.enqueue('push-recall', [{ tenantId: recall.tenantId, runId: recall.runId, callIds: [recall.callId] }], tx, { waitMs });
      }
    });
  }

  /** As long as WeCom takes none of the app, else growing; what can be taken back no more ends in time. */
  private waitOf({ targetId, attempts, overAt }: RecallToMake): number {
    const now = this.clock.now().getTime();
    const blockedMs = (this.blocked.get(targetId)?.getTime() ?? now) - now;
    return Math.min(Math.max(0, overAt.getTime() - now) + 1000, Math.max(blockedMs, waitBeforeAttempt(attempts)));
  }

  private async end(recall: RecallToMake, state: 'recalled' | 'refused', refusal?: Refusal): Promise<void> {
    const { tenantId, runId, callId, requestId, wecomMessageId, people } = recall;
    const kind: RunEventKind = state === 'recalled' ? 'recalled' : 'recall_refused';
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (!(await this.recalls.end(recall, state, now, tx))) return;
      await this.events.append([{ tenantId, runId, id: newId(), kind, requestId, callId, wecomMessageId, people, code: refusal?.code, reason: refusal?.text }], now, tx);
    });
    this.log.log({ runId, callId, code: refusal?.code }, `a message was ${state}`);
  }
}

function refusalOf({ errcode, message }: WecomError, attempts: number): Refusal {
  const text = errcode === undefined ? message : `WeCom code ${errcode}: ${describeWecomError(errcode).meaning['en-US']}`;
  // Whether WeCom knows a message that it took back is not documented.
  return { code: String(errcode ?? 'REFUSED'), text: attempts > 1 ? `${text}. An earlier attempt had no answer: it may have been taken back by that` : text };
}
