import { WecomError } from './wecom-error';

/** Every number of sheet, section 5 (and token life), so that a test can make a limit small or, with 0, take it away. */
export interface LimitSettings {
  tokenTtlSeconds: number;
  memberPerMinute: number;
  memberPerHour: number;
  /** Times the corp's account cap: person-times an app may send a day. */
  dailyPersonTimesPerAccount: number;
  corpApiPerMinute: number;
  corpApiPerHour: number;
  ipApiPerMinute: number;
  ipApiPerHour: number;
  providerIpApiPerMinute: number;
  providerIpApiPerHour: number;
  /** Wrong secrets from one address before gettoken is closed to it for an hour. */
  wrongSecretsPerHour: number;
  /** Share of the account cap: wrong look-ups by mobile or e-mail before these are closed for a day. */
  wrongLookupShare: number;
  robotPerMinute: number;
  debugPerMinute: number;
  uploadImagePerDay: number;
  /** Between two attempts of a callback; the sheet names no time. */
  callbackRetryMs: number;
}

export const DEFAULT_LIMITS: Readonly<LimitSettings> = {
  tokenTtlSeconds: 7200,
  memberPerMinute: 30,
  memberPerHour: 1000,
  dailyPersonTimesPerAccount: 200,
  corpApiPerMinute: 10_000,
  corpApiPerHour: 150_000,
  ipApiPerMinute: 20_000,
  ipApiPerHour: 600_000,
  providerIpApiPerMinute: 40_000,
  providerIpApiPerHour: 1_200_000,
  wrongSecretsPerHour: 2000,
  wrongLookupShare: 0.2,
  robotPerMinute: 20,
  debugPerMinute: 5,
  uploadImagePerDay: 1000,
  callbackRetryMs: 1000,
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** WeCom's natural day is that of China. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

/** @returns number of the natural day in China */
export const chinaDay = (now: number): number => Math.floor((now + CHINA_OFFSET_MS) / DAY_MS);

const endOfChinaDay = (now: number): number => (chinaDay(now) + 1) * DAY_MS - CHINA_OFFSET_MS;

interface Window {
  startedAt: number;
  count: number;
  blockedUntil: number;
}

/**
 * Counts calls in windows that open with the first call and last a minute, an hour or a day. A call over the limit closes the door
 * for as long as the window is long, or until the natural day ends.
 */
export class FrequencyLimits {
  private readonly windows = new Map<string, Window>();

  constructor(
    readonly settings: LimitSettings,
    private readonly now: () => number,
  ) {}

  /** Counts `amount` more. @throws WecomError 45009 when that is over the limit, or a block is still on */
  count(key: string, limit: number, span: 'minute' | 'hour' | 'day', amount = 1): void {
    if (limit <= 0) return;
    const now = this.now();
    const window = this.open(key, span, now);
    if (window.blockedUntil > now) throw new WecomError(45009);
    if (window.count + amount > limit) {
      window.blockedUntil = span === 'minute' ? now + MINUTE_MS : span === 'hour' ? now + HOUR_MS : endOfChinaDay(now);
      throw new WecomError(45009);
    }
    window.count += amount;
  }

  /** @throws WecomError 45009 while a block set by `block` is on */
  assertOpen(key: string): void {
    const window = this.windows.get(key);
    if (window && window.blockedUntil > this.now()) throw new WecomError(45009);
  }

  /** Counts a failure; the one that reaches the limit closes the door for `blockMs`. */
  countFailure(key: string, limit: number, span: 'hour' | 'day', blockMs: number): void {
    if (limit <= 0) return;
    const now = this.now();
    const window = this.open(key, span, now);
    window.count += 1;
    if (window.count >= limit) window.blockedUntil = now + blockMs;
  }

  used(key: string, span: 'minute' | 'hour' | 'day'): number {
    return this.open(key, span, this.now()).count;
  }

  /** What WeCom's self-service tool does: takes every block away and forgets what was counted. */
  clear(): void {
    this.windows.clear();
  }

  snapshot(): [string, Window][] {
    const now = this.now();
    return [...this.windows].filter(([, window]) => window.blockedUntil > now || window.startedAt > now - DAY_MS);
  }

  restore(windows: readonly [string, Window][]): void {
    this.windows.clear();
    for (const [key, window] of windows) this.windows.set(key, window);
  }

  private open(key: string, span: 'minute' | 'hour' | 'day', now: number): Window {
    let window = this.windows.get(key);
    if (!window) {
      window = { startedAt: now, count: 0, blockedUntil: 0 };
      this.windows.set(key, window);
    }
    const over = span === 'day' ? chinaDay(window.startedAt) !== chinaDay(now) : now - window.startedAt >= (span === 'minute' ? MINUTE_MS : HOUR_MS);
    if (over) {
      window.startedAt = now;
      window.count = 0;
    }
    return window;
  }
}
