import type { Tx } from '#kernel';
import type { CallChannel, CallReply, CallToSend, Reason } from '#records';

/** Sends calls of one channel. Knows nothing of states: `SendCallService` keeps those. */
export abstract class CallSender {
  abstract readonly channel: CallChannel;

  /**
   * Looks whether the call can be made now, before it waits for its place among others.
   * @returns makes the request once, with the stored bytes; it throws the same
   * @throws WecomError as the transport gave it: its fault says what may be done next
   * @throws SendLaterError when a limit says to wait: the request was not made
   * @throws OutcomeUnknownError when it may have been made and must not be repeated
   * @throws DomainError of any other kind when the request was certainly not made
   */
  abstract open(call: CallToSend): Promise<() => Promise<CallReply>>;

  /** Called in the transaction that puts the call back to be made later. */
  abstract afterPutBack(call: CallToSend, why: Reason, tx: Tx): Promise<void>;

  /** Called after the call is settled, with the WeCom userids that were refused. Lost with the process. */
  abstract afterRefusal(call: CallToSend, wecomUserIds: readonly string[]): Promise<void>;
}

export const CALL_SENDERS = Symbol('CALL_SENDERS');
