import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import { agentGet, getCorpToken, gettoken, messageSend, WecomError, type WecomApi } from '#wecom';
import type { AppAccess } from '../domain/app-access';
import { AccessTokenUnavailableError, AuthorizationNotFoundError, AuthorizationNotUsableError } from '../domain/authorization.errors';
import { probeTime } from '../domain/trouble';
import { AuthorizationRepository } from '../persistence/authorization.repository';
import { AccessTokensService } from './access-tokens.service';
import { agentFactsOf, isDisabled } from './agent-facts';
import { AuthorizationHealth } from './authorization-health.service';

type MessageSendReply = Awaited<ReturnType<typeof messageSend.reply.parse>>;
const isMessageSend = ({ name }: { name: string }): boolean => name === messageSend.name;

const TOKEN_CALLS = new Set([gettoken.name, getCorpToken.name]);

/** An app that was active a moment ago. */
export interface OpenApp {
  /** @throws as {@link WecomAppClient.call} does once the app is known to be active */
  call<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply>;
}

/**
 * Calls WeCom as an authorized app. An authorization is given by id alone: whoever takes the id from a request looks it up
 * for the caller's tenant first (`AuthorizationsService.getApp`).
 */
@Injectable()
export class WecomAppClient {
  private readonly log = new Logger(WecomAppClient.name);

  constructor(
    private readonly authorizations: AuthorizationRepository,
    private readonly tokens: AccessTokensService,
    private readonly health: AuthorizationHealth,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one call of kind `access_token`. A token that WeCom refuses is renewed once and the call repeated once; nothing
   * else is repeated. A refusal that lasts (fault `app`, or `token` for a fresh token) marks the authorization broken. A broken
   * one lets a call through again when agent/get works, asked at most every 5 minutes; after 3 refused secrets it waits for a person.
   * @throws AuthorizationNotUsableError when the authorization is not active. @throws AuthorizationNotFoundError
   * @throws AccessTokenUnavailableError when there is no token: the call was not made
   * @throws WecomError as the transport gave it; of `gettoken` with fault `app` when the secret is refused: the call was not made
   */
  async call<TInput, TReply>(authorizationId: string, api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    return (await this.open(authorizationId)).call(api, input);
  }

  /**
   * The first half of {@link call}, for one that waits for its place: what many ask at one moment is read by one statement. An app that breaks before
   * the call is made is refused by WeCom, as one that breaks while it is on its way.
   * @throws AuthorizationNotUsableError @throws AuthorizationNotFoundError
   */
  async open(authorizationId: string): Promise<OpenApp> {
    const found = await this.load(authorizationId);
    const app = found.state === 'broken' ? await this.tryToMend(found) : found;
    if (app.state !== 'active') throw new AuthorizationNotUsableError(app);
    return { call: (api, input) => this.callAs(app, api, input) };
  }

  private async callAs<TInput, TReply>(app: AppAccess, api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    try {
      const reply = await this.tokens.call(app, api, input);
      if (isMessageSend(api)) await this.health.sent(app, (reply as MessageSendReply).unlicenseduser.length > 0);
      return reply;
    } catch (error) {
      await this.note(app, error);
      throw error;
    }
  }

  /**
   * Asks WeCom whether the app works, by agent/get: nobody is sent anything. Moves the authorization between active and broken.
   * @returns the refusal, when WeCom refuses the app
   * @throws WecomError or AccessTokenUnavailableError when WeCom did not answer: nothing is known then and nothing moves
   * @throws AuthorizationNotUsableError when the authorization is neither active nor broken. @throws AuthorizationNotFoundError
   */
  async probe(authorizationId: string): Promise<WecomError | undefined> {
    const app = await this.load(authorizationId);
    if (app.state !== 'active' && app.state !== 'broken') throw new AuthorizationNotUsableError(app);
    try {
      const agent = await this.tokens.call(app, agentGet, { agentId: app.agentId });
      if (isDisabled(agent)) await this.health.disabled(app);
      else await this.health.working(app, agentFactsOf(agent));
      return undefined;
    } catch (error) {
      const refusal = await this.note(app, error);
      if (!refusal) throw error;
      return refusal;
    }
  }

  private async load(authorizationId: string): Promise<AppAccess> {
    const app = await this.authorizations.findAccess(authorizationId);
    if (!app) throw new AuthorizationNotFoundError(authorizationId);
    return app;
  }

  /** Asks WeCom whether the trouble is over, when it is time. @returns the authorization as it is then */
  private async tryToMend(app: AppAccess): Promise<AppAccess> {
    const now = this.clock.now();
    if (!(await this.authorizations.claimProbe(app.id, now, probeTime(now)))) return app;
    try {
      await this.probe(app.id);
    } catch (error) {
      // Of no answer to this question the caller must not conclude that his own call was made.
      if (!(error instanceof DomainError)) throw error;
      this.log.warn({ authorizationId: app.id, err: error }, 'WeCom did not say whether a broken authorization works again');
    }
    return this.load(app.id);
  }

  /** @returns the refusal, when the error is one that lasts, and so the authorization is broken now */
  private async note(app: AppAccess, error: unknown): Promise<WecomError | undefined> {
    const failure = error instanceof AccessTokenUnavailableError ? error.cause : error;
    if (!(failure instanceof WecomError)) return undefined;
    await this.health.failed(app, failure);
    if (failure !== error || (failure.fault !== 'app' && failure.fault !== 'token')) return undefined;
    // A refused secret was noted where the token was asked for.
    if (!TOKEN_CALLS.has(failure.api)) await this.health.refused(app, failure);
    return failure;
  }
}
