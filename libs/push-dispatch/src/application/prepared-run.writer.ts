import { Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import type { Finding } from '#push-task';
import { DeliveryLedger, RunLedger, type PreparedCall, type PreparedMessage, type Reason, type Run, type RunEnd, type SendingFacts, type SkippedRecipient } from '#records';
import { RECIPIENTS_PER_CALL } from '#wecom';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { TaskMemory, type AlertChange, type ShownContent } from '../persistence/task-memory';
import { ExceptionAlarms } from './exception-alarms';
import { RobotAlarms } from './robot-alarms';
import { RunSettlement } from './run-settlement';

/** What a lost worker holds is this at most. */
const CALLS_PER_JOB = 25;

export interface PreparedRun {
  messages: PreparedMessage[];
  skipped: SkippedRecipient[];
  /** Why audiences, or the whole run, are held. */
  held: Reason[];
  dataTime: string | null;
  shown: ShownContent[];
  alerts: AlertChange[];
  /** What exception rules found. */
  alarms: Finding[];
  /** Whether the page was seen, so that what was not found is over. */
  looked: boolean;
}

export const nothingPrepared = (): PreparedRun => ({ messages: [], skipped: [], held: [], dataTime: null, shown: [], alerts: [], alarms: [], looked: false });

/** Writes how preparing a run came out, each outcome in one transaction under the run's lock. */
@Injectable()
export class PreparedRunWriter {
  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly deliveries: DeliveryLedger,
    private readonly memory: TaskMemory,
    private readonly alarms: ExceptionAlarms,
    private readonly robotAlarms: RobotAlarms,
    private readonly settlement: RunSettlement,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /** Everything that will be sent is written, and the sending is queued. */
  async commit(run: Run, draft: PreparedRun): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      // Another worker was quicker, as after a lost heartbeat: its bytes are the ones that count.
      if (locked?.state !== 'preparing') return;
      const now = this.clock.now();
      if (run.trigger !== 'test') {
        await this.memory.noteShown(locked, draft.shown, now, tx);
        if (!(await this.memory.changeAlerts(locked, draft.alerts, tx))) throw new TryAgainError(reason('ALERT_CHANGED'));
        await this.alarms.tell(locked, draft.alarms, draft.looked, tx);
      }
      await this.robotAlarms.raise(locked, unusableRobots(draft.skipped), tx);
      await this.deliveries.writePrepared(locked, draft.messages, draft.skipped, now, tx);
      const calls = draft.messages.flatMap((message) => message.calls);
      if (calls.length === 0) return this.settlement.end(locked, endWithoutCalls(draft), tx);
      await this.runs.beginSending(
        locked,
        { dataTime: draft.dataTime, template: draft.messages[0].template, cut: draft.messages.flatMap((message) => message.cut), ...countsOf(calls, draft.skipped) },
        now,
        tx,
      );
      const jobs = jobsOf(calls).map((callIds) => ({ tenantId: run.tenantId, runId: run.id, callIds }));
      await this.queue.enqueue('push-send', jobs, tx, { urgent: run.trigger === 'test' });
    });
  }

  /** Ends a run of which nothing is sent. */
  async end(run: Run, end: RunEnd): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      if (locked?.state === 'preparing') await this.settlement.end(locked, end, tx);
    });
  }
}

const unusableRobots = (skipped: readonly SkippedRecipient[]): string[] =>
  skipped.flatMap(({ robot, hostUserName, reason: { code } }) => (robot && code === 'ROBOT_NOT_USABLE' ? [hostUserName] : []));

function countsOf(calls: readonly PreparedCall[], skipped: readonly SkippedRecipient[]): Pick<SendingFacts, 'calls' | 'total' | 'skipped'> {
  const people = calls.reduce((sum, call) => sum + call.recipients.length, 0);
  return { calls: calls.length, total: people + skipped.length, skipped: skipped.length };
}

/** Calls of few people share a job: the queue carries chunks, never single people. */
function jobsOf(calls: readonly PreparedCall[]): string[][] {
  const jobs: string[][] = [];
  let people = 0;
  for (const call of calls) {
    const job = jobs.at(-1);
    people += call.recipients.length;
    if (job && job.length < CALLS_PER_JOB && people <= RECIPIENTS_PER_CALL) {
      job.push(call.id);
    } else {
      jobs.push([call.id]);
      people = call.recipients.length;
    }
  }
  return jobs;
}

function endWithoutCalls({ held, skipped }: PreparedRun): RunEnd {
  const [why] = held;
  if (!why) return { state: 'failed', reason: skipped.find(({ robot }) => robot)?.reason ?? reason('NOBODY_REACHABLE') };
  return { state: 'held', reason: why.code === 'EMPTY_CONTENT' ? reason('ALL_CHARTS_EMPTY') : why };
}
