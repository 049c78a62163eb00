import { randomInt } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits only: what WeCom takes for Tokens, keys and `state`. */
export const randomAlphanumeric = (length: number): string => Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');

/** What the administrator copies into the WeCom console. */
export interface CallbackKeys {
  /** At most 32 letters and digits. */
  token: string;
  /** 43 letters and digits. */
  encodingAesKey: string;
}

export const newCallbackKeys = (): CallbackKeys => ({ token: randomAlphanumeric(32), encodingAesKey: randomAlphanumeric(43) });

export const callbackTokenContext = (authorizationId: string): string => `push_wecom_callback.token:${authorizationId}`;
export const callbackKeyContext = (authorizationId: string): string => `push_wecom_callback.aes_key:${authorizationId}`;
