import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { Clock } from '#kernel';
import { HostUnavailableError } from '../domain/bi-host.errors';
import { Caller } from '../domain/caller';
import { HostAccess, type AccessRequest } from '../ports/host-access.port';
import { factsOfClaims } from './access-token';
import { JWT_ACCESS_OPTIONS, type JwtAccessOptions } from './jwt-access.options';
import { sharedKeyOf } from './shared-key';

const CLOCK_SKEW_SECONDS = 30;
const BEARER = /^Bearer +([\w.-]+)$/i;

/** What is wrong with a token, rather than with the keys' provider. */
const BAD_TOKEN = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/**
 * Callers by bearer token (JWT). Claims: `sub` user id, `tenant`, `name`, `push_administrator` (boolean, default false),
 * `push_projects` (project id to `editor` or `viewer`, default none), `iss` and `aud` as the options say, `exp`.
 * Clocks may differ by 30 seconds.
 */
@Injectable()
export class JwtHostAccess extends HostAccess {
  private readonly verify: (token: string) => Promise<JWTPayload>;

  constructor(
    @Inject(JWT_ACCESS_OPTIONS) { issuer, audience, key }: JwtAccessOptions,
    private readonly clock: Clock,
  ) {
    super();
    const rules = (): JWTVerifyOptions => ({
      algorithms: [key.algorithm],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: this.clock.now(),
    });
    if (key.algorithm === 'HS256') {
      const secret = sharedKeyOf(key);
      this.verify = async (token) => (await jwtVerify(token, secret, rules())).payload;
    } else {
      const keys = createRemoteJWKSet(new URL(key.jwksUrl));
      this.verify = async (token) => (await jwtVerify(token, keys, rules())).payload;
    }
  }

  /** @throws HostUnavailableError when the keys of the identity provider cannot be had */
  override async callerOf(request: AccessRequest): Promise<Caller | undefined> {
    const { authorization } = request.headers;
    const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
    if (token === undefined) return undefined;
    try {
      const facts = factsOfClaims(await this.verify(token));
      return facts && new Caller(facts);
    } catch (error) {
      if (BAD_TOKEN.some((kind) => error instanceof kind)) return undefined;
      throw new HostUnavailableError('The keys that prove who is calling cannot be fetched. Try again later', {}, error);
    }
  }
}
