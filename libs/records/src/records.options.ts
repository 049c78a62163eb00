export const RECORDS_OPTIONS = Symbol('RECORDS_OPTIONS');

/** How long a counted link leads to the page, in days, where nothing else is said. */
export const DEFAULT_LINK_DAYS = 30;

export interface RecordsOptions {
  /** Keys that counted links are signed under: `id:base64` of 32 bytes each, comma separated, the signing one first. */
  secretKeys: string;
  /** Address at which people reach `/push`; without it no opens can be counted. */
  publicUrl?: string;
  /** How long a counted link leads to the page, in days; default {@link DEFAULT_LINK_DAYS}. */
  linkDays?: number;
}
