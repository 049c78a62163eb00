import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import type { PushDispatchOptions } from '../push-dispatch.options';

const DEFAULT_INTERVAL_MS = 1000;

/** Looks for work of one kind in processes that work, every second by default; shutdown waits for the look under way. */
export abstract class WorkerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(this.constructor.name);
  private readonly looking: RepeatedLook;

  /**
   * @param look whether there is more to do at once
   * @param failure what the log says when a look fails
   * @param pauseMs between two looks, in milliseconds
   */
  protected constructor(
    look: () => Promise<boolean>,
    failure: string,
    private readonly options: PushDispatchOptions,
    pauseMs = options.planningIntervalMs ?? DEFAULT_INTERVAL_MS,
  ) {
    this.looking = new RepeatedLook(look, pauseMs, (error) => this.log.error({ err: error }, `${failure}; it is tried again`));
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
