import { DomainError } from '#kernel';

const REMEDIES = {
  no_public_url: 'the operator has set no address at which this system is reached from outside',
  third_party: 'people of a third-party app are bound by an administrator',
} as const;

/** A link that the host passed on was used, is over, or the person is bound by now. */
export class AskOverError extends DomainError {
  readonly code = 'BIND_ASK_OVER';
  readonly kind = 'conflict';

  constructor() {
    super('The link is over, or the person is bound already');
  }
}

/** People cannot bind themselves here. */
export class SelfBindingUnavailableError extends DomainError {
  readonly code = 'SELF_BINDING_UNAVAILABLE';
  readonly kind = 'conflict';

  constructor(reason: keyof typeof REMEDIES) {
    super(`You cannot bind yourself here: ${REMEDIES[reason]}`, { reason });
  }
}
