import type { Language } from '#kernel';

export const ROBOTS_OPTIONS = Symbol('ROBOTS_OPTIONS');

export interface RobotsOptions {
  /** Keys that addresses are stored under: `id:base64` of 32 bytes each, comma separated, the sealing one first. */
  secretKeys: string;
  /** Where WeCom is reached, if not at its own address: robots there are taken too. */
  wecomBaseUrl?: string;
  /** Language of alarms for administrators; default `zh-CN`. */
  alarmLanguage?: Language;
}
