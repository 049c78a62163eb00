import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import { OwnerWatch } from '#push-task';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';

const DEFAULT_INTERVAL_MS = 1000;

/** Looks for owners of tasks who are due for a look, every second by default; shutdown waits for the look under way. */
@Injectable()
export class OwnerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(OwnerLoop.name);
  private readonly looking: RepeatedLook;

  constructor(
    watch: OwnerWatch,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {
    const failed = (error: unknown): void => this.log.error({ err: error }, 'owners of tasks could not be looked at; it is tried again');
    this.looking = new RepeatedLook(() => watch.checkDue(), options.planningIntervalMs ?? DEFAULT_INTERVAL_MS, failed);
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
