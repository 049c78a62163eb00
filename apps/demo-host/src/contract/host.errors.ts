import { DomainError, type ErrorKind } from '#kernel';
import type { PageProblem } from './contract.types';

export class BadSignatureError extends DomainError {
  readonly code = 'BAD_SIGNATURE';
  readonly kind = 'unauthenticated';
}

export class TenantNotFoundError extends DomainError {
  readonly code = 'TENANT_NOT_FOUND';
  readonly kind = 'not_found';
}

export class ProjectNotFoundError extends DomainError {
  readonly code = 'PROJECT_NOT_FOUND';
  readonly kind = 'not_found';
}

export class WrongCredentialsError extends DomainError {
  readonly code = 'WRONG_CREDENTIALS';
  readonly kind = 'unauthenticated';
}

export class TooManyAttemptsError extends DomainError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly kind = 'rate_limited';
}

const MESSAGES: Record<PageProblem, string> = {
  not_found: 'This page does not exist, or no longer',
  not_published: 'This page is a draft: publish it first',
  sharing_off: 'Sharing of this page is switched off: its owner can switch it on',
  no_right: 'This person may not see this page',
};

export class PageNotAvailableError extends DomainError {
  readonly code = 'PAGE_NOT_AVAILABLE';
  readonly kind: ErrorKind;

  constructor(readonly problem: PageProblem) {
    super(MESSAGES[problem], { problem });
    this.kind = problem === 'not_found' ? 'not_found' : 'conflict';
  }
}
