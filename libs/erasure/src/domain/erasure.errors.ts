import { DomainError } from '#kernel';

export class ErasureNotFoundError extends DomainError {
  readonly code = 'ERASURE_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(erasureId: string) {
    super('There is no such erasure', { erasureId });
  }
}
