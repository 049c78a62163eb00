import { Inject, Injectable, Logger } from '@nestjs/common';
import { AccessTokenUnavailableError, AuthorizationNotFoundError, AuthorizationNotUsableError, AuthorizationsService } from '#authorization';
import { HostUnavailableError, UserDirectory } from '#bi-host';
import { chunksOf, Clock, newId, PushDatabase } from '#kernel';
import { WecomError } from '#wecom';
import type { StopReason } from '../domain/binding-batch';
import { LookupBudget } from '../domain/lookup-limit';
import { naturalDay } from '../domain/natural-day';
import { BatchApplyRepository } from '../persistence/batch-apply.repository';
import { BatchRowRepository, type CheckedRow, type PendingRow } from '../persistence/batch-row.repository';
import { BindingBatchRepository, type Lease, type LeasedBatch } from '../persistence/binding-batch.repository';
import { BindingRepository } from '../persistence/binding.repository';
import { LookupDayRepository } from '../persistence/lookup-day.repository';
import { USER_BINDING_OPTIONS, type UserBindingOptions } from '../user-binding.options';
import { RowChecks, type LookupTally } from './row-checks.service';

const LEASE_SECONDS = 60;
/** The most that the host gives at once. */
const PAGE = 200;
/** Pages in a row before another batch gets its turn. */
const PAGES_A_TURN = 5;
const MAX_FAILURES = 6;
const RETRY_SECONDS = 60;

/** Somebody else has the batch by now, or stopped it. */
class LeaseLostError extends Error {}

/** How a page of rows went. */
type Step = 'more' | 'finished' | 'no_budget';

/**
 * Looks up what imports and matches ask for. The rows are the work list: what was asked is written before more is asked, so that
 * another process goes on where a killed one was, and repeats at most the look-ups that were under way.
 */
@Injectable()
export class BatchChecker {
  private readonly log = new Logger(BatchChecker.name);
  private readonly workerId = newId();

  constructor(
    private readonly database: PushDatabase,
    private readonly batches: BindingBatchRepository,
    private readonly rows: BatchRowRepository,
    private readonly applying: BatchApplyRepository,
    private readonly bindings: BindingRepository,
    private readonly days: LookupDayRepository,
    private readonly authorizations: AuthorizationsService,
    private readonly directory: UserDirectory,
    private readonly checks: RowChecks,
    private readonly clock: Clock,
    @Inject(USER_BINDING_OPTIONS) private readonly options: UserBindingOptions,
  ) {}

  /**
   * Works on one batch that is due, for a while.
   * @param signal ends the work after the look-ups under way
   * @returns false when there was none
   */
  async workOnce(signal: AbortSignal): Promise<boolean> {
    const batch = await this.batches.claim(this.lease());
    if (!batch) return false;
    try {
      await this.work(batch, signal);
    } catch (error) {
      if (error instanceof LeaseLostError) this.log.log({ batchId: batch.id }, 'a batch was stopped, or is worked on elsewhere');
      else await this.failed(batch, error);
    }
    return true;
  }

  private async work(batch: LeasedBatch, signal: AbortSignal): Promise<void> {
    const { corpId } = await this.authorizations.getApp(batch.tenantId, batch.authorizationId);
    const budget = await this.budgetOf(batch, corpId);
    for (let pages = 0; pages < PAGES_A_TURN && !signal.aborted; pages++) {
      const step = await this.step(batch, corpId, budget, signal);
      if (step === 'finished') return this.leave(batch, 'previewed');
      if (step === 'no_budget') return this.leave(batch, 'stopped', 'wrong_lookups');
    }
    await this.leave(batch, 'checking');
  }

  private async budgetOf(batch: LeasedBatch, corpId: string): Promise<LookupBudget> {
    const { tenantId, authorizationId } = batch;
    // WeCom does not say when its day begins: the two natural days of the last 24 hours count.
    const wrong = await this.days.wrongSince(tenantId, corpId, naturalDay(this.clock.now(), 1));
    const accountsSeen = await this.bindings.countAccounts({ tenantId, authorizationId }, batch.id);
    const { wrongLookupShare = 0.1, minimumWrongLookups = 10 } = this.options;
    return new LookupBudget(wrong, { accountCap: batch.accountCap ?? undefined, accountsSeen, wrongShare: wrongLookupShare, minimumTries: minimumWrongLookups });
  }

  private async step(batch: LeasedBatch, corpId: string, budget: LookupBudget, signal: AbortSignal): Promise<Step> {
    const ref = { tenantId: batch.tenantId, batchId: batch.id };
    const pending = await this.rows.pending(ref, PAGE);
    if (pending.length === 0 && batch.hostDone) return 'finished';
    if (pending.length === 0) {
      await this.takePage(batch);
      return 'more';
    }
    const ids = [...new Set(pending.map((row) => row.hostUserId))];
    const users = new Map((await this.directory.findUsers(batch.tenantId, ids)).map((user) => [user.id, user]));
    const bound = new Map((await this.bindings.findByHostUsers(batch, ids)).map((binding) => [binding.hostUserId, binding]));
    const check = (row: PendingRow, tally: LookupTally): Promise<CheckedRow | undefined> => {
      const user = users.get(row.hostUserId);
      return batch.source === 'csv'
        ? this.checks.checkPair(batch.authorizationId, row, user, bound.get(row.hostUserId), tally)
        : this.checks.match(batch.authorizationId, row, user, batch.by, budget, tally);
    };
    for (const group of chunksOf(pending, this.options.concurrentLookups ?? 10)) {
      if (signal.aborted) return 'more';
      if (batch.source === 'match' && batch.by.some((kind) => budget.isSpent(kind))) return 'no_budget';
      await this.checkGroup(batch, corpId, group, check);
    }
    return 'more';
  }

  /** Asks for all rows of the group at once, and writes what was answered before an error of one of them goes on. */
  private async checkGroup(batch: LeasedBatch, corpId: string, group: readonly PendingRow[], check: (row: PendingRow, tally: LookupTally) => Promise<CheckedRow | undefined>): Promise<void> {
    const tally: LookupTally = { lookups: 0, wrong: { email: 0, mobile: 0 } };
    const results = await Promise.allSettled(group.map((row) => check(row, tally)));
    const checked = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
    await this.database.transaction(async (tx) => {
      const wrongLookups = tally.wrong.email + tally.wrong.mobile;
      if (!(await this.batches.renew(batch, this.lease(), { lookups: tally.lookups, wrongLookups }, tx))) throw new LeaseLostError();
      await this.rows.save({ tenantId: batch.tenantId, batchId: batch.id }, checked, tx);
      await this.days.add(batch.tenantId, corpId, naturalDay(this.clock.now()), tally.wrong, tx);
    });
    if (checked.length > 0) batch.failures = 0;
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  /** The next page of the host's people becomes rows; those who are bound need no look-up. */
  private async takePage(batch: LeasedBatch): Promise<void> {
    const page = await this.directory.listUsers(batch.tenantId, batch.filter, { limit: PAGE, cursor: batch.hostCursor ?? undefined });
    const people = page.items.filter((user) => user.active);
    const bound = await this.bindings.findByHostUsers(batch, people.map((user) => user.id));
    const boundIds = new Set(bound.map((binding) => binding.hostUserId));
    await this.database.transaction(async (tx) => {
      if (!(await this.batches.renew(batch, this.lease(), { lookups: 0, wrongLookups: 0 }, tx))) throw new LeaseLostError();
      const users = people.map((user) => ({ hostUserId: user.id, hostUserName: user.name, bound: boundIds.has(user.id) }));
      await this.rows.append({ tenantId: batch.tenantId, batchId: batch.id }, users, tx);
      await this.batches.setHostPosition(batch, page.nextCursor, tx);
    });
    batch.hostCursor = page.nextCursor ?? null;
    batch.hostDone = page.nextCursor === undefined;
  }

  private async leave(batch: LeasedBatch, state: 'checking' | 'previewed' | 'stopped', stopReason?: StopReason): Promise<void> {
    await this.database.transaction(async (tx) => {
      const next = { state, stopReason, nextLookAt: this.clock.now(), failures: batch.failures };
      if (!(await this.batches.leave(batch, this.workerId, next, tx))) throw new LeaseLostError();
      if (state !== 'checking') await this.applying.compare({ tenantId: batch.tenantId, authorizationId: batch.authorizationId, batchId: batch.id }, tx);
    });
  }

  private async failed(batch: LeasedBatch, error: unknown): Promise<void> {
    const failures = batch.failures + 1;
    const reason = stopReasonOf(error);
    const details = { batchId: batch.id, authorizationId: batch.authorizationId, err: error };
    if (reason === 'failed') this.log.error(details, 'a batch of bindings failed');
    else this.log.warn(details, 'a batch of bindings is held up');
    if (reason === 'authorization' || failures >= MAX_FAILURES) {
      await this.leave(batch, 'stopped', reason).catch(ignoreLostLease);
      return;
    }
    const seconds = RETRY_SECONDS * 2 ** (failures - 1);
    const next = { state: 'checking' as const, nextLookAt: new Date(this.clock.now().getTime() + seconds * 1000), failures };
    await this.database.transaction((tx) => this.batches.leave(batch, this.workerId, next, tx));
  }

  private lease(): Lease {
    const now = this.clock.now();
    return { workerId: this.workerId, now, until: new Date(now.getTime() + LEASE_SECONDS * 1000) };
  }
}

function ignoreLostLease(error: unknown): void {
  if (!(error instanceof LeaseLostError)) throw error;
}

/** What stops a batch if it lasts; `authorization` does so at once, since only a person can mend it. */
function stopReasonOf(error: unknown): StopReason {
  if (error instanceof HostUnavailableError) return 'host_unavailable';
  if (error instanceof AccessTokenUnavailableError) return 'wecom_unavailable';
  if (error instanceof WecomError) return error.kind === 'unavailable' ? 'wecom_unavailable' : 'authorization';
  return error instanceof AuthorizationNotUsableError || error instanceof AuthorizationNotFoundError ? 'authorization' : 'failed';
}
