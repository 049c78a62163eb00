import { randomText } from './random-text';
import { WecomError } from './wecom-error';

export type TokenKind = 'app' | 'contacts' | 'suite' | 'provider';

export interface TokenOwner {
  kind: TokenKind;
  /** Corp of an app or of the contact-sync helper; provider's corp of a provider token. */
  corpId?: string;
  agentId?: number;
  suiteId?: string;
}

export interface Token {
  value: string;
  owner: TokenOwner;
  /** Milliseconds. */
  expiresAt: number;
}

/** An expired token is remembered this long, so that it gets 42001 and not 40014. */
const REMEMBER_EXPIRED_MS = 24 * 3_600_000;

const INVALID: Record<TokenKind, number> = { app: 40014, contacts: 40014, suite: 40082, provider: 40014 };
const EXPIRED: Record<TokenKind, number> = { app: 42001, contacts: 42001, suite: 42009, provider: 42001 };

function ownerKey(owner: TokenOwner): string {
  return [owner.kind, owner.corpId, owner.agentId, owner.suiteId].join('/');
}

/** Access tokens of all three kinds. Inside its life the same token is given again (unconfirmed for self-built apps: sheet, U1). */
export class Tokens {
  private readonly byValue = new Map<string, Token>();
  private readonly current = new Map<string, Token>();

  constructor(private readonly now: () => number) {}

  /** @param ttlSeconds life of a new token */
  issue(owner: TokenOwner, ttlSeconds: number): { token: string; expiresIn: number } {
    const key = ownerKey(owner);
    const now = this.now();
    const held = this.current.get(key);
    if (held && held.expiresAt - now >= 1000) return { token: held.value, expiresIn: Math.floor((held.expiresAt - now) / 1000) };
    this.forgetOld(now);
    const token: Token = { value: randomText(214), owner, expiresAt: now + ttlSeconds * 1000 };
    this.byValue.set(token.value, token);
    this.current.set(key, token);
    return { token: token.value, expiresIn: ttlSeconds };
  }

  /** Whose token this is, valid or not; undefined when the sandbox never gave it or took it back. */
  peek(value: string): Token | undefined {
    return this.byValue.get(value);
  }

  /** @throws WecomError 40014 or 40082 unknown, taken back or of another kind; 42001 or 42009 expired */
  resolve(value: string, kinds: readonly TokenKind[]): TokenOwner {
    const token = this.byValue.get(value);
    if (!token || !kinds.includes(token.owner.kind)) throw new WecomError(INVALID[kinds[0]]);
    if (token.expiresAt <= this.now()) throw new WecomError(EXPIRED[token.owner.kind]);
    return token.owner;
  }

  /** Takes back one token, as WeCom may do at any time. */
  invalidate(value: string): void {
    const token = this.byValue.get(value);
    if (!token) return;
    this.byValue.delete(value);
    if (this.current.get(ownerKey(token.owner)) === token) this.current.delete(ownerKey(token.owner));
  }

  /** Takes back every token of this owner. @returns how many */
  invalidateOwner(owner: TokenOwner): number {
    const key = ownerKey(owner);
    const values = [...this.byValue.values()].filter((token) => ownerKey(token.owner) === key).map((token) => token.value);
    values.forEach((value) => this.invalidate(value));
    return values.length;
  }

  /** Ends the life of every token of this owner now: calls get 42001. @returns how many */
  expireOwner(owner: TokenOwner): number {
    const key = ownerKey(owner);
    const tokens = [...this.byValue.values()].filter((token) => ownerKey(token.owner) === key);
    for (const token of tokens) token.expiresAt = Math.min(token.expiresAt, this.now());
    return tokens.length;
  }

  snapshot(): Token[] {
    return [...this.byValue.values()];
  }

  restore(tokens: readonly Token[]): void {
    this.byValue.clear();
    this.current.clear();
    for (const token of tokens) {
      this.byValue.set(token.value, token);
      const held = this.current.get(ownerKey(token.owner));
      if (!held || held.expiresAt < token.expiresAt) this.current.set(ownerKey(token.owner), token);
    }
  }

  private forgetOld(now: number): void {
    for (const token of this.byValue.values()) if (token.expiresAt + REMEMBER_EXPIRED_MS < now) this.byValue.delete(token.value);
  }
}
