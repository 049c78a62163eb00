import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, SecretBox } from '#kernel';
import { WecomError, WecomTransport, type WecomApi } from '#wecom';
import { tokenContext, type AccessToken } from '../domain/app-access';
import { AccessTokenUnavailableError } from '../domain/authorization.errors';
import { leaseUntil, retryAfter, type TokenTimes } from '../domain/token-times';
import { AccessTokenRepository, type StoredToken, type TokenRow } from '../persistence/access-token.repository';

const POLL_INTERVAL_MS = 50;
/** Together 10 seconds: the longest that WeCom may take for an answer. */
const MAX_POLLS = 200;

export interface FreshToken extends TokenTimes {
  token: string;
}

/** Whose token it is, and how one is got: an authorization, a suite or the provider. */
export interface TokenHolder<T extends TokenRow> {
  /** Names the token among all: the authorization's id, `suite:…` or `provider:…`. */
  key: string;
  /** What is stored now. @throws when there must be no token any more */
  read(): Promise<T>;
  /** Asks WeCom. */
  ask(current: T): Promise<FreshToken>;
  /** Called when WeCom refuses what `ask` presented, before anybody else asks with it again. */
  refused(current: T, refusal: WecomError): Promise<void>;
}

/** One token for each holder, shared by all processes through the database: one of them renews it, the others wait. */
@Injectable()
export class SharedTokens {
  private readonly log = new Logger(SharedTokens.name);
  private readonly renewals = new Map<string, Promise<void>>();
  /** Opened last, by holder: each call asks for one. */
  private readonly opened = new Map<string, AccessToken>();

  constructor(
    private readonly transport: WecomTransport,
    private readonly tokens: AccessTokenRepository,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {}

  seal(key: string, { token, expiresAt, renewAfter }: FreshToken): StoredToken {
    return { tokenSealed: this.box.seal(token, tokenContext(key)), expiresAt, renewAfter };
  }

  /** Makes one call. A token that WeCom refuses is dropped, renewed once and the call repeated once; nothing else is repeated. @throws as {@link get}, and WecomError */
  async call<T extends TokenRow, TInput, TReply>(holder: TokenHolder<T>, first: T, api: WecomApi<TInput, TReply>, input: TInput): Promise<TReply> {
    const held = await this.get(holder, first);
    try {
      return await this.transport.call(api, input, { token: held.token });
    } catch (error) {
      if (!(error instanceof WecomError) || error.fault !== 'token') throw error;
      await this.tokens.drop(holder.key, held.sealed, this.clock.now());
    }
    const renewed = await this.get(holder, await holder.read());
    return this.transport.call(api, input, { token: renewed.token });
  }

  /**
   * The token in effect. When it is due, one caller of all processes renews it; the others use the old one while it lives,
   * or wait for the new one.
   * @param first what was just read
   * @throws WecomError when WeCom refuses one. @throws AccessTokenUnavailableError when WeCom gives none now. @throws what `holder.read` throws
   */
  async get<T extends TokenRow>(holder: TokenHolder<T>, first: T): Promise<AccessToken> {
    let seen = first;
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      const now = this.clock.now();
      const held = heldToken(seen, now);
      const due = seen.renewAfter <= now;
      const renewing = seen.renewLockUntil !== null && seen.renewLockUntil > now;
      if (held && (!due || renewing)) return this.open(holder.key, held);
      if (!due) throw new AccessTokenUnavailableError(holder.key);
      try {
        await this.renewOrWait(holder);
      } catch (error) {
        if (!(error instanceof WecomError) || error.kind !== 'unavailable') throw error;
        // Not the transport's error: its unknown outcome is the token's, and must not be taken for that of the call.
        if (!held) throw new AccessTokenUnavailableError(holder.key, error);
        this.log.warn({ holder: holder.key, errcode: error.errcode, fault: error.fault }, 'a token could not be renewed; the old one still lives');
        return this.open(holder.key, held);
      }
      seen = await holder.read();
    }
    throw new AccessTokenUnavailableError(holder.key);
  }

  private open(key: string, sealed: string): AccessToken {
    const known = this.opened.get(key);
    if (known?.sealed === sealed) return known;
    const token = { token: this.box.open(sealed, tokenContext(key)), sealed };
    this.opened.set(key, token);
    return token;
  }

  /** Callers of this process renew or wait together: the database is asked once for all of them. */
  private renewOrWait<T extends TokenRow>(holder: TokenHolder<T>): Promise<void> {
    const underWay = this.renewals.get(holder.key);
    if (underWay) return underWay;
    const renewal = this.claimAndRenew(holder).finally(() => this.renewals.delete(holder.key));
    this.renewals.set(holder.key, renewal);
    return renewal;
  }

  private async claimAndRenew<T extends TokenRow>(holder: TokenHolder<T>): Promise<void> {
    const now = this.clock.now();
    const claim = await this.tokens.claimRenewal(holder.key, now, leaseUntil(now));
    if (claim === undefined) {
      await delay(POLL_INTERVAL_MS);
      return;
    }
    const current = await holder.read();
    try {
      await this.tokens.storeRenewed(holder.key, claim, this.seal(holder.key, await holder.ask(current)));
    } catch (error) {
      await this.tokens.releaseRenewal(holder.key, claim, await this.nextTry(holder, current, error));
      throw error;
    }
  }

  /** What is refused is noted before the claim ends: else the next one would ask with it again. */
  private async nextTry<T extends TokenRow>(holder: TokenHolder<T>, current: T, error: unknown): Promise<Date> {
    const now = this.clock.now();
    if (!(error instanceof WecomError)) return now;
    if (error.fault !== 'app') return retryAfter(now, error);
    await holder.refused(current, error);
    return now;
  }
}

function heldToken({ tokenSealed, tokenExpiresAt }: TokenRow, now: Date): string | undefined {
  return tokenSealed !== null && tokenExpiresAt !== null && tokenExpiresAt > now ? tokenSealed : undefined;
}
