import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { InvalidInputError } from '#kernel';
import { CallbackRejectedError } from './callback.errors';

/** Not AES's 16: that is why OpenSSL's own un-padding works for some messages and fails for others. */
const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;

/** The query of every callback, each value URL-decoded exactly once. */
export interface CallbackQuery {
  msgSignature: string;
  timestamp: string;
  nonce: string;
}

export interface OpenedCallback {
  /** The plain text: XML, or for the GET check the text to answer with as it is. */
  message: string;
  /** Which of the accepted ids it was meant for; worth logging, since WeCom's choice differs by the kind of callback. */
  receiveId: string;
}

/**
 * Signs, checks, encrypts and decrypts callbacks of one app or suite (path 90968). Own code because the official package
 * takes damaged padding and lengths for good; see docs/adr/0010-callback-crypto.md.
 */
export class CallbackCrypto {
  private readonly key: Buffer;

  /**
   * @param token of the callback settings
   * @param encodingAesKey 43 letters and digits; white space around it, as pasted, is ignored
   * @throws InvalidInputError for a key of another form
   */
  constructor(
    private readonly token: string,
    encodingAesKey: string,
  ) {
    const key = encodingAesKey.trim();
    if (!/^[A-Za-z0-9]{43}$/.test(key)) throw InvalidInputError.field('encodingAesKey', 'must be 43 letters and digits, as the WeCom console shows it');
    // Leniently: the last character may carry two spare bits, for which strict decoders refuse WeCom's keys.
    this.key = Buffer.from(`${key}=`, 'base64');
  }

  /** In lower-case hex, over the four values sorted as ASCII. */
  sign(timestamp: string, nonce: string, encrypt: string): string {
    return createHash('sha1').update([this.token, timestamp, nonce, encrypt].toSorted().join('')).digest('hex');
  }

  /**
   * Checks the signature in constant time, decrypts, and checks whom it is meant for.
   * @param encrypt the `Encrypt` of the body, or `echostr` of the GET check
   * @param receiveIds what may stand at the end of the text: corpid for an app, suiteid for suite instructions, the provider's own
   *   corpid for its GET checks, the empty text for an individual without a company
   * @throws CallbackRejectedError
   */
  open(query: CallbackQuery, encrypt: string, receiveIds: readonly string[]): OpenedCallback {
    const expected = Buffer.from(this.sign(query.timestamp, query.nonce, encrypt));
    const given = Buffer.from(query.msgSignature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CallbackRejectedError('signature');
    const opened = this.decrypt(encrypt);
    if (!receiveIds.includes(opened.receiveId)) throw new CallbackRejectedError('receive_id');
    return opened;
  }

  /**
   * The XML of an encrypted passive reply.
   * @param receiveId the one of the callback that is answered
   * @param timestamp in seconds
   */
  sealReply(message: string, receiveId: string, { timestamp, nonce }: { timestamp: number; nonce: string }): string {
    const encrypt = this.encrypt(message, receiveId);
    const signature = this.sign(String(timestamp), nonce, encrypt);
    return `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
  }

  /** @param random 16 bytes, given by tests only */
  encrypt(message: string, receiveId: string, random: Buffer = randomBytes(RANDOM_BYTES)): string {
    const text = Buffer.from(message, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    const plain = Buffer.concat([random, length, text, Buffer.from(receiveId, 'utf8')]);
    const padding = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()]).toString('base64');
  }

  private decrypt(encrypt: string): OpenedCallback {
    const plain = unpad(this.decipher(encrypt));
    if (plain.length < HEAD_BYTES) throw new CallbackRejectedError('length');
    const end = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
    if (end > plain.length) throw new CallbackRejectedError('length');
    return { message: plain.toString('utf8', HEAD_BYTES, end), receiveId: plain.toString('utf8', end) };
  }

  private decipher(encrypt: string): Buffer {
    try {
      const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
      return Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()]);
    } catch (error) {
      throw new CallbackRejectedError('ciphertext', error);
    }
  }
}

function unpad(padded: Buffer): Buffer {
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK_BYTES || padding > padded.length) throw new CallbackRejectedError('padding');
  const end = padded.length - padding;
  if (padded.subarray(end).some((byte) => byte !== padding)) throw new CallbackRejectedError('padding');
  return padded.subarray(0, end);
}
