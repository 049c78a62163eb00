import { DomainError } from '#kernel';

/** The host knows no such user. */
export class HostUserNotFoundError extends DomainError {
  readonly code = 'HOST_USER_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(hostUserId: string) {
    super('The BI platform knows no such user', { hostUserId });
  }
}

/** No such account in the corp, or outside what the app may see: WeCom gives one answer for both. */
export class WecomAccountNotFoundError extends DomainError {
  readonly code = 'WECOM_ACCOUNT_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(wecomUserId: string, cause?: unknown) {
    super('WeCom finds no such account for this app: give the full account, and see that the person is in the visible range of the app', { wecomUserId }, cause);
  }
}

/** Another host user has this WeCom account. */
export class AccountAlreadyBoundError extends DomainError {
  readonly code = 'ACCOUNT_ALREADY_BOUND';
  readonly kind = 'conflict';

  constructor(wecomUserId: string, holder: { hostUserId: string; hostUserName: string }) {
    super(`The WeCom account ${wecomUserId} is bound to ${holder.hostUserName} already: unbind it there first`, { wecomUserId, ...holder });
  }
}

/** The host user has no WeCom account in this authorization. */
export class BindingNotFoundError extends DomainError {
  readonly code = 'BINDING_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(hostUserId: string) {
    super('This user has no WeCom account here', { hostUserId });
  }
}
