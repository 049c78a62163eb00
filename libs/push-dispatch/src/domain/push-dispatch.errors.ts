import { DomainError, type ErrorKind } from '#kernel';
import type { Reason } from '#records';

/** A run or call that cannot go on now but may later; the queue tries again. */
export class TryAgainError extends DomainError {
  readonly code = 'TRY_AGAIN';
  readonly kind: ErrorKind = 'unavailable';
  constructor(readonly reason: Reason, cause?: unknown) {
    super(reason.text, { reason: reason.code }, cause);
  }
}
