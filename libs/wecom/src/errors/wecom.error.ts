import { DomainError } from '#kernel';

/**
 * What a failed call means for the caller.
 * - `busy`: retry later with growing waits (also frequency limits)
 * - `token`: renew the token once and repeat once
 * - `recipient`: permanent for this person; never counts against the app
 * - `app`: permanent for this corp or app until somebody mends it: pause and raise an alarm
 * - `content`: the message or template is wrong; a retry sends the same mistake
 * - `ours`: our request is wrong (missing parameter, wrong form)
 * - `login`: an authorization or sign-in step must be started anew
 * - `unreachable`: the request certainly did not reach WeCom; safe to retry
 * - `unknown_outcome`: the request may have been carried out; only byte-identical repeats inside the duplicate window are safe
 */
export type WecomFault = 'busy' | 'token' | 'recipient' | 'app' | 'content' | 'ours' | 'login' | 'unreachable' | 'unknown_outcome';

export interface WecomErrorFacts {
  /** The call, such as `message/send`. */
  api: string;
  fault: WecomFault;
  /** WeCom's code, when WeCom gave one. */
  errcode?: number;
  /** WeCom's text with secrets removed; for logs, never for decisions. */
  errmsg?: string;
  /** The address WeCom saw us come from, when its text tells; belongs on the corp's trusted IP list. */
  seenIp?: string;
}

export class WecomError extends DomainError {
  readonly code = 'WECOM_CALL_FAILED';
  readonly kind: 'unavailable' | 'conflict';
  readonly api: string;
  readonly fault: WecomFault;
  readonly errcode: number | undefined;
  readonly seenIp: string | undefined;

  constructor(message: string, facts: WecomErrorFacts, cause?: unknown) {
    super(message, { ...facts }, cause);
    this.api = facts.api;
    this.fault = facts.fault;
    this.errcode = facts.errcode;
    this.seenIp = facts.seenIp;
    this.kind = facts.fault === 'busy' || facts.fault === 'unreachable' || facts.fault === 'unknown_outcome' ? 'unavailable' : 'conflict';
  }
}
