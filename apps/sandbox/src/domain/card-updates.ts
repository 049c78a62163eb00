import { randomText } from './random-text';
import { WecomError } from './wecom-error';

const LIFE_MS = 72 * 3_600_000;

export interface ResponseCode {
  code: string;
  app: string;
  /** The card it may change. */
  seq: number;
  /** Milliseconds. */
  expiresAt: number;
}

/** Codes that allow one change of a card: one with the send reply, a new one with each click; good once, for 72 hours (sheet, 4.6). */
export class ResponseCodes {
  private readonly byCode = new Map<string, ResponseCode>();

  constructor(private readonly now: () => number) {}

  issue(app: string, seq: number): string {
    const now = this.now();
    for (const old of this.byCode.values()) {
      if (old.expiresAt > now) break;
      this.byCode.delete(old.code);
    }
    const code = randomText(72);
    this.byCode.set(code, { code, app, seq, expiresAt: now + LIFE_MS });
    return code;
  }

  /** Uses the code up. @throws WecomError 60140 unknown, used, expired, or another app's */
  spend(app: string, code: string): number {
    const held = this.byCode.get(code);
    if (!held || held.app !== app || held.expiresAt <= this.now()) throw new WecomError(60140);
    this.byCode.delete(code);
    return held.seq;
  }

  snapshot(): ResponseCode[] {
    return [...this.byCode.values()];
  }

  restore(codes: readonly ResponseCode[]): void {
    for (const code of codes) this.byCode.set(code.code, code);
  }
}
