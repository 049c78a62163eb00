import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import { StatisticsService } from '#records';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';

/** Whoever asks for statistics adds what is not in the sums yet: the pause only bounds how much that is. */
const PAUSE_MS = 10_000;

/** Adds what ended to the sums of days. */
@Injectable()
export class StatisticsLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(StatisticsLoop.name);
  private readonly looking: RepeatedLook;

  constructor(
    statistics: StatisticsService,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {
    this.looking = new RepeatedLook(() => statistics.keepUp(), PAUSE_MS, (error) => this.log.error({ err: error }, 'statistics could not be added up; it is tried again'));
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
