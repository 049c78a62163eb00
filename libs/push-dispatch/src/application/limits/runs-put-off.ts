import { Inject, Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import type { RunKey } from '#records';
import { PushQueue } from '../../persistence/push-queue';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { WorkerLoop } from '../worker-loop';
import { Backpressure, type PlannedWait } from './backpressure';

/** An app sends 500 calls in so long, a quarter of what may be ahead of it. */
const PAUSE_MS = 250;
/** What waits for longer comes back by itself: an app that waits for tomorrow is not looked at four times a second. */
const WATCHED_MS = 120_000;
/** Runs of one app that are woken by one look at most. */
const MOST_WOKEN = 64;

interface AppBehind {
  tenantId: string;
  /** Ids of jobs that wait, by the run that they prepare. */
  jobs: Map<string, string>;
  /** How many are woken next: twice as many each time that they were too few, since nobody knows how large they are. */
  next: number;
}

interface PutOff {
  targetId: string;
  runId: string;
  jobId: string;
}

/**
 * Wakes runs that this process put off as soon as their app has little to send. Their own waits are guesses of 10 to 20 seconds: with a content for each
 * person, apps had nothing to send for a third of a burst. What a process that died had put off comes back by those.
 */
@Injectable()
export class RunsPutOff extends WorkerLoop {
  private readonly apps = new Map<string, AppBehind>();

  constructor(
    private readonly backpressure: Backpressure,
    private readonly database: PushDatabase,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
  ) {
    super(() => this.look(), 'runs that were put off are not woken', options, PAUSE_MS);
  }

  /** Queues the run for later, and remembers it. */
  async add({ tenantId, id }: RunKey, { until, reason, targetId }: PlannedWait): Promise<void> {
    const waitMs = until.getTime() - this.clock.now().getTime();
    const [jobId] = await this.database.transaction((tx) => this.queue.enqueue('push-prepare', [{ tenantId, runId: id }], tx, { waitMs }));
    if (reason.code !== 'APP_BEHIND' || waitMs > WATCHED_MS) return;
    const app = this.apps.get(targetId) ?? { tenantId, jobs: new Map<string, string>(), next: 1 };
    app.jobs.set(id, jobId);
    this.apps.set(targetId, app);
  }

  /** @returns false: the next look comes after the pause */
  async look(): Promise<false> {
    const woken = (await Promise.all([...this.apps].map(([targetId, app]) => this.nextOf(targetId, app)))).flat();
    if (woken.length > 0) await this.database.transaction((tx) => this.queue.wakeJobs('push-prepare', woken.map(({ jobId }) => jobId), tx));
    // Only now: what could not be woken, as by a deadlock, is woken by the next look.
    for (const one of woken) this.forget(one);
    return false;
  }

  private async nextOf(targetId: string, app: AppBehind): Promise<PutOff[]> {
    // One stands for all; one that came back meanwhile does not wait, and the next one is looked at after it.
    const [id] = app.jobs.keys();
    if (await this.backpressure.waitOf({ tenantId: app.tenantId, id })) {
      app.next = 1;
      return [];
    }
    const next = [...app.jobs].slice(0, app.next);
    app.next = Math.min(2 * app.next, MOST_WOKEN);
    return next.map(([runId, jobId]) => ({ targetId, runId, jobId }));
  }

  /** Unless it was put off again meanwhile. */
  private forget({ targetId, runId, jobId }: PutOff): void {
    const app = this.apps.get(targetId);
    if (app?.jobs.get(runId) !== jobId) return;
    app.jobs.delete(runId);
    if (app.jobs.size === 0) this.apps.delete(targetId);
  }
}
