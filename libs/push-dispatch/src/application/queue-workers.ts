import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PushQueue, type WorkerOptions } from '../persistence/push-queue';
import { CONCURRENT_CALLS, CONCURRENT_RUNS, PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { AlarmSender } from './alarms/alarm-sender.service';
import { PrepareRunService } from './prepare-run.service';
import { RecallCallsService } from './recall/recall-calls.service';
import { SendCallService } from './send-call.service';

/**
 * Jobs of one fetch. Every enqueue wakes each fetcher of each process, so few fetchers with large fetches: with 16 of 4 jobs,
 * a burst of 1000 runs cost 13,700 fetches, most of them in vain. At least 2, so that a full fetch is followed by the next one at once.
 */
const RUNS_OF_A_FETCH = 8;
const JOBS_OF_A_FETCH = 32;
const ALARMS_OF_A_FETCH = 4;
const RECALLS_OF_A_FETCH = 2;
/**
 * Jobs of one app under way: a fetch is over when its slowest job is, so an app that is slow or must wait holds two fetchers and not all. One fetch
 * that is full is followed by the next one at once, so no fewer than two full ones.
 */
const JOBS_OF_AN_APP = 2 * JOBS_OF_A_FETCH;

/** Works off the queue in this process; many processes share the work without configuration. */
@Injectable()
export class QueueWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly queue: PushQueue,
    private readonly prepare: PrepareRunService,
    private readonly send: SendCallService,
    private readonly recalls: RecallCallsService,
    private readonly alarms: AlarmSender,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.workers) return;
    await this.queue.work('push-prepare', fetching(this.options.concurrentRuns ?? CONCURRENT_RUNS, RUNS_OF_A_FETCH), ({ tenantId, runId }) => this.prepare.prepare(tenantId, runId));
    await this.queue.work('push-recall', fetching(RECALLS_OF_A_FETCH, RECALLS_OF_A_FETCH), (job) => this.recalls.recall(job));
    await this.queue.work('push-send', { ...fetching(this.options.concurrentCalls ?? CONCURRENT_CALLS, JOBS_OF_A_FETCH), ofAGroup: JOBS_OF_AN_APP }, (job) => this.send.send(job));
    await this.queue.work('push-alarm', fetching(ALARMS_OF_A_FETCH, ALARMS_OF_A_FETCH), ({ tenantId, messageId }) => this.alarms.send(tenantId, messageId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.options.workers) await this.queue.stopWorking();
  }
}

function fetching(jobs: number, ofAFetch: number): WorkerOptions {
  const batchSize = Math.max(2, Math.min(jobs, ofAFetch));
  return { batchSize, concurrency: Math.max(1, Math.round(jobs / batchSize)) };
}
