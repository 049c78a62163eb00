import { DomainError } from '#kernel';
import type { BatchState } from './binding-batch';

export class BatchNotFoundError extends DomainError {
  readonly code = 'BINDING_BATCH_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(batchId: string) {
    super('There is no such import or match', { batchId });
  }
}

/** The batch is not in the state that this needs. */
export class BatchStateError extends DomainError {
  readonly code = 'BINDING_BATCH_STATE';
  readonly kind = 'conflict';

  constructor(message: string, state: BatchState) {
    super(message, { state });
  }
}

export interface OutdatedRow {
  rowNumber: number;
  hostUserName: string;
}

/** Bindings have changed since the preview, so it shows what is no longer so: nothing was applied. */
export class BatchOutdatedError extends DomainError {
  readonly code = 'BINDING_BATCH_OUTDATED';
  readonly kind = 'conflict';

  /** @param rows some of them */
  constructor(rows: readonly OutdatedRow[]) {
    const names = rows.map(({ rowNumber, hostUserName }) => `${rowNumber} (${hostUserName})`).join(', ');
    super(`Bindings have changed since the preview${names && `, in row ${names}`}: nothing was applied. Refresh the preview and look at it again`, { rows });
  }
}

/** Only the import that was applied last can be undone: those before it built on each other. */
export class BatchNotLastError extends DomainError {
  readonly code = 'BINDING_BATCH_NOT_LAST';
  readonly kind = 'conflict';

  constructor(lastBatchId: string) {
    super('Another import was applied after this one: undo that one first', { lastBatchId });
  }
}

/** Many checks at once would share WeCom's limits. */
export class BatchUnderWayError extends DomainError {
  readonly code = 'BINDING_BATCH_UNDER_WAY';
  readonly kind = 'conflict';

  constructor(batchId: string) {
    super('A match of this authorization is under way: wait for it, or stop it first', { batchId });
  }
}
