import { Injectable } from '@nestjs/common';
import { Clock, newId, PushDatabase, SecretBox } from '#kernel';
import { agentGet, WecomError, WecomTransport } from '#wecom';
import { secretContext } from '../domain/app-access';
import type { Authorization, AuthorizedApp } from '../domain/authorization';
import {
  AuthorizationExistsError,
  AuthorizationNotFoundError,
  AuthorizationNotUsableError,
  AuthorizationRefusedError,
  CorpClaimedError,
} from '../domain/authorization.errors';
import { parseCorpId } from '../domain/corp-id';
import { AccessTokenRepository } from '../persistence/access-token.repository';
import { AuthorizationRepository, type AgentFacts } from '../persistence/authorization.repository';
import { AccessTokensService, type FreshToken } from './access-tokens.service';
import { agentFactsOf, isDisabled } from './agent-facts';
import { WecomAppClient } from './wecom-app.client';

/** Who authorizes, and for which tenant. */
export interface Administrator {
  tenantId: string;
  userId: string;
}

export interface AppCredentials {
  corpId: string;
  agentId: number;
  secret: string;
}

/** Which corps let our app push. Nothing of another tenant is found here. */
@Injectable()
export class AuthorizationsService {
  constructor(
    private readonly database: PushDatabase,
    private readonly authorizations: AuthorizationRepository,
    private readonly tokenRows: AccessTokenRepository,
    private readonly tokens: AccessTokensService,
    private readonly client: WecomAppClient,
    private readonly transport: WecomTransport,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /**
   * Authorizes a corp's own app. WeCom is asked first; what it refuses is not stored.
   * @throws InvalidInputError (corpId). @throws AuthorizationRefusedError. @throws AuthorizationExistsError. @throws CorpClaimedError
   * @throws WecomError when WeCom does not answer
   */
  async authorize({ tenantId, userId }: Administrator, credentials: AppCredentials): Promise<Authorization> {
    const corpId = parseCorpId(credentials.corpId);
    const agentId = credentials.agentId;
    const existing = await this.authorizations.findLive(tenantId, corpId, agentId);
    if (existing) throw new AuthorizationExistsError(existing);
    const secret = credentials.secret.trim();
    const { token, agent } = await this.verify(corpId, agentId, secret);
    const id = newId();
    const secretSealed = this.box.seal(secret, secretContext(id));
    const stored = await this.database.transaction(async (tx) => {
      const authorization = { id, tenantId, corpId, mode: 'self_built' as const, agentId, secretSealed, createdBy: userId, ...agent };
      if (!(await this.authorizations.insertActive(authorization, this.clock.now(), tx))) return false;
      await this.tokenRows.put(tenantId, id, this.tokens.seal(id, token), tx);
      return true;
    });
    if (!stored) {
      const own = await this.authorizations.findLive(tenantId, corpId, agentId);
      throw own ? new AuthorizationExistsError(own) : new CorpClaimedError();
    }
    return this.get(tenantId, id);
  }

  /** All but the revoked ones, newest first. */
  async list(tenantId: string): Promise<Authorization[]> {
    return this.authorizations.list(tenantId);
  }

  /** Revoked ones too: records still name them. @throws AuthorizationNotFoundError */
  async get(tenantId: string, id: string): Promise<Authorization> {
    const found = await this.authorizations.find(tenantId, id);
    if (!found) throw new AuthorizationNotFoundError(id);
    return found;
  }

  /** What a push needs to know of an authorization. @throws AuthorizationNotFoundError, also for another tenant's */
  async getApp(tenantId: string, authorizationId: string): Promise<AuthorizedApp> {
    const { id, corpId, agentId, state, agentName } = await this.get(tenantId, authorizationId);
    return { id, tenantId, corpId, agentId, state, name: agentName };
  }

  /**
   * Puts a new secret in the place of the old one, which serves until WeCom has accepted the new one.
   * @throws AuthorizationRefusedError: the old secret stays. @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError
   */
  async replaceSecret(tenantId: string, id: string, newSecret: string): Promise<Authorization> {
    const authorization = await this.get(tenantId, id);
    if (authorization.state === 'revoked') throw new AuthorizationNotUsableError(authorization);
    const secret = newSecret.trim();
    const { token, agent } = await this.verify(authorization.corpId, authorization.agentId, secret);
    await this.database.transaction(async (tx) => {
      const replaced = await this.authorizations.replaceSecret(tenantId, id, this.box.seal(secret, secretContext(id)), tx);
      if (!replaced) throw new AuthorizationNotUsableError({ ...authorization, state: 'revoked' });
      await this.authorizations.markWorking(id, agent, this.clock.now(), tx);
      await this.tokenRows.put(tenantId, id, this.tokens.seal(id, token), tx);
    });
    return this.get(tenantId, id);
  }

  /** Asks WeCom now whether the app works; sends nothing to anybody. @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError */
  async check(tenantId: string, id: string): Promise<Authorization> {
    await this.get(tenantId, id);
    await this.client.probe(id);
    return this.get(tenantId, id);
  }

  /** Ends an authorization and destroys its secret and token. A second time changes nothing. @throws AuthorizationNotFoundError */
  async revoke(tenantId: string, id: string): Promise<void> {
    await this.get(tenantId, id);
    await this.database.transaction(async (tx) => {
      await this.authorizations.revoke(tenantId, id, this.clock.now(), tx);
      await this.tokenRows.remove(id, tx);
    });
  }

  private async verify(corpId: string, agentId: number, secret: string): Promise<{ token: FreshToken; agent: AgentFacts }> {
    try {
      const token = await this.tokens.obtain(corpId, secret);
      const agent = await this.transport.call(agentGet, { agentId }, { token: token.token });
      if (isDisabled(agent)) throw new AuthorizationRefusedError('app_disabled');
      return { token, agent: agentFactsOf(agent) };
    } catch (error) {
      if (error instanceof WecomError && error.kind === 'conflict') throw AuthorizationRefusedError.by(error);
      throw error;
    }
  }
}
