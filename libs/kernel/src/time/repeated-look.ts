/**
 * Looks for work again and again in this process: one look at a time, at once again while there is more, else after a pause; to stop waits for the
 * look under way. Not @nestjs/schedule: it scans the whole application, so a module that brings it into a host that has it too makes every job of
 * the host run twice.
 */
export class RepeatedLook {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  /**
   * @param look whether there is more to do at once
   * @param pauseMs between two looks, in milliseconds
   * @param failed is told what a look threw; the next look comes after the pause
   */
  constructor(
    private readonly look: () => Promise<boolean>,
    private readonly pauseMs: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(): void {
    this.schedule(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.lookOnce();
    }, delayMs);
  }

  private async lookOnce(): Promise<void> {
    let more = false;
    try {
      more = await this.look();
    } catch (error) {
      this.failed(error);
    }
    this.schedule(more ? 0 : this.pauseMs);
  }
}
