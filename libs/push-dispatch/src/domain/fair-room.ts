interface Waiting {
  tenantId: string;
  weight: number;
  begin: () => void;
}

/**
 * Room in a process that tenants share: the next to enter is of the tenant that holds least, the first one of it that came. What is small and of a
 * tenant that holds nothing does not wait for room at all, as long as a share that is kept for such has some.
 */
export class FairRoom {
  private readonly held = new Map<string, number>();
  private taken = 0;
  private takenOfShare = 0;
  private readonly waiting: Waiting[] = [];

  /** @param room for all of them; one alone may be larger. @param share beside it */
  constructor(
    private readonly room: number,
    private readonly share: number,
  ) {}

  /** Waits for room. @returns gives it back, once */
  async enter(tenantId: string, weight: number): Promise<() => void> {
    if (weight <= this.share - this.takenOfShare && !this.fits(weight) && !this.held.has(tenantId)) {
      this.hold(tenantId, weight);
      this.takenOfShare += weight;
      return () => {
        this.takenOfShare -= weight;
        this.release(tenantId, weight);
      };
    }
    await new Promise<void>((begin) => {
      this.waiting.push({ tenantId, weight, begin });
      this.beginNext();
    });
    return () => {
      this.taken -= weight;
      this.release(tenantId, weight);
    };
  }

  private fits(weight: number): boolean {
    return this.waiting.length === 0 && this.hasRoomFor(weight);
  }

  private hasRoomFor(weight: number): boolean {
    return this.taken === 0 || this.taken + weight <= this.room;
  }

  private beginNext(): void {
    while (this.waiting.length > 0) {
      const at = this.indexOfNext();
      const next = this.waiting[at];
      // What is next waits until there is room for it; only tenants that hold less go before it meanwhile. Else what is large would wait forever.
      if (!this.hasRoomFor(next.weight)) return;
      this.waiting.splice(at, 1);
      this.taken += next.weight;
      this.hold(next.tenantId, next.weight);
      next.begin();
    }
  }

  private indexOfNext(): number {
    const heldBy = ({ tenantId }: Waiting): number => this.held.get(tenantId) ?? 0;
    return this.waiting.reduce((least, one, index) => (heldBy(one) < heldBy(this.waiting[least]) ? index : least), 0);
  }

  private hold(tenantId: string, weight: number): void {
    this.held.set(tenantId, (this.held.get(tenantId) ?? 0) + weight);
  }

  private release(tenantId: string, weight: number): void {
    const rest = (this.held.get(tenantId) ?? 0) - weight;
    if (rest > 0) this.held.set(tenantId, rest);
    else this.held.delete(tenantId);
    this.beginNext();
  }
}
