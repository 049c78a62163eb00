import { Injectable } from '@nestjs/common';
import { AuthorizationNotUsableError, AuthorizationsService } from '#authorization';
import { AuditTrail, type Caller } from '#bi-host';
import { Clock, DomainError, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import { pushRun, RecordsService, ReplaySource, RunEvents, RunLedger, type PlannedRun, type ReplayChoice, type Run } from '#records';
import { NobodyToReplayError, RecordUnderWayError, ReplayContentMissingError, ReplayUnderWayError } from '../../domain/record-action.errors';
import type { ReplayCounts, ReplayOutcome } from '../../domain/replay';
import { PushQueue } from '../../persistence/push-queue';
import { ReplayAudience, type Replay, type ReplayPage } from './replay-audience';
import { ReplayContent } from './replay-content';

/** People who are looked at together, and at most for a preview. */
const PEOPLE_AT_ONCE = 1000;
const PEOPLE_COUNTED = 20_000;

const COUNTED: Record<ReplayOutcome, keyof Omit<ReplayCounts, 'exact'>> = { will_get: 'willGet', ask_first: 'askFirst', not_yet: 'notYet' };

/** Whom of a record to send to once more. */
export interface ReplayRequest {
  /** Only these people, or robots; undefined: all whom it did not reach. */
  userIds?: string[];
  /** Also to whom nobody knows whether it came. */
  includeUnknown: boolean;
}

/** What a replay would come to, or why it cannot be. */
export interface ReplayPreview {
  counts?: ReplayCounts;
  refusal?: DomainError;
}

/** Sends the stored content of a record once more, to those of its people whom it did not reach. */
@Injectable()
export class ReplaysService {
  constructor(
    private readonly database: PushDatabase,
    private readonly records: RecordsService,
    private readonly runs: RunLedger,
    private readonly source: ReplaySource,
    private readonly content: ReplayContent,
    private readonly audience: ReplayAudience,
    private readonly authorizations: AuthorizationsService,
    private readonly events: RunEvents,
    private readonly queue: PushQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws PushRecordNotFoundError. @throws ForbiddenError. @throws HostUnavailableError */
  async preview(caller: Caller, recordId: string, request: ReplayRequest): Promise<ReplayPreview> {
    const replay = await this.replayOf(caller, recordId, request);
    try {
      const record = await this.mustBePossible(replay);
      const underWay = await this.source.underWay(record);
      const counts = await this.count({ ...replay, record });
      if (underWay) return { counts, refusal: new ReplayUnderWayError(underWay) };
      return { counts, refusal: counts.willGet > 0 ? undefined : new NobodyToReplayError(counts) };
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'conflict') return { refusal: error };
      throw error;
    }
  }

  /** Whom a replay would reach and whom not, by host user id. @throws as {@link start} but for NobodyToReplayError */
  async people(caller: Caller, recordId: string, request: ReplayRequest, after: string | undefined, limit: number): Promise<ReplayPage> {
    const replay = await this.replayOf(caller, recordId, request);
    return this.audience.page({ ...replay, record: await this.mustBePossible(replay) }, after, limit);
  }

  /**
   * @param requestId a second request with the same id is answered with the replay of the first
   * @returns id of the replay's record
   * @throws PushRecordNotFoundError. @throws ForbiddenError. @throws RecordUnderWayError. @throws ReplayUnderWayError. @throws ReplayContentMissingError
   * @throws NobodyToReplayError. @throws AuthorizationNotUsableError. @throws PageNotAvailableError. @throws HostUnavailableError
   */
  async start(caller: Caller, recordId: string, request: ReplayRequest, requestId?: string): Promise<string> {
    const replay = await this.replayOf(caller, recordId, request);
    const { record } = replay;
    const known = requestId && record && (await this.source.ofRequest(record, requestId));
    if (known) return known;
    const checked = { ...replay, record: await this.mustBePossible(replay) };
    const latest = await this.source.latest(checked.record);
    await this.mustReachSomebody(checked);
    return this.database.transaction(async (tx) => {
      // Under the record's lock: clicks at once come one after the other.
      await this.runs.lock([checked.record], tx);
      const same = requestId && (await this.source.ofRequest(checked.record, requestId, tx));
      if (same) return same;
      const newest = await this.source.latest(checked.record, tx);
      const inTheWay = (await this.source.underWay(checked.record, tx)) ?? (newest === latest ? undefined : newest);
      if (inTheWay) throw new ReplayUnderWayError(inTheWay);
      return this.write(caller, checked, requestId, tx);
    });
  }

  /** @returns its record is undefined when it is not kept any more, though the replay that was asked about is */
  private async replayOf(caller: Caller, recordId: string, { userIds, includeUnknown }: ReplayRequest): Promise<{ recordId: string; record?: Run; choice: ReplayChoice }> {
    const asked = await this.records.visible(caller, recordId);
    caller.mustBe('editor', asked.projectId);
    if (!pushRun.isFinal(asked.state)) throw new RecordUnderWayError(recordId);
    // A replay of a replay is one of the first record, for the people of the replay.
    const first = asked.replayOf ?? recordId;
    return { recordId: first, record: await this.runs.find(caller.tenantId, first), choice: { amongRecord: recordId, userIds: userIds ?? null, includeUnknown } };
  }

  private async mustBePossible({ recordId, record }: { recordId: string; record?: Run }): Promise<Run> {
    if (!record) throw new ReplayContentMissingError('the record is not kept any more');
    await this.content.mustBeThere(record.tenantId, recordId, record);
    const { channel } = record.spec;
    if (channel.kind === 'app') {
      const authorization = await this.authorizations.get(record.tenantId, channel.authorizationId);
      if (authorization.state !== 'active') throw new AuthorizationNotUsableError(authorization);
    }
    return record;
  }

  private async mustReachSomebody(replay: Replay): Promise<void> {
    const counts = await this.count(replay, true);
    if (counts.willGet === 0) throw new NobodyToReplayError(counts);
  }

  /** @param enough to know of one who would get it */
  private async count(replay: Replay, enough = false): Promise<ReplayCounts> {
    const counts: ReplayCounts = { willGet: 0, askFirst: 0, notYet: 0, exact: true };
    let looked = 0;
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      if (!enough && looked >= PEOPLE_COUNTED) return { ...counts, exact: false };
      const page = await this.audience.page(replay, after, PEOPLE_AT_ONCE);
      for (const { outcome } of page.people) counts[COUNTED[outcome]] += 1;
      looked += PEOPLE_AT_ONCE;
      after = page.next;
      if (enough && counts.willGet > 0) break;
    }
    return counts;
  }

  private async write(caller: Caller, { record, choice }: Replay, requestId: string | undefined, tx: Tx): Promise<string> {
    const now = this.clock.now();
    const { tenantId, projectId, taskId, spec } = record;
    // As long as the record itself was worth sending. A test stays a test: nothing counts it.
    const deadlineAt = new Date(now.getTime() + record.deadlineAt.getTime() - record.plannedAt.getTime());
    const trigger = record.trigger === 'test' ? 'test' : 'replay';
    const run: PlannedRun = { id: newId(), tenantId, projectId, taskId, trigger, state: 'planned', plannedAt: now, deadlineAt, actorUserId: caller.userId, requestId, replayOf: record.id, spec: { ...spec, replay: choice } };
    if (!(await this.runs.insert([run], now, tx)).has(run.id)) throw InvalidInputError.field('requestId', 'another push of the task was started with it');
    await this.queue.enqueue('push-prepare', [{ tenantId, runId: run.id }], tx, { urgent: trigger === 'test' });
    const { includeUnknown, userIds } = choice;
    const details = { recordId: run.id, includeUnknown, chosen: userIds?.length ?? null };
    await this.events.append([{ tenantId, runId: record.id, id: newId(), kind: 'replay_asked', actorUserId: caller.userId, details }], now, tx);
    await this.audit.record(caller.actor, { tenantId, action: 'push_record.replay', subject: { type: 'push_record', id: record.id, name: spec.title }, after: details }, tx);
    return run.id;
  }
}
