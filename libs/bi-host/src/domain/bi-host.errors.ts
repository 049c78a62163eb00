import { DomainError } from '#kernel';

export class NotAuthenticatedError extends DomainError {
  readonly code = 'NOT_AUTHENTICATED';
  readonly kind = 'unauthenticated';
}

export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
  readonly kind = 'forbidden';
}

/** The tenant has no such API key. */
export class ApiKeyNotFoundError extends DomainError {
  readonly code = 'API_KEY_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(id: string) {
    super('There is no such API key', { id });
  }
}

/** Account and password are not those of a person of the host. */
export class WrongCredentialsError extends DomainError {
  readonly code = 'WRONG_CREDENTIALS';
  readonly kind = 'unauthenticated';
}

/** The host takes no more passwords for this account for a while. */
export class TooManyAttemptsError extends DomainError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly kind = 'rate_limited';
}

/** Tokens come from an identity provider: this service issues none. */
export class SignInElsewhereError extends DomainError {
  readonly code = 'SIGN_IN_ELSEWHERE';
  readonly kind = 'conflict';
}

/** The host did not answer, or not as the contract says; worth a retry. */
export class HostUnavailableError extends DomainError {
  readonly code = 'HOST_UNAVAILABLE';
  readonly kind = 'unavailable';
}

/** The host has no way to tell its people something. */
export class HostGivesNoChannelError extends DomainError {
  readonly code = 'HOST_GIVES_NO_CHANNEL';
  readonly kind = 'conflict';

  constructor() {
    super('The BI platform gives no channel to its people: let them bind themselves where they sign in, or bind them under Users');
  }
}

/** The project has no such rule, or the rule no such column. */
export class RuleNotFoundError extends DomainError {
  readonly code = 'RULE_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(details: Record<string, unknown>) {
    super('The BI host has no such rule in this project', details);
  }
}

/** Why a page cannot be shown now. */
export type PageProblem = 'not_found' | 'not_published' | 'sharing_off' | 'no_right';

/** The page exists not, is not published or shared, or the viewer may not see it: a retry does not help. */
export class PageNotAvailableError extends DomainError {
  readonly code = 'PAGE_NOT_AVAILABLE';
  readonly kind = 'conflict';

  constructor(
    readonly problem: PageProblem,
    message: string,
    details: Record<string, unknown> = {},
  ) {
    super(message, { ...details, problem });
  }
}
