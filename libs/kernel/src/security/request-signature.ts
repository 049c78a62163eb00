import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed of a request: nothing that a proxy may change, all that decides what it does. */
export interface SignedRequest {
  method: string;
  /** Path with query, as sent, such as `/bi/v1/users?limit=20`. */
  pathWithQuery: string;
  tenantId: string;
  /** Body as sent; empty for a request without one. */
  body: string | Buffer;
}

/** How far the signer's clock may be from ours, both ways. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** Headers of the HTTP host contract, lower case as Node gives them. */
export const SIGNATURE_HEADERS = { timestamp: 'x-push-timestamp', signature: 'x-push-signature', tenant: 'x-push-tenant' } as const;

function digest(secret: string, timestampSeconds: string, request: SignedRequest): string {
  const body = createHash('sha256').update(request.body).digest('hex');
  const text = ['v1', timestampSeconds, request.method.toUpperCase(), request.pathWithQuery, request.tenantId, body].join('\n');
  return `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

/** @returns the headers that prove that the request comes from a holder of `secret`, made at `now` */
export function signRequest(secret: string, request: SignedRequest, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    [SIGNATURE_HEADERS.timestamp]: timestamp,
    [SIGNATURE_HEADERS.tenant]: request.tenantId,
    [SIGNATURE_HEADERS.signature]: digest(secret, timestamp, request),
  };
}

/** @returns true when signature and timestamp are right and not older or newer than {@link SIGNATURE_TOLERANCE_SECONDS} */
export function verifyRequest(
  secret: string,
  request: SignedRequest,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: Date,
): boolean {
  const timestamp = headers[SIGNATURE_HEADERS.timestamp];
  const given = headers[SIGNATURE_HEADERS.signature];
  if (typeof timestamp !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > SIGNATURE_TOLERANCE_SECONDS) return false;
  const expected = Buffer.from(digest(secret, timestamp, request));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
