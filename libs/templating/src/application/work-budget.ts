/** Turns of all loops of one rendering together: the richest page of the largest built-in template takes about 100. */
export const MAX_STEPS = 1000;
/** Of the text that loops write, in UTF-16 units; an inner loop counts again in the outer one. WeCom takes 2048 bytes. */
export const MAX_WRITTEN = 128 * 1024;

/** What one rendering may do. It runs in the process of all tenants: a template that asks for more ends in an error. */
export class WorkBudget {
  private steps = 0;
  private written = 0;

  /** @throws RangeError after {@link MAX_STEPS} */
  step(): void {
    if (++this.steps > MAX_STEPS) throw new RangeError(`its loops take more than ${MAX_STEPS} turns; nest fewer of them`);
  }

  /** @throws RangeError after {@link MAX_WRITTEN} */
  write(length: number): void {
    this.written += length;
    if (this.written > MAX_WRITTEN) throw new RangeError(`its loops write more than ${MAX_WRITTEN} characters`);
  }
}
