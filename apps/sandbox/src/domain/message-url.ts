import { bytesOf } from './byte-text';
import { WecomError } from './wecom-error';

const URL_BYTES = 2048;

/** @throws WecomError 45034 without http(s)://, 40039 longer than 2048 bytes */
export function checkUrl(url: string, field: string): string {
  if (!/^https?:\/\//i.test(url)) throw new WecomError(45034, field);
  if (bytesOf(url) > URL_BYTES) throw new WecomError(40039, field);
  return url;
}
