import { Injectable } from '@nestjs/common';
import { Clock, SecretBox } from '#kernel';
import { getCorpToken, gettoken, WecomError, WecomTransport, type WecomApi } from '#wecom';
import { secretContext, type AppAccess } from '../domain/app-access';
import { AccessTokenUnavailableError, AuthorizationNotFoundError, AuthorizationNotUsableError } from '../domain/authorization.errors';
import { tokenTimes } from '../domain/token-times';
import type { StoredToken } from '../persistence/access-token.repository';
import { AuthorizationRepository } from '../persistence/authorization.repository';
import { AuthorizationHealth } from './authorization-health.service';
import { ProviderClient } from './provider.client';
import { SharedTokens, type FreshToken, type TokenHolder } from './shared-tokens.service';

/** The access token of each authorization. */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly transport: WecomTransport,
    private readonly authorizations: AuthorizationRepository,
    private readonly shared: SharedTokens,
    private readonly provider: ProviderClient,
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

  seal(authorizationId: string, token: FreshToken): StoredToken {
    return this.shared.seal(authorizationId, token);
  }

  /**
   * Makes one call with the token in effect; a token that WeCom refuses is renewed once, and the call repeated once.
   * @param app just read
   * @throws WecomError also when WeCom refuses a token: the authorization is then broken
   * @throws AccessTokenUnavailableError when WeCom gives none now. @throws AuthorizationNotUsableError when it broke or was revoked meanwhile
   */
  async call<TInput, TReply>(app: AppAccess, api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    return this.shared.call(this.holderOf(app), app, api, input);
  }

  private holderOf(app: AppAccess): TokenHolder<AppAccess> {
    return {
      key: app.id,
      read: () => this.reread(app),
      ask: (current) => this.ask(current),
      refused: (current, refusal) => this.health.refused(current, refusal),
    };
  }

  private async reread(app: AppAccess): Promise<AppAccess> {
    const seen = await this.authorizations.findAccess(app.id);
    if (!seen) throw new AuthorizationNotFoundError(app.id);
    // A broken one may be asked for a token, to find out whether it still is.
    if (seen.state !== app.state && seen.state !== 'active') throw new AuthorizationNotUsableError(seen);
    return seen;
  }

  private async ask(app: AppAccess): Promise<FreshToken> {
    if (app.secretSealed === null) throw new AuthorizationNotUsableError(app);
    const secret = this.box.open(app.secretSealed, secretContext(app.id));
    if (app.mode !== 'third_party') return this.obtain(app.openCorpId ?? app.corpId, secret);
    const askedAt = this.clock.now();
    try {
      const reply = await this.provider.callAsSuite(app.suiteId ?? '', getCorpToken, { authCorpId: app.openCorpId ?? '', permanentCode: secret });
      return { token: reply.access_token, ...tokenTimes(askedAt, reply.expires_in) };
    } catch (error) {
      // What is wrong with the provider is no fault of the corp's.
      if (error instanceof WecomError && error.api !== getCorpToken.name) throw new AccessTokenUnavailableError(app.id, error);
      throw error;
    }
  }
}
