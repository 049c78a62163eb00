import { DomainError } from '#kernel';

export class PushTaskNotFoundError extends DomainError {
  readonly code = 'PUSH_TASK_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(taskId: string) {
    super('There is no such push task', { taskId });
  }
}

export class PushTaskChangedError extends DomainError {
  readonly code = 'PUSH_TASK_CHANGED';
  readonly kind = 'conflict';
  constructor(taskId: string, version: number) {
    super('Somebody changed this task since you read it: read it again and repeat your change', { taskId, version });
  }
}
