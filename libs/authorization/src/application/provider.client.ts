import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, SecretBox } from '#kernel';
import { getProviderToken, getSuiteToken, WecomTransport, type WecomApi, type WecomError } from '#wecom';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from '../authorization.options';
import { SuiteNotConfiguredError, SuiteTicketMissingError } from '../domain/authorization.errors';
import { ticketContext, type ProviderSettings, type Suite, type SuiteMode } from '../domain/suite';
import { tokenTimes } from '../domain/token-times';
import { AccessTokenRepository, type TokenRow } from '../persistence/access-token.repository';
import { SuiteRepository } from '../persistence/suite.repository';
import { SharedTokens, type FreshToken, type TokenHolder } from './shared-tokens.service';

/** Calls WeCom as the provider, or as one of its suites. */
@Injectable()
export class ProviderClient {
  private readonly log = new Logger(ProviderClient.name);

  constructor(
    private readonly transport: WecomTransport,
    private readonly shared: SharedTokens,
    private readonly tokens: AccessTokenRepository,
    private readonly suites: SuiteRepository,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(AUTHORIZATION_OPTIONS) private readonly options: AuthorizationOptions,
  ) {}

  /** @throws SuiteNotConfiguredError */
  get provider(): ProviderSettings {
    if (!this.options.provider) throw new SuiteNotConfiguredError();
    return this.options.provider;
  }

  /** @throws SuiteNotConfiguredError */
  suiteOfMode(mode: SuiteMode): Suite {
    const settings = mode === 'customized' ? this.options.provider?.customized : this.options.provider?.thirdParty;
    if (!settings) throw new SuiteNotConfiguredError();
    return { ...settings, mode };
  }

  /** @returns undefined for an id that is not configured */
  suite(suiteId: string): Suite | undefined {
    const { customized, thirdParty } = this.options.provider ?? {};
    if (customized?.suiteId === suiteId) return { ...customized, mode: 'customized' };
    return thirdParty?.suiteId === suiteId ? { ...thirdParty, mode: 'third_party' } : undefined;
  }

  /** A call of kind `suite_access_token`. @throws WecomError. @throws SuiteTicketMissingError. @throws AccessTokenUnavailableError */
  async callAsSuite<TInput, TReply>(suiteId: string, api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    const suite = this.suite(suiteId);
    if (!suite) throw new SuiteNotConfiguredError();
    const holder = this.holder(`suite:${suiteId}`, () => this.askSuiteToken(suite));
    return this.shared.call(holder, await holder.read(), api, input);
  }

  /** A call of kind `provider_access_token`. @throws WecomError. @throws AccessTokenUnavailableError */
  async callAsProvider<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    const holder = this.holder(`provider:${this.provider.corpId}`, () => this.askProviderToken());
    return this.shared.call(holder, await holder.read(), api, input);
  }

  private holder(key: string, ask: () => Promise<FreshToken>): TokenHolder<TokenRow> {
    return {
      key,
      read: () => this.tokens.ensure(key, this.clock.now()),
      ask,
      // Nobody's authorization is broken by it, so it is the log that must tell.
      refused: async (_current, refusal: WecomError) => this.log.error({ holder: key, errcode: refusal.errcode }, 'WeCom refuses the credentials of the provider'),
    };
  }

  private async askSuiteToken({ suiteId, secret }: Suite): Promise<FreshToken> {
    const ticket = await this.suites.ticket(suiteId);
    if (!ticket) throw new SuiteTicketMissingError(suiteId);
    const askedAt = this.clock.now();
    const suiteTicket = this.box.open(ticket.ticketSealed, ticketContext(suiteId));
    const reply = await this.transport.call(getSuiteToken, { suiteId, suiteSecret: secret, suiteTicket });
    return { token: reply.suite_access_token, ...tokenTimes(askedAt, reply.expires_in) };
  }

  private async askProviderToken(): Promise<FreshToken> {
    const askedAt = this.clock.now();
    const reply = await this.transport.call(getProviderToken, { corpId: this.provider.corpId, providerSecret: this.provider.secret });
    return { token: reply.provider_access_token, ...tokenTimes(askedAt, reply.expires_in) };
  }
}
