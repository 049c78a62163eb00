import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#bi-host';
import { Clock, newId, PushDatabase } from '#kernel';
import { getCustomizedAuthUrl, getPreAuthCode } from '#wecom';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from '../authorization.options';
import { AuthorizationExistsError, AuthorizationNotFoundError, AuthorizationNotUsableError, LinkNotFoundError, SuiteNotConfiguredError } from '../domain/authorization.errors';
import { randomAlphanumeric } from '../domain/callback-settings';
import { parseCorpId } from '../domain/corp-id';
import { DEFAULT_INSTALL_URL, type AuthorizationLink, type Suite, type SuiteMode } from '../domain/suite';
import { SuiteRepository } from '../persistence/suite.repository';
import { actorOf, type Administrator } from './administrator';
import { subjectOf } from './authorization-health.service';
import { ProviderClient } from './provider.client';
import { SuiteAuthorizations } from './suite-authorizations.service';

/** WeCom allows 32 for customised apps. */
const STATE_LENGTH = 32;

/** Where WeCom sends the browser of the administrator who installed a third-party app. */
export const INSTALLED_PATH = '/push/installations';

/** Links by which the administrator of a corp authorizes an app of ours. */
@Injectable()
export class AuthorizationLinks {
  constructor(
    private readonly database: PushDatabase,
    private readonly suites: SuiteRepository,
    private readonly provider: ProviderClient,
    private readonly authorizations: SuiteAuthorizations,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(AUTHORIZATION_OPTIONS) private readonly options: AuthorizationOptions,
  ) {}

  /**
   * Begins the authorization of a corp. One begun before goes on with a new link; a broken one may be confirmed anew.
   * @throws InvalidInputError (corpId). @throws SuiteNotConfiguredError. @throws AuthorizationExistsError when the corp is authorized and works
   * @throws WecomError, SuiteTicketMissingError or AccessTokenUnavailableError when WeCom gives no link
   */
  async begin(administrator: Administrator, mode: SuiteMode, typedCorpId: string): Promise<AuthorizationLink> {
    const { tenantId, userId } = administrator;
    const corpId = parseCorpId(typedCorpId);
    const suite = this.provider.suiteOfMode(mode);
    const existing = await this.live(tenantId, suite.suiteId, corpId);
    if (existing?.state === 'active') throw new AuthorizationExistsError(existing.id);
    const id = existing?.id ?? (await this.beginPending(administrator, { id: newId(), tenantId, corpId, mode, suiteId: suite.suiteId, createdBy: userId }));
    return this.make(suite, tenantId, id);
  }

  /** A new link for one that is pending or broken; older ones live until they expire. @throws as {@link begin}. @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError */
  async renew(administrator: Administrator, authorizationId: string): Promise<AuthorizationLink> {
    const authorization = await this.suites.byId(authorizationId);
    if (authorization?.tenantId !== administrator.tenantId) throw new AuthorizationNotFoundError(authorizationId);
    const { state, suiteId } = authorization;
    if (state === 'active') throw new AuthorizationExistsError(authorizationId);
    if (state === 'revoked') throw new AuthorizationNotUsableError({ id: authorizationId, state, stateReason: null, stateErrcode: null });
    const suite = this.provider.suite(suiteId);
    if (!suite) throw new SuiteNotConfiguredError();
    return this.make(suite, administrator.tenantId, authorizationId);
  }

  /** The newest one, also when it has expired. @throws LinkNotFoundError */
  async get(tenantId: string, authorizationId: string): Promise<AuthorizationLink> {
    const link = await this.suites.newestLink(tenantId, authorizationId);
    if (!link) throw new LinkNotFoundError();
    return link;
  }

  /** What became of the confirmation that a browser came back from. @returns undefined for a `state` that is none of ours */
  async outcome(state: string): Promise<'active' | 'pending' | 'refused' | undefined> {
    const link = await this.suites.link(state);
    const authorization = link && (await this.suites.byId(link.authorizationId));
    if (!authorization) return undefined;
    if (authorization.state === 'active') return 'active';
    return authorization.state === 'pending' && authorization.secretSealed !== null ? 'pending' : 'refused';
  }

  /** The tenant's live one; WeCom is asked first, since its end may have been lost. */
  private async live(tenantId: string, suiteId: string, corpId: string) {
    const found = await this.suites.liveByCorp(tenantId, suiteId, corpId);
    if (!found) return undefined;
    await this.authorizations.reconcileById(found.id);
    return this.suites.liveByCorp(tenantId, suiteId, corpId);
  }

  private async beginPending(administrator: Administrator, pending: Parameters<SuiteRepository['ensurePending']>[0]): Promise<string> {
    return this.database.transaction(async (tx) => {
      const id = await this.suites.ensurePending(pending, this.clock.now(), tx);
      const { tenantId, corpId, mode } = pending;
      if (id === pending.id) await this.audit.record(actorOf(administrator), { tenantId, action: 'authorization.create', subject: subjectOf(id, corpId, ''), after: { corpId, mode, state: 'pending' } }, tx);
      return id;
    });
  }

  private async make(suite: Suite, tenantId: string, authorizationId: string): Promise<AuthorizationLink> {
    const now = this.clock.now();
    const state = randomAlphanumeric(STATE_LENGTH);
    const { url, lifeSeconds } = suite.mode === 'customized' ? await this.customizedUrl(suite, state) : await this.installUrl(suite, state);
    const link = { state, tenantId, authorizationId, url, expiresAt: new Date(now.getTime() + 1000 * lifeSeconds) };
    await this.suites.insertLink(link, now);
    return link;
  }

  private async customizedUrl({ suiteId }: Suite, state: string): Promise<{ url: string; lifeSeconds: number }> {
    const reply = await this.provider.callAsProvider(getCustomizedAuthUrl, { state, templateIds: [suiteId] });
    return { url: reply.qrcode_url, lifeSeconds: reply.expires_in };
  }

  private async installUrl({ suiteId }: Suite, state: string): Promise<{ url: string; lifeSeconds: number }> {
    if (!this.options.publicUrl) throw new SuiteNotConfiguredError();
    const reply = await this.provider.callAsSuite(suiteId, getPreAuthCode, undefined);
    const url = new URL(this.provider.provider.installUrl ?? DEFAULT_INSTALL_URL);
    const query = { suite_id: suiteId, pre_auth_code: reply.pre_auth_code, redirect_uri: `${this.options.publicUrl.replace(/\/+$/, '')}${INSTALLED_PATH}`, state };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { url: url.toString(), lifeSeconds: reply.expires_in };
  }
}
