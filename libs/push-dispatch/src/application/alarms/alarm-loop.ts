import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { AlarmTeller } from './alarm-teller.service';

const DEFAULT_INTERVAL_MS = 1000;

/** Looks for alarms of which somebody must be told, one look at a time; shutdown waits for the one under way. */
@Injectable()
export class AlarmLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AlarmLoop.name);
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly teller: AlarmTeller,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.workers) this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.look();
    }, delayMs);
  }

  private async look(): Promise<void> {
    let more = false;
    try {
      more = await this.teller.tellDue();
    } catch (error) {
      this.log.error({ err: error }, 'alarms could not be told; it is tried again');
    }
    this.schedule(more ? 0 : (this.options.planningIntervalMs ?? DEFAULT_INTERVAL_MS));
  }
}
