import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { AlarmTeller } from './alarm-teller.service';

const DEFAULT_INTERVAL_MS = 1000;

/** Looks for alarms of which somebody must be told; shutdown waits for the look under way. */
@Injectable()
export class AlarmLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AlarmLoop.name);
  private readonly looking: RepeatedLook;

  constructor(
    teller: AlarmTeller,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {
    const failed = (error: unknown): void => this.log.error({ err: error }, 'alarms could not be told; it is tried again');
    this.looking = new RepeatedLook(() => teller.tellDue(), options.planningIntervalMs ?? DEFAULT_INTERVAL_MS, failed);
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
