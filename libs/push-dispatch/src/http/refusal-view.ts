import type { DomainError, ErrorResponseDto } from '#kernel';

/** A refusal as the request itself would be answered. */
export const refusalView = (refusal: DomainError | undefined): ErrorResponseDto | null =>
  refusal === undefined ? null : { code: refusal.code, message: refusal.message, details: { ...refusal.details } };
