/** One upload: a corp's app, how it is used, and what is in it. */
export interface MediaKey {
  tenantId: string;
  authorizationId: string;
  use: 'media_id' | 'image_url';
  /** SHA-256 in hex of content and file name. */
  contentHash: string;
}

const HOUR_MS = 3_600_000;

/**
 * How long an upload is used again. A media id lives three days at WeCom; a run sends for hours after it was prepared, so that half
 * a day is left. Addresses of pictures do not end, but rows should.
 */
export const MEDIA_REUSE_MS: Readonly<Record<MediaKey['use'], number>> = { media_id: 60 * HOUR_MS, image_url: 30 * 24 * HOUR_MS };

/**
 * How long a file is kept at least, in milliseconds: so long its record shows it and can be replayed, though WeCom forgot the media id after three days.
 * A month, at the end of which people ask what it was that they were shown.
 */
export const FILE_KEPT_MS = 31 * 24 * HOUR_MS;

/** After it an upload without an end was left by a process that died. Longer than any upload may take. */
export const UPLOAD_CLAIM_MS = 180_000;

/** Puts what WeCom gave into the place of each placeholder, which is the whole value of a field. */
export function filled<T>(content: T, values: ReadonlyMap<string, string>): T {
  if (typeof content === 'string') return (values.get(content) ?? content) as T;
  if (Array.isArray(content)) return content.map((item: unknown) => filled(item, values)) as T;
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, filled<unknown>(value, values)])) as T;
}
