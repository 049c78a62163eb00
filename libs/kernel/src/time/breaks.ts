/** A stretch of work that nothing interrupts, at most, in milliseconds. */
const STRETCH_MS = 5;

/** Breaks in long work of this process, in which it serves what waits meanwhile: answers, timers, other work. */
export class Breaks {
  private since = performance.now();

  /** Resolves at once, or after a turn of the event loop when the work has gone on for long. */
  async ifDue(): Promise<void> {
    if (performance.now() - this.since < STRETCH_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.since = performance.now();
  }
}
