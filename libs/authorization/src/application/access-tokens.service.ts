import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, SecretBox } from '#kernel';
import { gettoken, WecomError, WecomTransport } from '#wecom';
import { secretContext, tokenContext, type AccessToken, type AppAccess } from '../domain/app-access';
import { AccessTokenUnavailableError, AuthorizationNotFoundError, AuthorizationNotUsableError } from '../domain/authorization.errors';
import { leaseUntil, retryAfter, tokenTimes, type TokenTimes } from '../domain/token-times';
import { AccessTokenRepository, type StoredToken } from '../persistence/access-token.repository';
import { AuthorizationRepository } from '../persistence/authorization.repository';
import { AuthorizationHealth } from './authorization-health.service';

const POLL_INTERVAL_MS = 50;
/** Together 10 seconds: the longest that WeCom may take for an answer. */
const MAX_POLLS = 200;

export interface FreshToken extends TokenTimes {
  token: string;
}

/** One access token for each authorization, shared by all processes through the database. */
@Injectable()
export class AccessTokensService {
  private readonly log = new Logger(AccessTokensService.name);
  private readonly renewals = new Map<string, Promise<void>>();

  constructor(
    private readonly transport: WecomTransport,
    private readonly authorizations: AuthorizationRepository,
    private readonly tokens: AccessTokenRepository,
    private readonly health: AuthorizationHealth,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Asks WeCom for a token with credentials that need not be stored. @throws WecomError */
  async obtain(corpId: string, secret: string): Promise<FreshToken> {
    const askedAt = this.clock.now();
    const reply = await this.transport.call(gettoken, { corpId, secret });
    return { token: reply.access_token, ...tokenTimes(askedAt, reply.expires_in) };
  }

  seal(authorizationId: string, { token, expiresAt, renewAfter }: FreshToken): StoredToken {
    return { tokenSealed: this.box.seal(token, tokenContext(authorizationId)), expiresAt, renewAfter };
  }

  /**
   * The token in effect. When it is due, one caller of all processes renews it; the others use the old one while it lives,
   * or wait for the new one.
   * @param app just read
   * @throws WecomError when WeCom refuses one: the authorization is then broken
   * @throws AccessTokenUnavailableError when WeCom gives none now. @throws AuthorizationNotUsableError when it broke or was revoked meanwhile
   */
  async get(app: AppAccess): Promise<AccessToken> {
    let seen = app;
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      const now = this.clock.now();
      const held = this.held(seen, now);
      const due = seen.renewAfter <= now;
      const renewing = seen.renewLockUntil !== null && seen.renewLockUntil > now;
      if (held && (!due || renewing)) return this.open(seen.id, held);
      if (!due) throw new AccessTokenUnavailableError(seen.id);
      try {
        await this.renewOrWait(seen);
      } catch (error) {
        if (!(error instanceof WecomError) || error.kind !== 'unavailable') throw error;
        // Not the transport's error: its unknown outcome is the token's, and must not be taken for that of the call.
        if (!held) throw new AccessTokenUnavailableError(seen.id, error);
        this.log.warn({ authorizationId: seen.id, errcode: error.errcode, fault: error.fault }, 'a token could not be renewed; the old one still lives');
        return this.open(seen.id, held);
      }
      seen = await this.reread(app);
    }
    throw new AccessTokenUnavailableError(app.id);
  }

  /** Drops a token that WeCom refused, unless it was renewed meanwhile. */
  async drop(authorizationId: string, refused: AccessToken): Promise<void> {
    await this.tokens.drop(authorizationId, refused.sealed, this.clock.now());
  }

  private held(app: AppAccess, now: Date): string | undefined {
    return app.tokenSealed !== null && app.tokenExpiresAt !== null && app.tokenExpiresAt > now ? app.tokenSealed : undefined;
  }

  private open(authorizationId: string, sealed: string): AccessToken {
    return { token: this.box.open(sealed, tokenContext(authorizationId)), sealed };
  }

  private async reread(app: AppAccess): Promise<AppAccess> {
    const seen = await this.authorizations.findAccess(app.id);
    if (!seen) throw new AuthorizationNotFoundError(app.id);
    // A broken one may be asked for a token, to find out whether it still is.
    if (seen.state !== app.state && seen.state !== 'active') throw new AuthorizationNotUsableError(seen);
    return seen;
  }

  /** Callers of this process renew or wait together: the database is asked once for all of them. */
  private renewOrWait(app: AppAccess): Promise<void> {
    const underWay = this.renewals.get(app.id);
    if (underWay) return underWay;
    const renewal = this.claimAndRenew(app).finally(() => this.renewals.delete(app.id));
    this.renewals.set(app.id, renewal);
    return renewal;
  }

  private async claimAndRenew(app: AppAccess): Promise<void> {
    const now = this.clock.now();
    const claim = await this.tokens.claimRenewal(app.id, now, leaseUntil(now));
    if (claim === undefined) {
      await delay(POLL_INTERVAL_MS);
      return;
    }
    const current = await this.reread(app);
    try {
      await this.renew(current, claim);
    } catch (error) {
      await this.tokens.releaseRenewal(app.id, claim, await this.nextTry(current, error));
      throw error;
    }
  }

  /** A secret that is refused breaks the authorization before the claim ends: else the next one would ask with it again. */
  private async nextTry(app: AppAccess, error: unknown): Promise<Date> {
    const now = this.clock.now();
    if (!(error instanceof WecomError)) return now;
    if (error.fault !== 'app') return retryAfter(now, error.fault === 'busy');
    await this.health.refused(app, error);
    return now;
  }

  private async renew(app: AppAccess, claim: number): Promise<void> {
    if (app.secretSealed === null) throw new AuthorizationNotUsableError(app);
    const fresh = await this.obtain(app.corpId, this.box.open(app.secretSealed, secretContext(app.id)));
    await this.tokens.storeRenewed(app.id, claim, this.seal(app.id, fresh));
  }
}
