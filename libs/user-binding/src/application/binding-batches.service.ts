import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { AuditTrail, type Paged } from '#bi-host';
import { Clock, decodeCursor, encodeCursor, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import { BatchNotFoundError, BatchNotLastError, BatchOutdatedError, BatchStateError, BatchUnderWayError } from '../domain/batch.errors';
import type { BatchRow, BatchState, BindingBatch, LookupKind, MatchFilter, RowOutcome } from '../domain/binding-batch';
import { BatchApplyRepository, type BatchScope } from '../persistence/batch-apply.repository';
import { BatchRowRepository } from '../persistence/batch-row.repository';
import { BindingBatchRepository, type LockedBatch } from '../persistence/binding-batch.repository';
import { batchChanged } from './binding-audit';
import type { Binder } from './bindings.service';
import { decodeCsv, parseBindingsCsv } from './csv-file';

export interface ImportRequest {
  authorizationId: string;
  fileName: string | undefined;
  /** 5 MB at most. */
  file: Buffer;
}

export interface MatchRequest {
  authorizationId: string;
  by: readonly LookupKind[];
  filter: MatchFilter;
  accountCap: number | undefined;
}

const MAX_HOST_USER_ID = 128;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Many bindings at once, from a file or found by WeCom: proposed, looked at, applied as a whole, and undone. */
@Injectable()
export class BindingBatchesService {
  constructor(
    private readonly database: PushDatabase,
    private readonly authorizations: AuthorizationsService,
    private readonly batches: BindingBatchRepository,
    private readonly rows: BatchRowRepository,
    private readonly applying: BatchApplyRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a file in; a process with workers then looks up its users and accounts. Nothing is bound.
   * @throws InvalidInputError (file). @throws AuthorizationNotFoundError
   */
  async startImport(doer: Binder, { authorizationId, fileName, file }: ImportRequest): Promise<BindingBatch> {
    await this.authorizations.getApp(doer.tenantId, authorizationId);
    const lines = await parseBindingsCsv(decodeCsv(file));
    const rows = lines.map(({ rowNumber, userId, wecomUserId }) => {
      // An exported file names the unbound too: who stays without an account stays as he is.
      const outcome = wecomUserId === '' ? ('unchanged' as const) : ('pending' as const);
      const line = { rowNumber, hostUserId: userId.slice(0, MAX_HOST_USER_ID), hostUserName: '', wecomUserId: wecomUserId || null, outcome, problem: null };
      if (outcome === 'unchanged' || (userId !== '' && userId.length <= MAX_HOST_USER_ID)) return line;
      return { ...line, outcome: 'error' as const, problem: userId === '' ? ('user_missing' as const) : ('user_unknown' as const) };
    });
    const id = newId();
    await this.database.transaction(async (tx) => {
      await this.batches.insert({ ...this.created(doer, id, authorizationId), source: 'csv', fileName: fileName ?? null, by: [], filter: {}, accountCap: null }, tx);
      await this.rows.insert({ tenantId: doer.tenantId, batchId: id }, rows, tx);
      await this.note(doer, id, 'start', tx);
    });
    return this.get(doer.tenantId, id);
  }

  /** Starts looking up the host's unbound people at WeCom. @throws BatchUnderWayError. @throws AuthorizationNotFoundError */
  async startMatch(doer: Binder, { authorizationId, by, filter, accountCap }: MatchRequest): Promise<BindingBatch> {
    await this.authorizations.getApp(doer.tenantId, authorizationId);
    const id = newId();
    await this.database.transaction(async (tx) => {
      const other = await this.batches.findMatchUnderWay(doer.tenantId, authorizationId, tx);
      if (other) throw new BatchUnderWayError(other);
      await this.batches.insert({ ...this.created(doer, id, authorizationId), source: 'match', fileName: null, by, filter, accountCap: accountCap ?? null }, tx);
      await this.note(doer, id, 'start', tx);
    });
    return this.get(doer.tenantId, id);
  }

  /** @throws BatchNotFoundError */
  async get(tenantId: string, id: string): Promise<BindingBatch> {
    const batch = await this.batches.find(tenantId, id);
    if (!batch) throw new BatchNotFoundError(id);
    return batch;
  }

  /** Newest first. @throws InvalidInputError (cursor). @throws AuthorizationNotFoundError */
  async list(tenantId: string, authorizationId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<BindingBatch>> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    if (before !== undefined && !UUID.test(before)) throw wrongCursor();
    const found = await this.batches.list(tenantId, authorizationId, before, limit + 1);
    return pageOf(found, limit, (batch) => batch.id);
  }

  /** In the order of the file, or in which the host names them. @throws BatchNotFoundError. @throws InvalidInputError (cursor) */
  async listRows(tenantId: string, id: string, { outcome, cursor, limit }: { outcome?: RowOutcome; cursor?: string; limit: number }): Promise<Paged<BatchRow>> {
    await this.get(tenantId, id);
    const [after = '0'] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    if (!/^\d{1,9}$/.test(after)) throw wrongCursor();
    const found = await this.rows.list({ tenantId, batchId: id }, outcome, Number(after), limit + 1);
    return pageOf(found, limit, (row) => String(row.rowNumber));
  }

  /**
   * Binds what the good rows say, all in one transaction.
   * @param rowNumbers only these; undefined means all good ones
   * @throws BatchOutdatedError when bindings changed since the preview. @throws BatchStateError. @throws BatchNotFoundError
   */
  async apply(doer: Binder, id: string, rowNumbers: readonly number[] | undefined): Promise<BindingBatch> {
    await this.change(doer, id, ['previewed', 'stopped'], 'Only a preview can be applied, once', async (scope, tx) => {
      const outdated = await this.applying.outdated(scope, rowNumbers, tx);
      if (outdated.length > 0) throw new BatchOutdatedError(outdated);
      const now = this.clock.now();
      const applied = await this.applying.apply(scope, rowNumbers, doer.userId, now, tx);
      if (applied === undefined) throw new BatchOutdatedError([]);
      if (applied === 0) throw InvalidInputError.field('rows', 'there is no good row among these: nothing to apply');
      await this.batches.markApplied(doer.tenantId, id, doer.userId, now, tx);
      await this.note(doer, id, 'apply', tx);
    });
    return this.get(doer.tenantId, id);
  }

  /**
   * Puts back what was before, wherever nobody changed the binding since.
   * @throws BatchNotLastError. @throws BatchStateError. @throws BatchNotFoundError
   */
  async undo(doer: Binder, id: string): Promise<BindingBatch> {
    await this.change(doer, id, ['applied'], 'Only what was applied can be undone, once', async (scope, tx, { appliedAt }) => {
      const last = await this.batches.findLastApplied(doer.tenantId, scope.authorizationId, tx);
      if (last !== id) throw new BatchNotLastError(last ?? '');
      const now = this.clock.now();
      await this.applying.undo(scope, appliedAt ?? now, now, tx);
      await this.batches.markUndone(doer.tenantId, id, doer.userId, now, tx);
      await this.note(doer, id, 'undo', tx);
    });
    return this.get(doer.tenantId, id);
  }

  /** Compares a preview with the bindings as they are now; asks neither WeCom nor the host. @throws BatchStateError. @throws BatchNotFoundError */
  async refresh(doer: Binder, id: string): Promise<BindingBatch> {
    await this.change(doer, id, ['previewed', 'stopped'], 'Only a preview can be refreshed', (scope, tx) => this.applying.compare(scope, tx));
    return this.get(doer.tenantId, id);
  }

  /** Ends the look-ups; what was found may be applied. @throws BatchStateError. @throws BatchNotFoundError */
  async stop(doer: Binder, id: string): Promise<BindingBatch> {
    await this.change(doer, id, ['checking'], 'It is not under way', async (scope, tx) => {
      await this.batches.stop(doer.tenantId, id, 'person', tx);
      await this.applying.compare(scope, tx);
      await this.note(doer, id, 'stop', tx);
    });
    return this.get(doer.tenantId, id);
  }

  /** Goes on with what was stopped, without repeating a look-up. @throws BatchStateError. @throws BatchUnderWayError. @throws BatchNotFoundError */
  async resume(doer: Binder, id: string): Promise<BindingBatch> {
    await this.change(doer, id, ['stopped'], 'Only what was stopped can go on', async (scope, tx, { source }) => {
      const other = source === 'match' ? await this.batches.findMatchUnderWay(doer.tenantId, scope.authorizationId, tx) : undefined;
      if (other) throw new BatchUnderWayError(other);
      await this.batches.resume(doer.tenantId, id, this.clock.now(), tx);
      await this.note(doer, id, 'resume', tx);
    });
    return this.get(doer.tenantId, id);
  }

  private async change(
    { tenantId }: Binder,
    id: string,
    from: readonly BatchState[],
    otherwise: string,
    work: (scope: BatchScope, tx: Tx, batch: LockedBatch) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const batch = await this.batches.lock(tenantId, id, tx);
      if (!batch) throw new BatchNotFoundError(id);
      if (!from.includes(batch.state)) throw new BatchStateError(`${otherwise}: it is ${batch.state}`, batch.state);
      await work({ tenantId, authorizationId: batch.authorizationId, batchId: id }, tx, batch);
    });
  }

  private async note({ tenantId, actor }: Binder, id: string, verb: 'start' | 'apply' | 'undo' | 'stop' | 'resume', tx: Tx): Promise<void> {
    const batch = await this.batches.find(tenantId, id, tx);
    if (batch) await this.audit.record(actor, batchChanged(tenantId, verb, batch), tx);
  }

  private created({ tenantId, userId }: Binder, id: string, authorizationId: string): { tenantId: string; id: string; authorizationId: string; createdBy: string; createdAt: Date } {
    return { tenantId, id, authorizationId, createdBy: userId, createdAt: this.clock.now() };
  }
}

const wrongCursor = (): InvalidInputError => InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');

function pageOf<T>(found: T[], limit: number, keyOf: (item: T) => string): Paged<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(found.length > limit && last !== undefined && { nextCursor: encodeCursor([keyOf(last)]) }) };
}
