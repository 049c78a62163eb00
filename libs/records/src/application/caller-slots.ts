import type { Caller } from '#bi-host';
import { TooManyAtOnceError } from '../domain/records.errors';

/** Long answers that one caller has open in this process: at most so many. */
export class CallerSlots {
  private readonly taken = new Map<string, number>();

  /** @param what is counted, for the error */
  constructor(
    private readonly what: string,
    private readonly most: number,
  ) {}

  /** @returns gives the slot back; more than once changes nothing. @throws TooManyAtOnceError */
  take({ tenantId, actor: { kind, id } }: Caller): () => void {
    const key = JSON.stringify([tenantId, kind, id]);
    const taken = this.taken.get(key) ?? 0;
    if (taken >= this.most) throw new TooManyAtOnceError(this.what, this.most);
    this.taken.set(key, taken + 1);
    let mine = true;
    return () => {
      if (!mine) return;
      mine = false;
      const left = (this.taken.get(key) ?? 1) - 1;
      if (left === 0) this.taken.delete(key);
      else this.taken.set(key, left);
    };
  }
}
