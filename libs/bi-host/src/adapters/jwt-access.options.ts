export const JWT_ACCESS_OPTIONS = Symbol('JWT_ACCESS_OPTIONS');

/** How bearer tokens are checked. The algorithm is ours to say: what a token says of itself is not believed. */
export interface JwtAccessOptions {
  /** What `iss` must be. */
  issuer: string;
  /** What `aud` must be, or hold. */
  audience: string;
  /** Our own secret, with which we also sign sign-ins; or keys of an identity provider. */
  key: SharedSecretKey | JwksKey;
}

export interface SharedSecretKey {
  algorithm: 'HS256';
  /** At least 32 bytes, and not the secret that signs requests. */
  secret: string;
}

export interface JwksKey {
  algorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA';
  /** Address of the key set. Keys are kept for 10 minutes; an unknown key id fetches them anew, at most every 30 seconds. */
  jwksUrl: string;
}
