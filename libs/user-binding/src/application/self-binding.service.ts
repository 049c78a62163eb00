import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuthorizationNotUsableError, AuthorizationsService, WecomAppClient, type Authorization } from '#authorization';
import { ForbiddenError, UserDirectory } from '#bi-host';
import { Clock, DomainError, type Tx } from '#kernel';
import { authGetuserinfo, WecomError } from '#wecom';
import { AccountAlreadyBoundError, HostUserNotFoundError, WecomAccountNotFoundError } from '../domain/binding.errors';
import type { Binding } from '../domain/binding';
import { AskOverError, SelfBindingUnavailableError } from '../domain/self-binding.errors';
import { BindAskRepository, type BindAsk } from '../persistence/bind-ask.repository';
import { BindingRepository } from '../persistence/binding.repository';
import { SelfBindingRepository, type SelfBindingRequest } from '../persistence/self-binding.repository';
import { USER_BINDING_OPTIONS, type UserBindingOptions } from '../user-binding.options';
import { BindingsService, type Binder } from './bindings.service';

export const SELF_BINDING_PATH = '/push/bindings/self/callback';

const LINK_SECONDS = 300;
const STATE = /^[0-9a-f]{32}$/;
const ASK = /^[\w-]{43}$/;
const CODE = /^[\x21-\x7e]{1,512}$/;

export interface SelfBindingLinks {
  /** Opened inside WeCom: signs in without a question. */
  wecomUrl: string;
  /** Opened in a browser of a desktop: shows a QR code to scan with WeCom. */
  desktopUrl: string;
  expiresAt: Date;
}

export const SELF_BINDING_OBSTACLES = ['not_usable', 'third_party', 'no_public_url'] as const;
/** Why nobody can bind himself in an app: it does not work now, is one that is never told who signs in, or this system has no address for browsers. */
export type SelfBindingObstacle = (typeof SELF_BINDING_OBSTACLES)[number];

export interface OwnBinding {
  authorization: Authorization;
  binding: Binding | null;
  obstacle: SelfBindingObstacle | null;
}

/** What became of a link: `binding` when it is bound, else why not. */
export type SelfBindingResult = { binding: Binding } | { failure: SelfBindingFailure };
export type SelfBindingFailure = 'link_over' | 'ask_over' | 'not_a_member' | 'account_taken' | 'not_visible' | 'no_answer';

/** People bind themselves: WeCom says who signed in, and the link says for whom. */
@Injectable()
export class SelfBindingService {
  private readonly log = new Logger(SelfBindingService.name);

  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly directory: UserDirectory,
    private readonly client: WecomAppClient,
    private readonly bindings: BindingsService,
    private readonly bound: BindingRepository,
    private readonly requests: SelfBindingRepository,
    private readonly asks: BindAskRepository,
    private readonly clock: Clock,
    @Inject(USER_BINDING_OPTIONS) private readonly options: UserBindingOptions,
  ) {}

  /**
   * Links for the caller himself: for 5 minutes, for one use; an earlier one ends.
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError. @throws SelfBindingUnavailableError. @throws HostUserNotFoundError
   */
  async start(caller: Binder, authorizationId: string): Promise<SelfBindingLinks> {
    if (caller.actor.kind !== 'user') throw new ForbiddenError('Only a person can bind himself');
    await this.usable(caller.tenantId, authorizationId);
    const [user] = await this.directory.findUsers(caller.tenantId, [caller.userId]);
    if (!user) throw new HostUserNotFoundError(caller.userId);
    return this.begin({ tenantId: caller.tenantId, authorizationId, hostUserId: user.id, hostUserName: user.name, askHash: null });
  }

  /** The caller's account in each app of the tenant, and whether he can bind himself there. @throws ForbiddenError for a machine */
  async mine(caller: Binder): Promise<OwnBinding[]> {
    if (caller.actor.kind !== 'user') throw new ForbiddenError('Only a person has bindings of his own');
    const { tenantId, userId } = caller;
    const all = await this.authorizations.list(tenantId);
    return Promise.all(
      all.filter(({ state }) => state === 'active' || state === 'broken').map(async (authorization) => {
        const [binding] = await this.bound.findByHostUsers({ tenantId, authorizationId: authorization.id }, [userId]);
        return { authorization, binding: binding ?? null, obstacle: this.obstacleTo(authorization) };
      }),
    );
  }

  /**
   * Whether people of this authorization can bind themselves.
   * @returns with the address of this system, without a `/` at its end
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError. @throws SelfBindingUnavailableError
   */
  async usable(tenantId: string, authorizationId: string): Promise<{ authorization: Authorization; publicUrl: string }> {
    const authorization = await this.authorizations.get(tenantId, authorizationId);
    const obstacle = this.obstacleTo(authorization);
    if (obstacle === 'not_usable') throw new AuthorizationNotUsableError(authorization);
    if (obstacle !== null) throw new SelfBindingUnavailableError(obstacle);
    return { authorization, publicUrl: bare(this.options.publicUrl ?? '') };
  }

  private obstacleTo({ state, mode }: Authorization): SelfBindingObstacle | null {
    if (state !== 'active') return 'not_usable';
    if (mode === 'third_party') return 'third_party';
    return this.options.publicUrl ? null : 'no_public_url';
  }

  /** For whom a link is that the host passed on. @returns undefined when it is over. Reading it changes nothing: previews of links are no use. */
  async asked(token: unknown): Promise<BindAsk | undefined> {
    return typeof token === 'string' && ASK.test(token) ? this.asks.find(hashOf(token), this.clock.now()) : undefined;
  }

  /** What {@link start} does, for who opened such a link. @returns undefined when it is over */
  async startAsked(token: unknown): Promise<SelfBindingLinks | undefined> {
    const ask = await this.asked(token);
    return ask && this.begin({ ...ask, askHash: ask.tokenHash });
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

  private async begin(request: SelfBindingRequest): Promise<SelfBindingLinks> {
    const { authorization, publicUrl } = await this.usable(request.tenantId, request.authorizationId);
    const state = randomBytes(16).toString('hex');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_SECONDS * 1000);
    await this.requests.put(request, hashOf(state), expiresAt);
    return { ...this.links(authorization, publicUrl, state), expiresAt };
  }

  private async bind({ tenantId, authorizationId, hostUserId, hostUserName, askHash }: SelfBindingRequest, code: string): Promise<SelfBindingResult> {
    const { userid } = await this.client.call(authorizationId, authGetuserinfo, { code });
    // Only an openid: somebody of WeChat or of another corp.
    if (!userid) return { failure: 'not_a_member' };
    const actor = { kind: 'user' as const, id: hostUserId, name: hostUserName };
    const used = async (before: Binding | undefined, tx: Tx): Promise<void> => {
      // Whoever has such a link can only make the first binding, once: never take the place of another account.
      if (askHash !== null && (before || !(await this.asks.use(askHash, this.clock.now(), tx)))) throw new AskOverError();
    };
    return { binding: await this.bindings.bind({ tenantId, userId: hostUserId, actor }, { authorizationId, hostUserId, wecomUserId: userid }, used) };
  }

  private links({ corpId, agentId }: Authorization, publicUrl: string, state: string): Pick<SelfBindingLinks, 'wecomUrl' | 'desktopUrl'> {
    const redirect = encodeURIComponent(`${publicUrl}${SELF_BINDING_PATH}`);
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
/** What is stored in the place of a link's secret: 128 or more random bits, which nobody guesses. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

function failureOf(error: unknown): SelfBindingFailure | undefined {
  if (error instanceof AskOverError) return 'ask_over';
  if (error instanceof AccountAlreadyBoundError) return 'account_taken';
  if (error instanceof WecomAccountNotFoundError) return 'not_visible';
  if (error instanceof WecomError && error.fault === 'login') return 'link_over';
  return error instanceof DomainError ? 'no_answer' : undefined;
}
