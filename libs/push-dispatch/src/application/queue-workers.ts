import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PushQueue } from '../persistence/push-queue';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { AlarmSender } from './alarms/alarm-sender.service';
import { PrepareRunService } from './prepare-run.service';
import { SendCallService } from './send-call.service';

/** Jobs of one fetch: at least 2, so that a full fetch is followed by the next one at once. */
const BATCH_SIZE = 4;

/** Works off the queue in this process; many processes share the work without configuration. */
@Injectable()
export class QueueWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly queue: PushQueue,
    private readonly prepare: PrepareRunService,
    private readonly send: SendCallService,
    private readonly alarms: AlarmSender,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.workers) return;
    const fetchers = (jobs: number): number => Math.max(1, Math.round(jobs / BATCH_SIZE));
    await this.queue.work('push-prepare', { batchSize: BATCH_SIZE, concurrency: fetchers(this.options.concurrentRuns ?? 8) }, ({ tenantId, runId }) =>
      this.prepare.prepare(tenantId, runId),
    );
    await this.queue.work('push-send', { batchSize: BATCH_SIZE, concurrency: fetchers(this.options.concurrentCalls ?? 64) }, (job) => this.send.send(job));
    await this.queue.work('push-alarm', { batchSize: BATCH_SIZE, concurrency: 1 }, ({ tenantId, messageId }) => this.alarms.send(tenantId, messageId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.options.workers) await this.queue.stopWorking();
  }
}
