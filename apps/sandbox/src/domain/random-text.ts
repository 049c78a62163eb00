import { randomFillSync } from 'node:crypto';

/** Random bytes are asked for in large pieces: every message and hint wants some. */
const pool = Buffer.alloc(16 * 1024);
let used = pool.length;

function randomBytesOf(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}

/** @param length at most 1024. @returns unguessable text of `[A-Za-z0-9_-]`; tokens of the platform have up to 512 bytes */
export function randomText(length: number): string {
  return randomBytesOf(Math.ceil((length * 3) / 4)).toString('base64url').slice(0, length);
}

/** @returns unguessable text of letters and digits only, for secrets and states */
export function randomWord(length: number): string {
  let word = '';
  while (word.length < length) word += randomText(length).replace(/[-_]/g, '');
  return word.slice(0, length);
}
