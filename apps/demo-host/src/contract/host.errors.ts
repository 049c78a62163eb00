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

export class WrongCredentialsError extends DomainError {
  readonly code = 'WRONG_CREDENTIALS';
  readonly kind = 'unauthenticated';
}

export class TooManyAttemptsError extends DomainError {
  readonly code = 'TOO_MANY_ATTEMPTS';
  readonly kind = 'rate_limited';
}

export class RuleNotFoundError extends DomainError {
  readonly code = 'RULE_NOT_FOUND';
  readonly kind = 'not_found';
}

/** For the people of this BI: whoever pushes the page reads them. */
const MESSAGES: Record<PageProblem, string> = {
  not_found: '页面不存在，或已被删除',
  not_published: '页面尚未发布，请先发布',
  sharing_off: '页面没有开放分享，请由负责人开启',
  no_right: '此人没有查看该页面的权限',
};

export class PageNotAvailableError extends DomainError {
  readonly code = 'PAGE_NOT_AVAILABLE';
  readonly kind: ErrorKind;

  constructor(readonly problem: PageProblem) {
    super(MESSAGES[problem], { problem });
    this.kind = problem === 'not_found' ? 'not_found' : 'conflict';
  }
}
