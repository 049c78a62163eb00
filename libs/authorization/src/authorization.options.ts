import type { Language } from '#kernel';
import type { SecretTryLimits } from './domain/secret-tries';
import type { ProviderSettings } from './domain/suite';

export const AUTHORIZATION_OPTIONS = Symbol('AUTHORIZATION_OPTIONS');

export interface AuthorizationOptions {
  /** Keys that secrets and tokens are stored under: `id:base64` of 32 bytes each, comma separated, the sealing one first. */
  secretKeys: string;
  /** Address at which WeCom and browsers reach this system from outside, such as `https://push.example.com`. */
  publicUrl?: string;
  /** Set where this system serves other corps as a provider: then corps may authorize its apps by a link. */
  provider?: ProviderSettings;
  /** Language of alarms for administrators; default `zh-CN`. */
  alarmLanguage?: Language;
  /** Refused secrets within 10 minutes after which none is tried any more. Default 5 by a tenant, 60 from an address. */
  secretTries?: Partial<SecretTryLimits>;
}
