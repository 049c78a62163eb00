import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PgBoss, type JobResult } from 'pg-boss';
import { Clock, newId, type Tx } from '#kernel';
import { FairOrder, URGENT_PRIORITY } from '../domain/fair-order';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';

/** The queue's own schema, beside ours in the same database. */
export const QUEUE_SCHEMA = 'wecom_push_queue';

/** By the id of a call those that go to the same people after it, one after the other: the parts of a split table. */
export type FollowingCalls = Record<string, string[]>;

export interface QueueJobs {
  /** Prepare one run. */
  'push-prepare': { tenantId: string; runId: string };
  /**
   * Send calls of one run, together for about 1000 recipients.
   * @property targetId the app that they go through; none for robots
   * @property part how many parts of the same content go before them
   * @property turn when their turn is among the calls of a minute, in milliseconds since 1970; none is taken yet if it is missing
   */
  'push-send': { tenantId: string; runId: string; targetId?: string; callIds: string[]; following?: FollowingCalls; part?: number; turn?: number };
  /** Take messages of an ended run back; a queue of its own, so that it waits behind no push and keeps none waiting. */
  'push-recall': { tenantId: string; runId: string; callIds: string[] };
  /** Send one message about an alarm; a queue of its own, so that it waits behind no push. */
  'push-alarm': { tenantId: string; messageId: string };
}
export type QueueName = keyof QueueJobs;

/** All that {@link installQueue} makes. */
export const QUEUES: readonly QueueName[] = ['push-prepare', 'push-send', 'push-recall', 'push-alarm'];

/**
 * A dead worker's jobs come back after heartbeat plus monitor interval, about 11 s; with the defaults it takes 15 minutes.
 * Retries end by the run's deadline, which the services keep, and not by a count.
 */
const QUEUE_OPTIONS = {
  heartbeatSeconds: 10,
  retryLimit: 100_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 900,
  deleteAfterSeconds: 86_400,
  notify: true,
} as const;
const MONITOR_SECONDS = 5;
/** What is woken at one moment is taken within so long. */
const SPREAD_SECONDS = 2;

/** Makes the queue's schema and queues, or brings them up to date. Part of the migration step; several starters may call it at once. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: QUEUE_SCHEMA, max: 2, supervise: false, schedule: false });
  boss.on('error', () => undefined); // start() and createQueue() throw what matters
  await boss.start();
  try {
    for (const queue of QUEUES) {
      await boss.createQueue(queue, QUEUE_OPTIONS);
      await boss.updateQueue(queue, QUEUE_OPTIONS);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

export interface EnqueueOptions {
  /** How long they are not taken, in milliseconds; default 0. */
  waitMs?: number;
  /** Before everything else: what somebody waits for, and alarms. */
  urgent?: boolean;
}

export interface WorkerOptions {
  /** Jobs that one fetch takes. */
  batchSize: number;
  /** Fetchers of this process. */
  concurrency: number;
  /** Jobs of one app, or of one tenant where no app is named, that all processes have under way; default any number. */
  ofAGroup?: number;
}

/** Our jobs on pg-boss: runs and calls, never single recipients. */
@Injectable()
export class PushQueue implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(PushQueue.name);
  private readonly boss: PgBoss;
  private readonly order = new FairOrder();

  constructor(
    @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions,
    private readonly clock: Clock,
  ) {
    this.boss = new PgBoss({
      connectionString: options.databaseUrl,
      schema: QUEUE_SCHEMA,
      application_name: 'wecom-push-queue',
      max: options.queueConnections ?? 6,
      migrate: false,
      schedule: false,
      supervise: options.workers,
      useListenNotify: options.workers,
      superviseIntervalSeconds: MONITOR_SECONDS,
      monitorIntervalSeconds: MONITOR_SECONDS,
    });
    this.boss.on('error', (error) => this.log.error(error, 'queue'));
  }

  async onModuleInit(): Promise<void> {
    await this.boss.start();
  }

  /** Jobs appear when `tx` commits, and not at all when it does not. @returns their ids, in order */
  async enqueue<Q extends QueueName>(queue: Q, jobs: readonly QueueJobs[Q][], tx: Tx, { waitMs, urgent }: EnqueueOptions = {}): Promise<string[]> {
    if (jobs.length === 0) return [];
    const priorities = this.prioritiesOf(jobs);
    const ids = jobs.map(() => newId());
    const db = { executeSql: async (text: string, values?: unknown[]) => ({ rows: (await tx.query(text, values)) as unknown[] }) };
    await this.boss.insert(
      queue,
      jobs.map((data, index) => ({ id: ids[index], data, group: { id: groupOf(data) }, startAfter: waitMs && waitMs / 1000, priority: urgent ? URGENT_PRIORITY : priorities[index] })),
      { db },
    );
    return ids;
  }

  /** Lets these jobs be taken when `tx` commits, if they still wait for later. */
  async wakeJobs(queue: QueueName, ids: readonly string[], tx: Tx): Promise<void> {
    await tx.query(waking('name = $1 and id = any($2::uuid[])', `${QUEUE_SCHEMA}.job_now()`), [queue, ids]);
  }

  /**
   * Lets jobs of these groups that wait for later be taken within seconds, when `tx` commits. Those that have a turn keep it.
   * @param groups ids of an app and of its tenant
   */
  async wake(groups: readonly string[], tx: Tx): Promise<void> {
    await tx.query(
      waking(`name in ('push-prepare', 'push-send') and group_id = any($1::text[]) and data->>'turn' is null`, `${QUEUE_SCHEMA}.job_now() + random() * interval '${SPREAD_SECONDS} seconds'`),
      [groups],
    );
  }

  private prioritiesOf(jobs: readonly { tenantId: string }[]): number[] {
    const now = this.clock.now();
    return jobs.map((job) => this.order.next(job.tenantId, 1, now)[0]);
  }

  /** Works off jobs with `handle`; a job whose handler throws is tried again later, with growing waits. */
  async work<Q extends QueueName>(queue: Q, options: WorkerOptions, handle: (job: QueueJobs[Q]) => Promise<void>): Promise<void> {
    await this.boss.work<QueueJobs[Q], unknown, { perJobResults: true; batchSize: number }>(
      queue,
      {
        perJobResults: true,
        batchSize: options.batchSize,
        localConcurrency: options.concurrency,
        ...(options.ofAGroup !== undefined && { groupConcurrency: options.ofAGroup }),
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
      } as { perJobResults: true; batchSize: number },
      (jobs) =>
        Promise.all(
          jobs.map(async ({ id, data }): Promise<JobResult> => {
            try {
              await handle(data);
              return { id, status: 'completed' };
            } catch (error) {
              this.log.warn({ ...data, queue, err: error }, 'job is tried again');
              return { id, status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } };
            }
          }),
        ),
    );
  }

  /** Takes no new jobs and waits for those under way; what is not ready by then goes back to the queue. */
  async stopWorking(): Promise<void> {
    await Promise.all(QUEUES.map((queue) => this.boss.offWork(queue, { wait: true })));
  }

  /** @throws when the queue's tables do not answer or were never made */
  async ping(): Promise<void> {
    if ((await this.boss.getQueue('push-prepare')) === null) throw new Error('the queue is not installed: run the migrations');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 10_000 });
  }
}

/** Of the jobs that wait for later. Always locked in the same order: two that wake the same jobs would else wait for each other. */
const waking = (which: string, startAfter: string): string => `
  with waiting as (
    select name, id from ${QUEUE_SCHEMA}.job where ${which} and state < 'active' and start_after > ${QUEUE_SCHEMA}.job_now() order by id for update
  )
  update ${QUEUE_SCHEMA}.job set start_after = ${startAfter} from waiting where job.name = waiting.name and job.id = waiting.id`;

const groupOf = (job: { tenantId: string; targetId?: string }): string => job.targetId ?? job.tenantId;
