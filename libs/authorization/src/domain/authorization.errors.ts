import { DomainError } from '#kernel';
import type { WecomError } from '#wecom';
import type { AuthorizationState, AuthorizationTrouble } from './authorization';
import { remedyOf } from './remedy';
import { troubleOf } from './trouble';

/** No such authorization in the tenant of the caller. */
export class AuthorizationNotFoundError extends DomainError {
  readonly code = 'AUTHORIZATION_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(authorizationId: string) {
    super('There is no such authorization', { authorizationId });
  }
}

/** WeCom refuses what was typed, or refuses us; `details.remedy` says what mends it, in both languages. Nothing was stored. */
export class AuthorizationRefusedError extends DomainError {
  readonly code = 'AUTHORIZATION_REFUSED';
  readonly kind = 'conflict';

  constructor(reason: AuthorizationTrouble, refusal?: WecomError) {
    const remedy = remedyOf(reason, refusal?.errcode ?? null);
    super(
      `WeCom refuses the app: ${remedy?.meaning['en-US'] ?? refusal?.message ?? reason}`,
      { reason, errcode: refusal?.errcode ?? null, seenIp: refusal?.seenIp ?? null, remedy: remedy?.remedy ?? null },
      refusal,
    );
  }

  static by(refusal: WecomError): AuthorizationRefusedError {
    return new AuthorizationRefusedError(troubleOf(refusal), refusal);
  }
}

/** The tenant has authorized this app of this corp already. */
export class AuthorizationExistsError extends DomainError {
  readonly code = 'AUTHORIZATION_EXISTS';
  readonly kind = 'conflict';

  constructor(authorizationId: string) {
    super('This app of this corp is authorized already: replace its secret, or revoke it first', { authorizationId });
  }
}

/** Another tenant pushes through this app of this corp. Only who holds the app's secret learns so, and nothing more. */
export class CorpClaimedError extends DomainError {
  readonly code = 'CORP_CLAIMED';
  readonly kind = 'conflict';

  constructor() {
    super('This app of this corp is in use elsewhere in this system: use another app of the corp, or ask the operator of this system');
  }
}

/** Nothing can be called through the authorization now; `details.reason` says why it is broken. */
export class AuthorizationNotUsableError extends DomainError {
  readonly code = 'AUTHORIZATION_NOT_USABLE';
  readonly kind = 'conflict';
  readonly state: AuthorizationState;
  readonly reason: AuthorizationTrouble | null;
  readonly errcode: number | null;

  constructor(app: { id: string; state: AuthorizationState; stateReason: AuthorizationTrouble | null; stateErrcode: number | null }) {
    const { id, state, stateReason, stateErrcode } = app;
    super(
      state === 'broken' ? 'WeCom refuses this authorization: mend what the reason names, then check it' : `This authorization is ${state}: authorize the corp first`,
      { authorizationId: id, state, reason: stateReason, errcode: stateErrcode },
    );
    this.state = state;
    this.reason = stateReason;
    this.errcode = stateErrcode;
  }
}

/** WeCom gives no access token at the moment, so the call was not made; worth a retry. */
export class AccessTokenUnavailableError extends DomainError {
  readonly code = 'ACCESS_TOKEN_UNAVAILABLE';
  readonly kind = 'unavailable';

  /** @param cause why WeCom gave none; absent when it was asked a moment ago */
  constructor(authorizationId: string, cause?: WecomError) {
    super('WeCom gives no access token now; try again in a minute', { authorizationId, errcode: cause?.errcode ?? null }, cause);
  }
}

/** Too many wrong secrets were typed; WeCom was not asked. `details.retryAt` says when it will be again. */
export class TooManySecretTriesError extends DomainError {
  readonly code = 'TOO_MANY_SECRET_TRIES';
  readonly kind = 'rate_limited';

  constructor(retryAt: Date) {
    super(`WeCom refused several secrets within 10 minutes, and more of them would close WeCom for everybody here: compare CorpID and Secret, and try again after ${retryAt.toISOString()}`, {
      retryAt: retryAt.toISOString(),
    });
  }
}

/** No such callback address, or its app is revoked. */
export class CallbackChannelNotFoundError extends DomainError {
  readonly code = 'CALLBACK_CHANNEL_NOT_FOUND';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such callback address: copy it anew from the authorization');
  }
}

/** The operator of this system has configured no such suite, or not all that it needs. */
export class SuiteNotConfiguredError extends DomainError {
  readonly code = 'SUITE_NOT_CONFIGURED';
  readonly kind = 'conflict';

  constructor() {
    super('This system has no app of this mode: its operator must configure the provider, the suite and, for third-party apps, the public address');
  }
}

/** WeCom pushes a ticket every 10 minutes and none has come: nothing can be asked as the suite; worth a retry. */
export class SuiteTicketMissingError extends DomainError {
  readonly code = 'SUITE_TICKET_MISSING';
  readonly kind = 'unavailable';

  constructor(suiteId: string) {
    super('WeCom has pushed no suite_ticket yet: check the instruction callback of the suite in the provider console, or wait 10 minutes', { suiteId });
  }
}

/** The authorization has no link: it is of a corp's own app, or not the tenant's. */
export class LinkNotFoundError extends DomainError {
  readonly code = 'LINK_NOT_FOUND';
  readonly kind = 'not_found';

  constructor() {
    super('There is no link for this authorization');
  }
}
