import { Injectable } from '@nestjs/common';
import { AuditTrail, type Caller } from '#bi-host';
import { chunksOf, Clock, DomainError, newId, PushDatabase, type Tx } from '#kernel';
import { planRecall, pushRun, RecallLedger, RecordsService, RunEvents, RunLedger, type RecallPlan, type Run } from '#records';
import { NothingToRecallError, RecallReachesOthersError, RecallTooLateError, RecordUnderWayError, RobotsCannotRecallError } from '../../domain/record-action.errors';
import { PushQueue } from '../../persistence/push-queue';

/** Messages that a lost worker holds, at most. */
const CALLS_PER_JOB = 25;

export interface RecallRequest {
  /** Only messages of these people; undefined: of all. */
  userIds?: string[];
  /** Why, for the record. */
  reason: string;
  /** Whether others may lose the message with them. */
  includeOthers: boolean;
}

/** What a recall would come to, or why it cannot be. */
export interface RecallPreview {
  plan: RecallPlan;
  refusal?: DomainError;
}

export interface AskedRecall {
  /** The event that asks for it. */
  requestId: string;
  messages: number;
  people: number;
  others: number;
}

/** Takes messages of an ended record back: asked for here, done by workers. */
@Injectable()
export class RecallsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly records: RecordsService,
    private readonly runs: RunLedger,
    private readonly recalls: RecallLedger,
    private readonly events: RunEvents,
    private readonly queue: PushQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws PushRecordNotFoundError. @throws ForbiddenError. @throws RecordUnderWayError. @throws RobotsCannotRecallError */
  async preview(caller: Caller, recordId: string, userIds: string[] | undefined): Promise<RecallPreview> {
    const record = await this.recallable(caller, recordId);
    const plan = planRecall(await this.recalls.sentCalls(record, userIds), this.clock.now());
    return { plan, refusal: refusalOf(recordId, plan, false) };
  }

  /**
   * @throws PushRecordNotFoundError. @throws ForbiddenError. @throws RecordUnderWayError. @throws RobotsCannotRecallError
   * @throws RecallTooLateError. @throws NothingToRecallError. @throws RecallReachesOthersError unless others may lose it too
   */
  async ask(caller: Caller, recordId: string, { userIds, reason, includeOthers }: RecallRequest): Promise<AskedRecall> {
    const record = await this.recallable(caller, recordId);
    return this.database.transaction(async (tx) => {
      // Under the record's lock: of two who ask at once the second finds that it is asked for.
      await this.runs.lock([record], tx);
      const plan = planRecall(await this.recalls.sentCalls(record, userIds, tx), this.clock.now());
      const refusal = refusalOf(recordId, plan, includeOthers);
      if (refusal) throw refusal;
      return this.write(caller, record, plan, reason, userIds?.length, tx);
    });
  }

  private async recallable(caller: Caller, recordId: string): Promise<Run> {
    const seen = await this.records.visible(caller, recordId);
    caller.mustBe('editor', seen.projectId);
    if (!pushRun.isFinal(seen.state)) throw new RecordUnderWayError(recordId);
    const record = await this.runs.find(caller.tenantId, recordId);
    if (record?.spec.channel.kind !== 'app') throw new RobotsCannotRecallError(recordId);
    return record;
  }

  private async write(caller: Caller, record: Run, { calls, people, others }: RecallPlan, reason: string, chosen: number | undefined, tx: Tx): Promise<AskedRecall> {
    const { tenantId, id: runId } = record;
    const requestId = newId();
    const details = { messages: calls.length, others, chosen: chosen ?? null };
    await this.recalls.ask(record, requestId, calls, tx);
    await this.events.append([{ tenantId, runId, id: requestId, kind: 'recall_asked', actorUserId: caller.userId, people, reason, details }], this.clock.now(), tx);
    const jobs = chunksOf(calls.map(({ callId }) => callId), CALLS_PER_JOB).map((callIds) => ({ tenantId, runId, callIds }));
    await this.queue.enqueue('push-recall', jobs, tx);
    await this.audit.record(caller.actor, { tenantId, action: 'push_record.recall', subject: { type: 'push_record', id: runId, name: record.spec.title }, after: { ...details, people, reason } }, tx);
    return { requestId, messages: calls.length, people, others };
  }
}

function refusalOf(recordId: string, { calls, people, others, staying }: RecallPlan, includeOthers: boolean): DomainError | undefined {
  if (calls.length === 0) return staying.tooLate > 0 ? new RecallTooLateError(recordId) : new NothingToRecallError(recordId, staying);
  return others > 0 && !includeOthers ? new RecallReachesOthersError(recordId, { people, others }) : undefined;
}
