import type { SharedSecretKey } from './jwt-access.options';

/** @throws Error when the secret is shorter than the digest of HS256 */
export function sharedKeyOf(key: SharedSecretKey): Uint8Array {
  const bytes = new TextEncoder().encode(key.secret);
  if (bytes.length < 32) throw new Error('JwtAccessOptions.key.secret must be at least 32 bytes');
  return bytes;
}
