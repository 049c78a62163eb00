import { settings } from '../app/settings';

/** Whether another page, one that the operator allows, may show the console in a frame; that page signs people in. */
export const embedded = window.parent !== window && settings.embedOrigins.length > 0;

/** What the page around hands over: the token of who is signed in there, and how its own pages look. */
export interface HandedOver {
  token: string;
  /** ISO 8601. */
  expiresAt: string;
  language?: string;
  appearance?: string;
}

const textOrNone = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';

function handedOver(data: unknown): HandedOver | undefined {
  if (typeof data !== 'object' || data === null || (data as { type?: unknown }).type !== 'push-console:token') return undefined;
  const { token, expiresAt, language, appearance } = data as Record<string, unknown>;
  const whole = typeof token === 'string' && typeof expiresAt === 'string' && Date.parse(expiresAt) > Date.now();
  return whole && textOrNone(language) && textOrNone(appearance) ? { token, expiresAt, language, appearance } : undefined;
}

/** Asks the page around for a token. The question holds no secret, so it may be heard by whatever page that is. */
export function askForToken(): void {
  window.parent.postMessage({ type: 'push-console:token-needed' }, '*');
}

/** Hears tokens of the page around: only from its own window, and only while its origin is one of the operator's. */
export function onToken(take: (given: HandedOver) => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || !settings.embedOrigins.includes(event.origin)) return;
    const given = handedOver(event.data);
    if (given) take(given);
  });
}
