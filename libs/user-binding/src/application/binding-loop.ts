import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { RepeatedLook } from '#kernel';
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
  private readonly batches: RepeatedLook;
  private readonly checks: RepeatedLook;

  constructor(
    checker: BatchChecker,
    drift: BindingDrift,
    @Inject(USER_BINDING_OPTIONS) private readonly options: UserBindingOptions,
  ) {
    const pauseMs = options.lookIntervalMs ?? DEFAULT_INTERVAL_MS;
    const failed = (message: string) => (error: unknown): void => this.log.error({ err: error }, message);
    this.batches = new RepeatedLook(() => checker.workOnce(this.stopping.signal), pauseMs, failed('work on bindings failed; it is tried again'));
    this.checks = new RepeatedLook(() => drift.checkDue().then(() => false), pauseMs, failed('checking accounts failed; it is tried again'));
  }

  onApplicationBootstrap(): void {
    if (!this.options.workers) return;
    this.batches.start();
    this.checks.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.batches.stop(), this.checks.stop()]);
  }
}
