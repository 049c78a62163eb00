import { createHash } from 'node:crypto';

export const DUPLICATE_DEFAULT_SECONDS = 1800;
export const DUPLICATE_MAXIMUM_SECONDS = 14_400;

/**
 * The same request bytes of one app inside the interval are not delivered again. What such a call answers is not documented (sheet,
 * U2): the sandbox gives errcode 0 and the first call's reply.
 */
export class DuplicateCheck<Reply> {
  private readonly seen = new Map<string, { reply: Reply; until: number }>();
  private cleanAt = 0;

  static keyOf(app: string, body: Buffer): string {
    return createHash('sha1').update(app).update('\n').update(body).digest('base64');
  }

  /** @param now milliseconds */
  find(key: string, now: number): Reply | undefined {
    const held = this.seen.get(key);
    return held && held.until > now ? held.reply : undefined;
  }

  remember(key: string, reply: Reply, now: number, seconds: number): void {
    if (now >= this.cleanAt) {
      for (const [old, { until }] of this.seen) if (until <= now) this.seen.delete(old);
      this.cleanAt = now + 60_000;
    }
    this.seen.set(key, { reply, until: now + seconds * 1000 });
  }

  snapshot(now: number): [string, { reply: Reply; until: number }][] {
    return [...this.seen].filter(([, { until }]) => until > now);
  }

  restore(entries: readonly [string, { reply: Reply; until: number }][]): void {
    for (const [key, value] of entries) this.seen.set(key, value);
  }
}
