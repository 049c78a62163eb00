import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { PlanDueRunsService } from './plan-due-runs.service';

const DEFAULT_INTERVAL_MS = 1000;

/**
 * Looks for due tasks every second: one look at a time, at once again while there is more, and shutdown waits for the one
 * under way. Not @nestjs/schedule: it scans the whole application, so a module that brings it into a host that has it too
 * makes every job of the host run twice.
 */
@Injectable()
export class PlanningLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(PlanningLoop.name);
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly plan: PlanDueRunsService,
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
      more = await this.plan.planOnce();
    } catch (error) {
      this.log.error({ err: error }, 'planning failed; it is tried again');
    }
    this.schedule(more ? 0 : (this.options.planningIntervalMs ?? DEFAULT_INTERVAL_MS));
  }
}
