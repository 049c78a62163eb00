import { Inject, Injectable } from '@nestjs/common';
import { Clock, PushDatabase, SecretBox } from '#kernel';
import { CallbackCrypto, CallbackRejectedError, parseCallbackMessage, parseEnvelope, type CallbackQuery } from '#wecom';
import { AuditTrail } from '#bi-host';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from '../authorization.options';
import { AuthorizationNotFoundError, AuthorizationNotUsableError, CallbackChannelNotFoundError } from '../domain/authorization.errors';
import { callbackKeyContext, callbackTokenContext, newCallbackKeys, type CallbackKeys } from '../domain/callback-settings';
import { corpKeyOf } from '../domain/corp-id';
import { isFresh } from '../domain/wecom-event';
import { AuthorizationHealthRepository } from '../persistence/authorization-health.repository';
import { AuthorizationRepository } from '../persistence/authorization.repository';
import { SuiteRepository } from '../persistence/suite.repository';
import { WecomCallbackRepository, type AppChannel } from '../persistence/wecom-callback.repository';
import { subjectOf } from './authorization-health.service';
import { actorOf, type Administrator } from './administrator';
import { ProviderClient } from './provider.client';
import { WecomEvents } from './wecom-events.service';

export interface CallbackAddress {
  /** Path of the endpoint, under whatever address WeCom reaches us by. */
  path: string;
  /** The whole address, when the option `publicUrl` is set. */
  url: string | null;
}

/** Heads of the channels of suites: instructions, and what concerns the app of one corp. */
const SUITE = 'suite-';
const DATA = 'data-';

interface SuiteChannel {
  kind: 'suite' | 'data';
  suiteId: string;
  crypto: CallbackCrypto;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where WeCom calls back. Channels: the authorization's id for a corp's own app, with keys of its own; `suite-<SuiteID>` for the
 * instructions of a suite, `data-<SuiteID>` for what concerns its apps, both with the keys of the configuration.
 */
@Injectable()
export class CallbackChannels {
  constructor(
    private readonly database: PushDatabase,
    private readonly authorizations: AuthorizationRepository,
    private readonly callbacks: WecomCallbackRepository,
    private readonly seen: AuthorizationHealthRepository,
    private readonly suites: SuiteRepository,
    private readonly provider: ProviderClient,
    private readonly events: WecomEvents,
    private readonly audit: AuditTrail,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    @Inject(AUTHORIZATION_OPTIONS) private readonly options: AuthorizationOptions,
  ) {}

  addressOf(channel: string): CallbackAddress {
    const path = `/push/callbacks/${channel}`;
    return { path, url: this.options.publicUrl ? `${this.options.publicUrl.replace(/\/+$/, '')}${path}` : null };
  }

  /**
   * Makes Token and EncodingAESKey for the callback of a corp's own app; they replace those made before. Given once: what is
   * stored is encrypted and never shown.
   * @throws AuthorizationNotFoundError. @throws AuthorizationNotUsableError when it is revoked, or of a suite, whose callback is the provider's
   */
  async renewKeys(administrator: Administrator, authorizationId: string): Promise<CallbackKeys> {
    const { tenantId } = administrator;
    const authorization = await this.authorizations.find(tenantId, authorizationId);
    if (!authorization) throw new AuthorizationNotFoundError(authorizationId);
    if (authorization.state === 'revoked' || authorization.mode !== 'self_built') throw new AuthorizationNotUsableError(authorization);
    const keys = newCallbackKeys();
    const sealed = {
      tokenSealed: this.box.seal(keys.token, callbackTokenContext(authorizationId)),
      aesKeySealed: this.box.seal(keys.encodingAesKey, callbackKeyContext(authorizationId)),
    };
    await this.database.transaction(async (tx) => {
      await this.callbacks.put(tenantId, authorizationId, sealed, this.clock.now(), tx);
      const subject = subjectOf(authorizationId, authorization.corpId, authorization.agentName);
      await this.audit.record(actorOf(administrator), { tenantId, action: 'authorization.renew_callback', subject, after: { callback: 'new Token and EncodingAESKey' } }, tx);
    });
    return keys;
  }

  /** The GET check. @returns what to answer, as it is. @throws CallbackRejectedError. @throws CallbackChannelNotFoundError */
  async verify(channel: string, query: CallbackQuery, echostr: string): Promise<string> {
    const provided = this.suiteChannel(channel);
    if (provided) return provided.crypto.open(query, echostr, [this.provider.provider.corpId, provided.suiteId]).message;
    const app = await this.appChannel(channel);
    return this.cryptoOf(app).open(query, echostr, [app.corpId]).message;
  }

  /**
   * Takes a callback in.
   * @returns what to answer, as it is
   * @throws CallbackRejectedError when it is not from WeCom, not for this channel, or a copy of an old one. @throws CallbackChannelNotFoundError
   */
  async receive(channel: string, query: CallbackQuery, body: string): Promise<string> {
    const provided = this.suiteChannel(channel);
    if (provided) return provided.kind === 'suite' ? this.receiveInstruction(channel, provided, query, body) : this.receiveData(channel, provided, query, body);
    const app = await this.appChannel(channel);
    const { encrypt, toUserName } = parseEnvelope(body);
    // WeCom writes the id as it made it, an administrator perhaps in another case.
    const receiveIds = corpKeyOf(toUserName) === corpKeyOf(app.corpId) ? [toUserName, app.corpId] : [app.corpId];
    const { message } = this.cryptoOf(app).open(query, encrypt, receiveIds);
    this.assertFresh(query);
    await this.events.receive({ channel, suiteId: null, tenantId: app.tenantId, authorizationId: app.authorizationId, xml: message });
    await this.seen.calledBack({ id: app.authorizationId, tenantId: app.tenantId }, this.clock.now());
    return '';
  }

  /** Takes in what the browser brought of an installation that began with one of our links; works on it before it returns. */
  async receiveInstallation(authCode: string, state: string): Promise<void> {
    const link = await this.suites.link(state);
    const authorization = link && (await this.suites.byId(link.authorizationId));
    if (!authorization) return;
    const { suiteId } = authorization;
    // As WeCom tells it of installations that begin elsewhere: then there is one way for both.
    const xml = `<xml><SuiteId>${suiteId}</SuiteId><InfoType>create_auth</InfoType><AuthCode>${authCode}</AuthCode><State>${state}</State></xml>`;
    await this.events.receive({ channel: `${SUITE}${suiteId}`, suiteId, tenantId: null, authorizationId: null, xml });
    await this.events.work();
  }

  private suiteChannel(channel: string): SuiteChannel | undefined {
    const kind = channel.startsWith(SUITE) ? 'suite' : 'data';
    const head = kind === 'suite' ? SUITE : DATA;
    const suite = channel.startsWith(head) ? this.provider.suite(channel.slice(head.length)) : undefined;
    return suite && { kind, suiteId: suite.suiteId, crypto: new CallbackCrypto(suite.token, suite.encodingAesKey) };
  }

  private async receiveInstruction(channel: string, { suiteId, crypto }: SuiteChannel, query: CallbackQuery, body: string): Promise<string> {
    const { message } = crypto.open(query, parseEnvelope(body).encrypt, [suiteId, this.provider.provider.corpId]);
    this.assertFresh(query);
    const corp = parseCallbackMessage(message).fields.AuthCorpId;
    const authorization = corp ? await this.suites.liveByOpenCorp(suiteId, corp) : undefined;
    await this.events.receive({ channel, suiteId, tenantId: authorization?.tenantId ?? null, authorizationId: authorization?.id ?? null, xml: message });
    return 'success';
  }

  /** What concerns the app of one corp; the corp is named by the envelope, and proved by the encryption. */
  private async receiveData(channel: string, { suiteId, crypto }: SuiteChannel, query: CallbackQuery, body: string): Promise<string> {
    const { encrypt, toUserName } = parseEnvelope(body);
    const { message } = crypto.open(query, encrypt, [toUserName]);
    this.assertFresh(query);
    const authorization = await this.suites.liveByOpenCorp(suiteId, toUserName);
    await this.events.receive({ channel, suiteId, tenantId: authorization?.tenantId ?? null, authorizationId: authorization?.id ?? null, xml: message });
    return '';
  }

  private assertFresh({ timestamp }: CallbackQuery): void {
    if (!isFresh(timestamp, this.clock.now())) throw new CallbackRejectedError('signature');
  }

  private async appChannel(channel: string): Promise<AppChannel> {
    const app = UUID.test(channel) ? await this.callbacks.find(channel) : undefined;
    if (!app) throw new CallbackChannelNotFoundError();
    return app;
  }

  private cryptoOf({ authorizationId, tokenSealed, aesKeySealed }: AppChannel): CallbackCrypto {
    return new CallbackCrypto(this.box.open(tokenSealed, callbackTokenContext(authorizationId)), this.box.open(aesKeySealed, callbackKeyContext(authorizationId)));
  }
}
