import { DomainError } from '#kernel';

export class PushRecordNotFoundError extends DomainError {
  readonly code = 'PUSH_RECORD_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(recordId: string) {
    super('There is no such push record', { recordId });
  }
}

/** A run of the same task that was asked for by hand has not ended yet. */
export class RunUnderWayError extends DomainError {
  readonly code = 'RUN_UNDER_WAY';
  readonly kind = 'conflict';
  constructor(taskId: string) {
    super('A run of this task that was started by hand is still under way: wait for its end', { taskId });
  }
}
