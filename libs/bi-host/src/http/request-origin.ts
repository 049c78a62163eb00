import type { RequestOrigin } from '../domain/actor';

/** What Express and Fastify alike say of a request; `id` is the logger's, where there is one. */
export interface RequestWithOrigin {
  ip?: unknown;
  id?: unknown;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Longer ones are cut: both may be the caller's own words. */
const LONGEST = 128;

export function originOf({ ip, id, headers }: RequestWithOrigin): RequestOrigin {
  const given = typeof id === 'string' || typeof id === 'number' ? String(id) : headers['x-request-id'];
  return {
    ...(typeof ip === 'string' && { remoteAddress: ip.slice(0, LONGEST) }),
    ...(typeof given === 'string' && given !== '' && { requestId: given.slice(0, LONGEST) }),
  };
}
