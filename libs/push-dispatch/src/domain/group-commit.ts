interface Waiting<T> {
  item: T;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Writes many small things in few transactions: what comes while one is under way goes into the next one. Alone, an item
 * waits for nobody.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = [];
  private underWay = false;

  constructor(
    private readonly write: (items: T[]) => Promise<void>,
    private readonly atOnce: number,
  ) {}

  /** Resolves when the item is committed. @throws what `write` threw; then none of its group is written */
  add(item: T): Promise<void> {
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
      const group = this.waiting.splice(0, this.atOnce);
      try {
        await this.write(group.map(({ item }) => item));
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.underWay = false;
  }
}
