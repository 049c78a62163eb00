import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuthorizationNotUsableError, AuthorizationsService, WecomAppClient, type Authorization } from '#authorization';
import { ForbiddenError, UserDirectory } from '#bi-host';
import { Clock, DomainError } from '#kernel';
import { authGetuserinfo, WecomError } from '#wecom';
import { AccountAlreadyBoundError, HostUserNotFoundError, WecomAccountNotFoundError } from '../domain/binding.errors';
import type { Binding } from '../domain/binding';
import { SelfBindingUnavailableError } from '../domain/self-binding.errors';
import { SelfBindingRepository, type SelfBindingRequest } from '../persistence/self-binding.repository';
import { USER_BINDING_OPTIONS, type UserBindingOptions } from '../user-binding.options';
import { BindingsService, type Binder } from './bindings.service';

export const SELF_BINDING_PATH = '/push/bindings/self/callback';

const LINK_SECONDS = 300;
const STATE = /^[0-9a-f]{32}$/;
const CODE = /^[\x21-\x7e]{1,512}$/;

export interface SelfBindingLinks {
  /** Opened inside WeCom: signs in without a question. */
  wecomUrl: string;
  /** Opened in a browser of a desktop: shows a QR code to scan with WeCom. */
  desktopUrl: string;
  expiresAt: Date;
}

/** What became of a link: `binding` when it is bound, else why not. */
export type SelfBindingResult = { binding: Binding } | { failure: SelfBindingFailure };
export type SelfBindingFailure = 'link_over' | 'not_a_member' | 'account_taken' | 'not_visible' | 'no_answer';

/** People bind themselves: WeCom says who signed in, and the link says for whom. */
@Injectable()
export class SelfBindingService {
  private readonly log = new Logger(SelfBindingService.name);

  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly directory: UserDirectory,
    private readonly client: WecomAppClient,
    private readonly bindings: BindingsService,
    private readonly requests: SelfBindingRepository,
    private readonly clock: Clock,
    @Inject(USER_BINDING_OPTIONS) private readonly options: UserBindingOptions,
  ) {}

  /**
   * Links for the caller himself: for 5 minutes, for one use; an earlier one ends.
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError. @throws SelfBindingUnavailableError. @throws HostUserNotFoundError
   */
  async start(caller: Binder, authorizationId: string): Promise<SelfBindingLinks> {
    if (caller.actor.kind !== 'user') throw new ForbiddenError('Only a person can bind himself');
    const authorization = await this.authorizations.get(caller.tenantId, authorizationId);
    if (authorization.state !== 'active') throw new AuthorizationNotUsableError(authorization);
    if (authorization.mode === 'third_party') throw new SelfBindingUnavailableError('third_party');
    if (!this.options.publicUrl) throw new SelfBindingUnavailableError('no_public_url');
    const [user] = await this.directory.findUsers(caller.tenantId, [caller.userId]);
    if (!user) throw new HostUserNotFoundError(caller.userId);
    const state = randomBytes(16).toString('hex');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_SECONDS * 1000);
    await this.requests.put({ tenantId: caller.tenantId, authorizationId, hostUserId: user.id, hostUserName: user.name }, hashOf(state), expiresAt);
    return { ...this.links(authorization, this.options.publicUrl, state), expiresAt };
  }

  /** Ends what {@link start} began. Never throws what a person could do something about: the result says it. */
  async finish(code: unknown, state: unknown): Promise<SelfBindingResult> {
    if (typeof state !== 'string' || !STATE.test(state) || typeof code !== 'string' || !CODE.test(code)) return { failure: 'link_over' };
    const request = await this.requests.take(hashOf(state), this.clock.now());
    if (!request) return { failure: 'link_over' };
    try {
      return await this.bind(request, code);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      this.log.warn({ authorizationId: request.authorizationId, failure, err: error }, 'somebody could not bind himself');
      return { failure };
    }
  }

  private async bind({ tenantId, authorizationId, hostUserId, hostUserName }: SelfBindingRequest, code: string): Promise<SelfBindingResult> {
    const { userid } = await this.client.call(authorizationId, authGetuserinfo, { code });
    // Only an openid: somebody of WeChat or of another corp.
    if (!userid) return { failure: 'not_a_member' };
    const actor = { kind: 'user' as const, id: hostUserId, name: hostUserName };
    return { binding: await this.bindings.bind({ tenantId, userId: hostUserId, actor }, { authorizationId, hostUserId, wecomUserId: userid }) };
  }

  private links({ corpId, agentId }: Authorization, publicUrl: string, state: string): Pick<SelfBindingLinks, 'wecomUrl' | 'desktopUrl'> {
    const redirect = encodeURIComponent(`${bare(publicUrl)}${SELF_BINDING_PATH}`);
    const oauth = bare(this.options.oauthBaseUrl ?? 'https://open.weixin.qq.com');
    const login = bare(this.options.loginBaseUrl ?? 'https://login.work.weixin.qq.com');
    const appid = encodeURIComponent(corpId);
    return {
      wecomUrl: `${oauth}/connect/oauth2/authorize?appid=${appid}&redirect_uri=${redirect}&response_type=code&scope=snsapi_base&state=${state}&agentid=${agentId}#wechat_redirect`,
      desktopUrl: `${login}/wwlogin/sso/login?login_type=CorpApp&appid=${appid}&agentid=${agentId}&redirect_uri=${redirect}&state=${state}`,
    };
  }
}

const bare = (url: string): string => url.replace(/\/+$/, '');
const hashOf = (state: string): string => createHash('sha256').update(state).digest('base64url');

function failureOf(error: unknown): SelfBindingFailure | undefined {
  if (error instanceof AccountAlreadyBoundError) return 'account_taken';
  if (error instanceof WecomAccountNotFoundError) return 'not_visible';
  if (error instanceof WecomError && error.fault === 'login') return 'link_over';
  return error instanceof DomainError ? 'no_answer' : undefined;
}
