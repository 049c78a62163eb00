import { DomainError } from '#kernel';

/**
 * What is wrong with a callback.
 * - `signature`: not signed with our Token; or tampered with
 * - `ciphertext`, `padding`, `length`: signed, but not readable: in practice a wrong EncodingAESKey
 * - `receive_id`: meant for another corp or suite
 * - `xml`: not the document WeCom sends
 */
export type CallbackFlaw = 'signature' | 'ciphertext' | 'padding' | 'length' | 'receive_id' | 'xml';

const MEANINGS: Record<CallbackFlaw, string> = {
  signature: 'the signature does not match: check the Token of the callback settings',
  ciphertext: 'it cannot be decrypted: check the EncodingAESKey of the callback settings',
  padding: 'it decrypts to nonsense: check the EncodingAESKey of the callback settings',
  length: 'it decrypts to nonsense: check the EncodingAESKey of the callback settings',
  receive_id: 'it is meant for another corp or suite',
  xml: 'its body is not the XML that WeCom sends',
};

/** Answer with a status other than 200 and do nothing else. The message holds nothing of the callback itself. */
export class CallbackRejectedError extends DomainError {
  readonly code = 'CALLBACK_REJECTED';
  readonly kind = 'forbidden';

  constructor(
    readonly flaw: CallbackFlaw,
    cause?: unknown,
  ) {
    super(`The callback was refused: ${MEANINGS[flaw]}`, { flaw }, cause);
  }
}
