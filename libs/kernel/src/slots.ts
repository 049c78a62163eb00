/** At most so much of something at once; the rest waits in line. */
export class Slots {
  private taken = 0;
  private readonly waiting: { weight: number; begin: () => void }[] = [];

  constructor(private count: number) {}

  get idle(): boolean {
    return this.taken === 0 && this.waiting.length === 0;
  }

  /** What is under way goes on when there are fewer slots than it takes. */
  resize(count: number): void {
    this.count = count;
    this.beginNext();
  }

  /** @param weight slots that it takes, default 1; what is heavier than all of them takes all */
  async run<T>(work: () => Promise<T>, weight = 1): Promise<T> {
    const turn = this.enter(weight);
    if (turn) await turn;
    try {
      return await work();
    } finally {
      this.leave(weight);
    }
  }

  /** Takes slots that are given back bit by bit. @returns gives so many of them back */
  async take(weight: number): Promise<(some: number) => void> {
    await this.enter(weight);
    return (some) => this.leave(some);
  }

  /** @returns what to wait for, if anything */
  private enter(weight: number): Promise<void> | undefined {
    if (this.waiting.length > 0 || !this.fits(weight)) return new Promise<void>((begin) => this.waiting.push({ weight, begin }));
    this.taken += weight;
    return undefined;
  }

  private leave(weight: number): void {
    this.taken -= weight;
    this.beginNext();
  }

  private fits(weight: number): boolean {
    return this.taken === 0 || this.taken + weight <= this.count;
  }

  private beginNext(): void {
    while (this.waiting.length > 0 && this.fits(this.waiting[0].weight)) {
      const next = this.waiting.shift()!;
      this.taken += next.weight;
      next.begin();
    }
  }
}
