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
