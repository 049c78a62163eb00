import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Clock } from '#kernel';
import { claimsOfFacts } from '../adapters/access-token';
import { HostHttpClient } from '../adapters/host-http.client';
import { JWT_ACCESS_OPTIONS, type JwtAccessOptions } from '../adapters/jwt-access.options';
import { sharedKeyOf } from '../adapters/shared-key';
import { hostSignInSchema } from '../contract/schemas';
import { SignInElsewhereError } from '../domain/bi-host.errors';
import type { HostSignIn } from '../domain/host-sign-in';

const SESSION_HOURS = 8;

export interface Session {
  /** Bearer token. */
  token: string;
  expiresAt: Date;
  user: HostSignIn;
}

/** Signs people in with what they use at the host, where the host is reached over HTTP and tokens are our own. */
@Injectable()
export class SignInService {
  constructor(
    private readonly host: HostHttpClient,
    @Inject(JWT_ACCESS_OPTIONS) private readonly access: JwtAccessOptions,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns a session of 8 hours; what the host changes about the person meanwhile shows at the next sign-in
   * @throws WrongCredentialsError. @throws TooManyAttemptsError. @throws HostUnavailableError
   * @throws SignInElsewhereError when tokens are those of an identity provider
   */
  async signIn(tenantId: string, account: string, password: string): Promise<Session> {
    const { issuer, audience, key } = this.access;
    if (key.algorithm !== 'HS256') throw new SignInElsewhereError('Sign in at the identity provider of the BI host: its tokens are taken here, none are issued');
    const user = await this.host.call({ tenantId, method: 'POST', path: '/sign-in', body: { account, password }, reply: hostSignInSchema });
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresAt = issuedAt + SESSION_HOURS * 3600;
    const token = await new SignJWT(claimsOfFacts({ tenantId, ...user }))
      .setProtectedHeader({ alg: key.algorithm, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(user.userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(sharedKeyOf(key));
    return { token, expiresAt: new Date(expiresAt * 1000), user };
  }
}
