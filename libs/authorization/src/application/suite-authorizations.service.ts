import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail, systemActor } from '#bi-host';
import { Clock, newId, PushDatabase, SecretBox } from '#kernel';
import { corpidToOpencorpid, getAuthInfo, getPermanentCode, WecomError } from '#wecom';
import { secretContext } from '../domain/app-access';
import type { AuthorizationTrouble } from '../domain/authorization';
import { corpKeyOf } from '../domain/corp-id';
import type { AuthorizationLink, SuiteAuthorization } from '../domain/suite';
import { AccessTokenRepository } from '../persistence/access-token.repository';
import { AuthorizationRepository, type AgentFacts } from '../persistence/authorization.repository';
import { SuiteRepository } from '../persistence/suite.repository';
import { WecomEventRepository } from '../persistence/wecom-event.repository';
import { AuthorizationEndings } from './authorization-endings';
import { AuthorizationHealth, subjectOf } from './authorization-health.service';
import { ProviderClient } from './provider.client';
import { WecomAppClient } from './wecom-app.client';

const AUTH_CODE_SPENT = 40078;
/** The permanent code is worth nothing any more, or the corp cancelled. */
const CODE_REFUSED = new Set([40084, 48004]);

type AuthInfo = Awaited<ReturnType<typeof getAuthInfo.reply.parse>>;

/**
 * Moves authorizations of suites. A callback is taken for a hint only, since it may be late, doubled, out of order or lost: what
 * holds is what WeCom answers when it is asked.
 */
@Injectable()
export class SuiteAuthorizations {
  private readonly log = new Logger(SuiteAuthorizations.name);

  constructor(
    private readonly database: PushDatabase,
    private readonly suites: SuiteRepository,
    private readonly authorizations: AuthorizationRepository,
    private readonly tokens: AccessTokenRepository,
    private readonly events: WecomEventRepository,
    private readonly endings: AuthorizationEndings,
    private readonly provider: ProviderClient,
    private readonly client: WecomAppClient,
    private readonly health: AuthorizationHealth,
    private readonly audit: AuditTrail,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes an auth code, from a callback or from the browser that came back.
   * @param state of the link; absent for an installation that did not begin with one
   * @throws WecomError or AccessTokenUnavailableError when WeCom did not answer: call again
   */
  async takeAuthCode(suiteId: string, authCode: string, state: string | undefined): Promise<void> {
    const link = state ? await this.suites.link(state) : undefined;
    const target = link && (await this.suites.byId(link.authorizationId));
    try {
      const reply = await this.provider.callAsSuite(suiteId, getPermanentCode, { authCode });
      await this.takePermanentCode(suiteId, reply.auth_corp_info.corpid, reply.permanent_code, link, target);
    } catch (error) {
      if (!(error instanceof WecomError) || error.errcode !== AUTH_CODE_SPENT) throw error;
      // Somebody has used it: either all is done, or he died after he had stored what it gave.
      if (target?.state === 'pending' && target.secretSealed !== null) await this.verify(target);
    }
  }

  /** Asks WeCom how things stand with a corp of a suite. Does nothing when no live authorization knows it. */
  async reconcileCorp(suiteId: string, openCorpId: string): Promise<void> {
    const found = await this.suites.liveByOpenCorp(suiteId, openCorpId);
    if (found) await this.reconcile(found);
  }

  /**
   * Brings one authorization to what WeCom says of it: active, broken or revoked. A pending one whose confirmation was interrupted is
   * confirmed.
   * @throws WecomError or AccessTokenUnavailableError when WeCom did not answer: nothing moves then
   */
  async reconcileById(id: string): Promise<void> {
    const found = await this.suites.byId(id);
    if (found) await this.reconcile(found);
  }

  private async takePermanentCode(suiteId: string, openCorpId: string, code: string, link: AuthorizationLink | undefined, target: SuiteAuthorization | undefined): Promise<void> {
    const live = await this.suites.liveByOpenCorp(suiteId, openCorpId);
    if (live) {
      await this.replaceCode(live, code);
      await this.reconcile(live);
      // The corp is authorized, but not through this link.
      if (target && target.id !== live.id && target.state === 'pending') await this.refuse(target, (await this.isSameCorp(target.corpId, openCorpId)) ? 'corp_claimed' : 'corp_mismatch');
      return;
    }
    if (!link || !target) {
      this.log.warn({ suiteId, openCorpId }, 'a corp installed the app without a link of ours: it belongs to no tenant, and is left out');
      return;
    }
    const pending = target.state === 'revoked' ? await this.beginAgain(target, link) : target;
    if (pending.state !== 'pending') {
      this.log.warn({ authorizationId: pending.id, openCorpId }, 'another corp used the link of an authorization, and is left out');
      return;
    }
    // Before anything else is asked: the code that gave it is spent.
    await this.suites.keepCode(pending.id, openCorpId, this.box.seal(code, secretContext(pending.id)), this.clock.now());
    const kept = await this.suites.byId(pending.id);
    if (kept) await this.verify(kept);
  }

  /** The corp cancelled and confirmed again by a link that still lived. */
  private async beginAgain({ tenantId, corpId, mode, suiteId }: SuiteAuthorization, link: AuthorizationLink): Promise<SuiteAuthorization> {
    const id = await this.database.transaction(async (tx) => {
      const pendingId = await this.suites.ensurePending({ id: newId(), tenantId, corpId, mode, suiteId, createdBy: 'wecom' }, this.clock.now(), tx);
      await this.suites.pointLink(link.state, pendingId, tx);
      return pendingId;
    });
    return (await this.suites.byId(id))!;
  }

  /** Checks that the corp which confirmed is the one that was typed, and activates. */
  private async verify(pending: SuiteAuthorization): Promise<void> {
    if (pending.openCorpId === null) return;
    if (!(await this.isSameCorp(pending.corpId, pending.openCorpId))) return this.refuse(pending, 'corp_mismatch');
    const info = await this.authInfo(pending);
    // Cancelled before we got here: as if nothing had been confirmed.
    if (!info) return this.suites.refusePending(pending.id, null, this.clock.now());
    const { agentId, agent } = agentOf(info);
    const activated = await this.database.transaction(async (tx) => {
      if (!(await this.suites.activate(pending, agentId, agent, this.clock.now(), tx))) return false;
      await this.tokens.reset(pending.tenantId, pending.id, this.clock.now(), tx);
      await this.health.changed({ ...pending, agentName: agent.agentName }, { from: 'pending', to: 'active', actor: systemActor('wecom-callback') }, tx);
      return true;
    });
    if (activated) await this.look(pending.id);
    else if (await this.suites.liveByOpenCorp(pending.suiteId, pending.openCorpId)) await this.refuse(pending, 'corp_claimed');
  }

  private async reconcile(authorization: SuiteAuthorization): Promise<void> {
    const { id, state, openCorpId } = authorization;
    if (state === 'revoked') return;
    if (state === 'pending') return authorization.secretSealed === null ? undefined : this.verify(authorization);
    const fresh = (await this.suites.byId(id)) ?? authorization;
    const info = await this.authInfo(fresh);
    if (info) {
      await this.suites.setAgentId(id, agentOf(info).agentId);
      return this.look(id);
    }
    if (openCorpId !== null && (await this.isSameCorp(fresh.corpId, openCorpId))) return this.codeLost(id);
    await this.cancelled(fresh);
  }

  /** @returns undefined when the permanent code is worth nothing */
  private async authInfo({ id, suiteId, openCorpId, secretSealed }: SuiteAuthorization): Promise<AuthInfo | undefined> {
    if (openCorpId === null || secretSealed === null) return undefined;
    try {
      return await this.provider.callAsSuite(suiteId, getAuthInfo, { authCorpId: openCorpId, permanentCode: this.box.open(secretSealed, secretContext(id)) });
    } catch (error) {
      if (error instanceof WecomError && CODE_REFUSED.has(error.errcode ?? 0)) return undefined;
      throw error;
    }
  }

  /** @returns false also for a corp that has not authorized the provider: WeCom translates no other. @throws when WeCom does not answer */
  private async isSameCorp(corpId: string, openCorpId: string): Promise<boolean> {
    try {
      const { open_corpid: translated } = await this.provider.callAsProvider(corpidToOpencorpid, { corpId });
      // Corps that authorized before 2022 are known by their plain id, whose case means nothing.
      return translated === openCorpId || corpKeyOf(corpId) === corpKeyOf(openCorpId);
    } catch (error) {
      if (error instanceof WecomError && error.kind === 'conflict' && error.api === corpidToOpencorpid.name) return false;
      throw error;
    }
  }

  /** Whether the app itself works, by a call that sends nothing. What WeCom does not say now is asked again within the day. */
  private async look(id: string): Promise<void> {
    try {
      await this.client.probe(id);
    } catch (error) {
      this.log.warn({ authorizationId: id, err: error }, 'WeCom did not say whether an app works');
    }
  }

  private async replaceCode({ id, tenantId }: SuiteAuthorization, code: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await this.suites.replaceCode(id, this.box.seal(code, secretContext(id)), now, tx);
      await this.tokens.reset(tenantId, id, now, tx);
    });
  }

  /** The corp still authorizes us, but our code is not the one in force: a new one was made and never reached us. */
  private async codeLost(id: string): Promise<void> {
    const app = await this.authorizations.findAccess(id);
    if (app) await this.health.codeLost(app);
  }

  /** The corp's data goes with its authorization; that it was here, and what was sent when, stays. */
  private async cancelled(authorization: SuiteAuthorization): Promise<void> {
    const { id, tenantId } = authorization;
    await this.database.transaction(async (tx) => {
      const from = await this.authorizations.revoke(tenantId, id, this.clock.now(), tx);
      await this.tokens.remove(id, tx);
      await this.events.destroyBodies(id, tx);
      await this.endings.corpLeft({ tenantId, authorizationId: id }, tx);
      if (from) await this.health.changed(authorization, { from, to: 'revoked', actor: systemActor('reconciliation') }, tx);
    });
  }

  private async refuse(pending: SuiteAuthorization, reason: AuthorizationTrouble): Promise<void> {
    const { id, tenantId, corpId, agentName } = pending;
    await this.suites.refusePending(id, reason, this.clock.now());
    await this.audit.record(systemActor('wecom-callback'), { tenantId, action: 'authorization.refuse', subject: subjectOf(id, corpId, agentName), after: { reason } });
    this.log.warn({ authorizationId: id, tenantId, reason }, 'a confirmation was not taken');
  }
}

function agentOf(info: AuthInfo): { agentId: number; agent: AgentFacts } {
  const [app] = info.auth_info.agent;
  if (!app) throw new Error('WeCom names no app in what a corp authorized');
  const { allow_user: userIds = [], allow_party: departmentIds = [], allow_tag: tagIds = [] } = app.privilege ?? {};
  return { agentId: app.agentid, agent: { agentName: app.name ?? info.auth_corp_info.corp_name ?? '', agentLogoUrl: null, visibleRange: { userIds, departmentIds, tagIds } } };
}
