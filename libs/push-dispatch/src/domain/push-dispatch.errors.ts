import { DomainError, type ErrorKind } from '#kernel';
import type { AccessTrouble } from '#push-task';
import type { Reason } from '#records';

/** A call that certainly was not made, and is better made from `at` on: it waits in the queue. */
export class SendLaterError extends DomainError {
  readonly code = 'SEND_LATER';
  readonly kind: ErrorKind = 'unavailable';
  constructor(readonly reason: Reason, readonly at: Date) {
    super(reason.text, { reason: reason.code, at: at.toISOString() });
  }
}

/** A run or call that cannot go on now but may later; the queue tries again. */
export class TryAgainError extends DomainError {
  readonly code = 'TRY_AGAIN';
  readonly kind: ErrorKind = 'unavailable';
  constructor(readonly reason: Reason, cause?: unknown) {
    super(reason.text, { reason: reason.code }, cause);
  }
}

/** WeCom will never take a picture or file that a message needs: it says why. */
export class MediaRefusedError extends DomainError {
  readonly code = 'MEDIA_REFUSED';
  readonly kind: ErrorKind = 'conflict';
  constructor(reason: Reason, cause?: unknown) {
    super(reason.text, {}, cause);
  }
}

/** A test has no way to the owner of the task. */
export class TestNotPossibleError extends DomainError {
  readonly code = 'TEST_NOT_POSSIBLE';
  readonly kind = 'conflict';
  constructor(why: string) {
    super(`A test of this task is not possible: ${why}`);
  }
}

/** The page cannot be shown as it should; the task's rules say what becomes of the run. */
export class PageTroubleError extends DomainError {
  readonly code = 'PAGE_TROUBLE';
  readonly kind: ErrorKind = 'unavailable';
  constructor(readonly trouble: AccessTrouble) {
    super('The page cannot be shown as it should', { trouble });
  }
}

/** A filter of the task is not one of the page any more: an editor must choose anew. */
export class FilterNotOfferedError extends DomainError {
  readonly code = 'FILTER_NOT_OFFERED';
  readonly kind: ErrorKind = 'invalid';
}

export class RuleTooLargeError extends DomainError {
  readonly code = 'RULE_TOO_LARGE';
  readonly kind: ErrorKind = 'invalid';
  constructor(ruleId: string, most: number) {
    super(`The rule ${ruleId} of the BI host names more than ${most} people`, { ruleId, most });
  }
}

/** Whether a call was made cannot be found out, and the channel has no duplicate check: it is never repeated. */
export class OutcomeUnknownError extends DomainError {
  readonly code = 'OUTCOME_UNKNOWN';
  readonly kind: ErrorKind = 'unavailable';
}
