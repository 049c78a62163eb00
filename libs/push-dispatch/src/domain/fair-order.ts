/** One job moves its tenant's clock on by this much, in milliseconds. */
const STEP_MS = 100;
/** Priorities count steps from here, so that they stay whole numbers of 32 bits until 2032. */
const EPOCH_MS = Date.UTC(2026, 0, 1);

/** What somebody waits for at the screen, and alarms: before everything else. */
export const URGENT_PRIORITY = 1;

/**
 * A fair order over tenants (virtual clocks). Each tenant has a clock that is never behind the real one, and each of its jobs
 * moves it on by a step; jobs are taken in the order of these times. Ten thousand jobs of one tenant so reach far into the
 * future, and those of another one that come later go in between; nothing waits forever, since the real clock catches up.
 * Kept in each process by itself: with n processes that enqueue, a tenant has n clocks, as all others have.
 */
export class FairOrder {
  private readonly clocks = new Map<string, number>();

  /** @returns priorities of the tenant's next `count` jobs, in order; higher goes first */
  next(tenantId: string, count: number, now: Date): number[] {
    const real = Math.floor((now.getTime() - EPOCH_MS) / STEP_MS);
    // Clocks that the real one has overtaken say nothing any more.
    if (this.clocks.size > 1000) for (const [tenant, clock] of this.clocks) if (clock <= real) this.clocks.delete(tenant);
    const first = Math.max(real, this.clocks.get(tenantId) ?? real);
    this.clocks.set(tenantId, first + count);
    return Array.from({ length: count }, (_none, index) => -(first + index));
  }
}
