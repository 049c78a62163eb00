import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { PlanDueRunsService } from './plan-due-runs.service';

const DEFAULT_INTERVAL_MS = 1000;

/** Looks for due tasks, every second by default; shutdown waits for the look under way. */
@Injectable()
export class PlanningLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(PlanningLoop.name);
  private readonly looking: RepeatedLook;

  constructor(
    plan: PlanDueRunsService,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {
    const failed = (error: unknown): void => this.log.error({ err: error }, 'planning failed; it is tried again');
    this.looking = new RepeatedLook(() => plan.planOnce(), options.planningIntervalMs ?? DEFAULT_INTERVAL_MS, failed);
  }

  onApplicationBootstrap(): void {
    if (this.options.workers) this.looking.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.looking.stop();
  }
}
