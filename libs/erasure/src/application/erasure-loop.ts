import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import { ERASURE_OPTIONS, type ErasureOptions } from '../erasure.options';
import { ErasureWorker } from './erasure-worker';

const PAUSE_MS = 2000;

/** Looks for erasures to work on, in processes that work. */
@Injectable()
export class ErasureLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ErasureLoop.name);
  private readonly looking: RepeatedLook;

  constructor(
    worker: ErasureWorker,
    @Inject(ERASURE_OPTIONS) private readonly options: ErasureOptions,
  ) {
    this.looking = new RepeatedLook(() => worker.workOnce(), PAUSE_MS, (error) => this.log.error({ err: error }, 'a step of an erasure failed; it is tried again'));
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
