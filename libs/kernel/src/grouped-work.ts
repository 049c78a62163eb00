interface Waiting<T, R> {
  item: T;
  done: (result: R) => void;
  failed: (error: unknown) => void;
}

export interface GroupLimits<T> {
  /** Items of one group at most. */
  items: number;
  /** Weight of one group at most; one item alone may be heavier. */
  weight?: { most: number; of: (item: T) => number };
  /** While groups of several follow each other, a group waits so long for more, in milliseconds; default 0. */
  gatherMs?: number;
}

/**
 * Does many small things in few strokes, such as statements and transactions: what comes while a group is under way goes into the
 * next one. Alone, an item waits for nobody.
 */
export class GroupedWork<T, R = void> {
  private waiting: Waiting<T, R>[] = [];
  private underWay = false;
  /** Until when items come close together. */
  private busyUntil = 0;

  /** @param work gives one result an item, in their order; or throws, and then has done nothing */
  constructor(
    private readonly work: (items: T[]) => Promise<readonly R[]>,
    private readonly limits: GroupLimits<T>,
  ) {}

  /**
   * Resolves when the item's group is done.
   * @throws what `work` threw for the item alone: a group that failed is done again item by item, so that one that cannot be done fails alone
   */
  add(item: T): Promise<R> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.underWay) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.underWay = true;
    // What is added in the same turn belongs to the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      if (this.waiting.length < this.limits.items && performance.now() < this.busyUntil) await this.gather();
      const group = this.waiting.splice(0, this.sizeOfNext());
      if (!(await this.attempt(group))) for (const one of group) await this.attempt([one]);
      if (group.length > 1) this.busyUntil = performance.now() + (this.limits.gatherMs ?? 0);
    }
    this.underWay = false;
  }

  private async gather(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.limits.gatherMs));
  }

  private sizeOfNext(): number {
    const { items, weight } = this.limits;
    const most = Math.min(items, this.waiting.length);
    if (!weight) return most;
    let heavy = weight.of(this.waiting[0].item);
    let size = 1;
    while (size < most && (heavy += weight.of(this.waiting[size].item)) <= weight.most) size += 1;
    return size;
  }

  /** @returns false when a group of several failed, and nobody was told */
  private async attempt(group: readonly Waiting<T, R>[]): Promise<boolean> {
    try {
      const results = await this.work(group.map(({ item }) => item));
      group.forEach(({ done }, index) => done(results[index]));
    } catch (error) {
      if (group.length > 1) return false;
      group[0].failed(error);
    }
    return true;
  }
}
