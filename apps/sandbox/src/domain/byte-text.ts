/** @returns length in bytes of UTF-8, the unit of nearly every limit of WeCom */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** @returns the longest beginning of `text` with at most `limit` bytes of UTF-8, never cut inside a code point */
export function cutBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit || bytesOf(text) <= limit) return text;
  const bytes = Buffer.from(text, 'utf8');
  let end = limit;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** @returns the first `limit` characters, counted as code points */
export function cutCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return Array.from(text).slice(0, limit).join('');
}
