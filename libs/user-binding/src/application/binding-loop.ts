import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { USER_BINDING_OPTIONS, type UserBindingOptions } from '../user-binding.options';
import { BatchChecker } from './batch-checker.service';
import { BindingDrift } from './binding-drift.service';

const DEFAULT_INTERVAL_MS = 1000;

/**
 * Looks for imports and matches to work on, where `workers` is set: one at a time, at once again while there is work, and shutdown waits for the
 * look-ups under way. Looks for accounts to check as well, but at its pace only: that has all night.
 */
@Injectable()
export class BindingLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(BindingLoop.name);
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private driftTimer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private currentCheck: Promise<void> = Promise.resolve();

  constructor(
    private readonly checker: BatchChecker,
    private readonly drift: BindingDrift,
    @Inject(USER_BINDING_OPTIONS) private readonly options: UserBindingOptions,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.options.workers) return;
    this.schedule(0);
    this.scheduleCheck();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    clearTimeout(this.driftTimer);
    await Promise.all([this.current, this.currentCheck]);
  }

  private schedule(delayMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.current = this.look();
    }, delayMs);
  }

  private async look(): Promise<void> {
    let worked = false;
    try {
      worked = await this.checker.workOnce(this.stopping.signal);
    } catch (error) {
      this.log.error({ err: error }, 'work on bindings failed; it is tried again');
    }
    this.schedule(worked ? 0 : (this.options.lookIntervalMs ?? DEFAULT_INTERVAL_MS));
  }

  private scheduleCheck(): void {
    if (this.stopping.signal.aborted) return;
    this.driftTimer = setTimeout(() => {
      this.currentCheck = this.check();
    }, this.options.lookIntervalMs ?? DEFAULT_INTERVAL_MS);
  }

  private async check(): Promise<void> {
    try {
      await this.drift.checkDue();
    } catch (error) {
      this.log.error({ err: error }, 'checking accounts failed; it is tried again');
    }
    this.scheduleCheck();
  }
}
