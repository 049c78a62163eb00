import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeCom pads to 32 bytes, twice the block of AES: its PKCS#7 padding is 1 to 32 bytes long. */
const PAD_BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** @throws RangeError when it is not 43 characters that make 32 bytes */
export function aesKeyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) throw new RangeError('EncodingAESKey must have 43 characters of [A-Za-z0-9]');
  return key;
}

/** msg_signature: SHA-1 over the four values in plain ASCII order (sheet, 3.1). */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].toSorted().join('')).digest('hex');
}

/** @param receiveId corpid of an app's callback, suiteid of a suite's @param random of tests: 16 bytes */
export function seal(encodingAesKey: string, message: string, receiveId: string, random: Buffer = randomBytes(RANDOM_BYTES)): string {
  const key = aesKeyOf(encodingAesKey);
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const blob = Buffer.concat([random, length, text, Buffer.from(receiveId, 'utf8')]);
  const pad = PAD_BLOCK - (blob.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([blob, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64');
}

/** @throws RangeError when it was not sealed with this key */
export function open(encodingAesKey: string, encrypted: string): { message: string; receiveId: string } {
  const key = aesKeyOf(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > PAD_BLOCK) throw new RangeError('wrong padding');
  const blob = padded.subarray(0, padded.length - pad);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  const length = blob.length >= start ? blob.readUInt32BE(RANDOM_BYTES) : Infinity;
  if (start + length > blob.length) throw new RangeError('wrong length');
  return { message: blob.toString('utf8', start, start + length), receiveId: blob.toString('utf8', start + length) };
}
