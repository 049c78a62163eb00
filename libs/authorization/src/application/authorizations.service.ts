import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#bi-host';
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
import { healthChecks, type AuthorizationChange, type HealthCheck, type HealthFacts } from '../domain/health';
import { AccessTokenRepository } from '../persistence/access-token.repository';
import { AuthorizationHealthRepository } from '../persistence/authorization-health.repository';
import { AuthorizationRepository, type AgentFacts } from '../persistence/authorization.repository';
import { WecomCallbackRepository } from '../persistence/wecom-callback.repository';
import { actorOf, type Administrator } from './administrator';
import { AccessTokensService } from './access-tokens.service';
import type { FreshToken } from './shared-tokens.service';
import { SuiteAuthorizations } from './suite-authorizations.service';
import { agentFactsOf, isDisabled } from './agent-facts';
import { AuthorizationHealth, subjectOf } from './authorization-health.service';
import { SecretTries } from './secret-tries.service';
import { WecomAppClient } from './wecom-app.client';

export interface AppCredentials {
  corpId: string;
  agentId: number;
  secret: string;
}

export interface AuthorizationHealthReport {
  authorization: Authorization;
  facts: HealthFacts;
  checks: HealthCheck[];
  /** Newest first, the last 20. */
  changes: AuthorizationChange[];
  /** Open alarms of the tenant of which nobody could be told. */
  undeliverableAlarms: number;
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
    private readonly health: AuthorizationHealth,
    private readonly seen: AuthorizationHealthRepository,
    private readonly callbacks: WecomCallbackRepository,
    private readonly suites: SuiteAuthorizations,
    private readonly tries: SecretTries,
    private readonly transport: WecomTransport,
    private readonly audit: AuditTrail,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /**
   * Authorizes a corp's own app. WeCom is asked first; what it refuses is not stored.
   * @throws InvalidInputError (corpId). @throws AuthorizationRefusedError. @throws TooManySecretTriesError. @throws AuthorizationExistsError. @throws CorpClaimedError
   * @throws WecomError when WeCom does not answer
   */
  async authorize(administrator: Administrator, credentials: AppCredentials): Promise<Authorization> {
    const { tenantId, userId } = administrator;
    const corpId = parseCorpId(credentials.corpId);
    const agentId = credentials.agentId;
    const existing = await this.authorizations.findLive(tenantId, corpId, agentId);
    if (existing) throw new AuthorizationExistsError(existing);
    const secret = credentials.secret.trim();
    const { token, agent } = await this.verify(tenantId, corpId, agentId, secret);
    const id = newId();
    const secretSealed = this.box.seal(secret, secretContext(id));
    const stored = await this.database.transaction(async (tx) => {
      const authorization = { id, tenantId, corpId, mode: 'self_built' as const, agentId, secretSealed, createdBy: userId, ...agent };
      if (!(await this.authorizations.insertActive(authorization, this.clock.now(), tx))) return false;
      await this.tokenRows.put(tenantId, id, this.tokens.seal(id, token), tx);
      await this.seen.checked({ id, tenantId }, this.clock.now(), tx);
      const after = { corpId, mode: authorization.mode, agentId, agentName: agent.agentName, state: 'active' };
      await this.audit.record(actorOf(administrator), { tenantId, action: 'authorization.create', subject: subjectOf(id, corpId, agent.agentName), after }, tx);
      return true;
    });
    if (!stored) {
      const own = await this.authorizations.findLive(tenantId, corpId, agentId);
      throw own ? new AuthorizationExistsError(own) : new CorpClaimedError();
    }
    return this.get(tenantId, id);
  }

  /** @returns ids of all authorizations that the tenant ever had of this corp, revoked ones included */
  async everOfCorp(tenantId: string, corpId: string): Promise<string[]> {
    return this.authorizations.everOfCorp(tenantId, corpId);
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
    const app = await this.authorizations.findAccess(authorizationId);
    if (app?.tenantId !== tenantId) throw new AuthorizationNotFoundError(authorizationId);
    return { id: app.id, tenantId, corpId: app.corpId, agentId: app.agentId, state: app.state, name: app.agentName };
  }

  /**
   * Puts a new secret in the place of the old one, which serves until WeCom has accepted the new one.
   * @throws AuthorizationRefusedError: the old secret stays. @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError
   */
  async replaceSecret(administrator: Administrator, id: string, newSecret: string): Promise<Authorization> {
    const { tenantId } = administrator;
    const authorization = await this.get(tenantId, id);
    // A permanent code is nothing that a person types.
    if (authorization.state === 'revoked' || authorization.mode !== 'self_built') throw new AuthorizationNotUsableError(authorization);
    const secret = newSecret.trim();
    const { token, agent } = await this.verify(tenantId, authorization.corpId, authorization.agentId, secret);
    await this.database.transaction(async (tx) => {
      const replaced = await this.authorizations.replaceSecret(tenantId, id, this.box.seal(secret, secretContext(id)), tx);
      if (!replaced) throw new AuthorizationNotUsableError({ ...authorization, state: 'revoked' });
      const subject = subjectOf(id, authorization.corpId, agent.agentName);
      await this.audit.record(actorOf(administrator), { tenantId, action: 'authorization.replace_secret', subject, before: { secret: 'old' }, after: { secret: 'new' } }, tx);
      await this.health.workingIn(authorization, agent, tx);
      await this.tokenRows.put(tenantId, id, this.tokens.seal(id, token), tx);
    });
    return this.get(tenantId, id);
  }

  /** Asks WeCom now whether the app works; sends nothing to anybody. @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError */
  async check(tenantId: string, id: string): Promise<Authorization> {
    const { state, stateReason, mode } = await this.get(tenantId, id);
    if (mode !== 'self_built') {
      await this.suites.reconcileById(id);
      return this.get(tenantId, id);
    }
    const secretAgain = state === 'broken' && (stateReason === 'secret_refused' || stateReason === 'corp_id_refused');
    await (secretAgain ? this.tries.countReturned(tenantId, () => this.client.probe(id)) : this.client.probe(id));
    return this.get(tenantId, id);
  }

  /** Everything that is known of whether an authorization works; asks nobody. @throws AuthorizationNotFoundError */
  async healthOf(tenantId: string, id: string): Promise<AuthorizationHealthReport> {
    const authorization = await this.get(tenantId, id);
    const [facts, changes, callbackConfigured] = await Promise.all([this.seen.facts(authorization), this.seen.changes(authorization), this.callbacks.exists(id)]);
    const known: HealthFacts = { ...facts, callbackConfigured };
    const undeliverableAlarms = await this.health.undeliverableAlarms(tenantId);
    return { authorization, facts: known, checks: healthChecks(authorization, known, this.clock.now()), changes, undeliverableAlarms };
  }

  /** Ends an authorization and destroys its secret, token and callback keys. A second time changes nothing. @throws AuthorizationNotFoundError */
  async revoke(administrator: Administrator, id: string): Promise<void> {
    const { tenantId } = administrator;
    const authorization = await this.get(tenantId, id);
    await this.database.transaction(async (tx) => {
      const from = await this.authorizations.revoke(tenantId, id, this.clock.now(), tx);
      if (from) await this.health.changed(authorization, { from, to: 'revoked', actor: actorOf(administrator) }, tx);
      await this.tokenRows.remove(id, tx);
      await this.callbacks.remove(id, tx);
    });
  }

  private async verify(tenantId: string, corpId: string, agentId: number, secret: string): Promise<{ token: FreshToken; agent: AgentFacts }> {
    try {
      const token = await this.tries.count(tenantId, () => this.tokens.obtain(corpId, secret));
      const agent = await this.transport.call(agentGet, { agentId }, { token: token.token });
      if (isDisabled(agent)) throw new AuthorizationRefusedError('app_disabled');
      return { token, agent: agentFactsOf(agent) };
    } catch (error) {
      if (error instanceof WecomError && error.kind === 'conflict') throw AuthorizationRefusedError.by(error);
      throw error;
    }
  }
}
