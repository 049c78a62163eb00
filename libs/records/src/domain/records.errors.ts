import { DomainError } from '#kernel';

export class PushRecordNotFoundError extends DomainError {
  readonly code = 'PUSH_RECORD_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(recordId: string) {
    super('There is no such push record', { recordId });
  }
}

/** A run of the same task, by schedule or by hand, has not ended yet. */
export class RunUnderWayError extends DomainError {
  readonly code = 'RUN_UNDER_WAY';
  readonly kind = 'conflict';
  /** @param recordId the run that is under way */
  constructor(taskId: string, recordId: string) {
    super('A run of this task is still under way: wait for its end, which its record shows', { taskId, recordId });
  }
}

/** The caller has as many long answers open in this process as one may have. */
export class TooManyAtOnceError extends DomainError {
  readonly code = 'TOO_MANY_AT_ONCE';
  readonly kind = 'rate_limited';
  /** @param what `exports` or `streams` */
  constructor(what: string, most: number) {
    super(`You have ${most} ${what} open already: wait for the end of one`, { what, most });
  }
}
