import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#kernel';

/** Whose link it is: a run, and the number of the person's message in it. */
export interface LinkPlace {
  runId: string;
  /** 0 to {@link MAX_LINK_NUMBER}. */
  number: number;
}

const RUN_BYTES = 16;
const NUMBER_BYTES = 3;
const SIGNATURE_BYTES = 8;

/** Numbers above it do not fit into a code. */
export const MAX_LINK_NUMBER = 2 ** (8 * NUMBER_BYTES) - 1;

/** Letters of every code: 27 bytes as base64url. */
export const LINK_CODE_LENGTH = 36;
const CODE = new RegExp(`^[\\w-]{${LINK_CODE_LENGTH}}$`);

/**
 * Codes of counted links, signed: run, number and the first 8 bytes of an HMAC-SHA-256 over both. They tell nobody a person or a page, and
 * who has one cannot make another. The keys are derived from those that secrets are stored under and change with them: the first one
 * signs, all of them are believed.
 */
export class LinkCodes {
  private readonly keys: readonly Buffer[];

  constructor(keys: readonly SecretKey[]) {
    this.keys = keys.map(({ key }) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'wecom-push counted link', 32)));
  }

  /** @throws RangeError when the number does not fit */
  codeOf({ runId, number }: LinkPlace): string {
    if (!Number.isInteger(number) || number < 0 || number > MAX_LINK_NUMBER) throw new RangeError(`a run has at most ${MAX_LINK_NUMBER} counted links`);
    const place = Buffer.alloc(RUN_BYTES + NUMBER_BYTES);
    place.write(runId.replaceAll('-', ''), 'hex');
    place.writeUIntBE(number, RUN_BYTES, NUMBER_BYTES);
    return Buffer.concat([place, signatureOf(place, this.keys[0])]).toString('base64url');
  }

  /** @returns undefined for what none of our keys signed */
  placeOf(code: string): LinkPlace | undefined {
    if (!CODE.test(code)) return undefined;
    const bytes = Buffer.from(code, 'base64url');
    const place = bytes.subarray(0, RUN_BYTES + NUMBER_BYTES);
    const signature = bytes.subarray(RUN_BYTES + NUMBER_BYTES);
    if (!this.keys.some((key) => timingSafeEqual(signatureOf(place, key), signature))) return undefined;
    const hex = place.toString('hex', 0, RUN_BYTES);
    const runId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    return { runId, number: place.readUIntBE(RUN_BYTES, NUMBER_BYTES) };
  }
}

const signatureOf = (place: Buffer, key: Buffer): Buffer => createHmac('sha256', key).update(place).digest().subarray(0, SIGNATURE_BYTES);
