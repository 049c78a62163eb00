import { randomBytes } from 'node:crypto';

/** @returns unguessable text of `[A-Za-z0-9_-]`; tokens of the platform have up to 512 bytes */
export function randomText(length: number): string {
  return randomBytes(Math.ceil((length * 3) / 4)).toString('base64url').slice(0, length);
}

/** @returns unguessable text of letters and digits only, for secrets and states */
export function randomWord(length: number): string {
  let word = '';
  while (word.length < length) word += randomText(length).replace(/[-_]/g, '');
  return word.slice(0, length);
}
