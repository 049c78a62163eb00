import { Injectable } from '@nestjs/common';
import { Clock, GroupedWork, PushDatabase, type Tx } from '#kernel';
import type { Finding } from '#push-task';
import { DeliveryLedger, isOfTask, RunLedger, type PreparedCall, type PreparedMessage, type Reason, type Run, type RunEnd, type RunKey, type SendingFacts, type SkippedRecipient, type TaskRun } from '#records';
import { RECIPIENTS_PER_CALL } from '#wecom';
import { TryAgainError } from '../domain/push-dispatch.errors';
import { reason } from '../domain/reasons';
import { PushQueue, type QueueJobs } from '../persistence/push-queue';
import { TaskMemory, type AlertChange, type ShownContent } from '../persistence/task-memory';
import { ExceptionAlarms } from './exception-alarms';
import { contentWeight, WRITTEN_AT_ONCE } from './prepared-weight';
import { RobotAlarms } from './robot-alarms';
import { RunSettlement } from './run-settlement';

/** Of one job, whose cost they share; a lost worker holds the jobs of its fetches. */
const CALLS_PER_JOB = 50;
/** What one job reads at once, at most, unless a single call is larger: pictures of robots stand in their calls. */
const BYTES_PER_JOB = 4 * 1024 * 1024;

/** Of one transaction. */
const RUNS_AT_ONCE = 50;

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

interface RunDraft<R extends Run = Run> {
  run: R;
  draft: PreparedRun;
}

export const nothingPrepared = (): PreparedRun => ({ messages: [], skipped: [], held: [], dataTime: null, shown: [], alerts: [], alarms: [], looked: false });

/** Writes how preparing runs came out, in one transaction under their locks; runs that are ready together share it. */
@Injectable()
export class PreparedRunWriter {
  private readonly group = new GroupedWork<RunDraft>((drafts) => this.write(drafts), {
    items: RUNS_AT_ONCE,
    weight: { most: WRITTEN_AT_ONCE, of: ({ draft }) => contentWeight(draft.messages.length, peopleOf(draft.messages) + draft.skipped.length) },
  });

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

  /** Everything that will be sent is written, and the sending is queued. @throws TryAgainError when an alert was judged by another run meanwhile */
  async commit(run: Run, draft: PreparedRun): Promise<void> {
    // A change of an alert may be refused, and then takes its whole transaction back.
    if (draft.alerts.length > 0) await this.write([{ run, draft }]);
    else await this.group.add({ run, draft });
  }

  private async write(drafts: readonly RunDraft[]): Promise<void[]> {
    await this.database.transaction(async (tx) => {
      const states = await this.runs.lock(drafts.map(({ run }) => run), tx);
      // Where another worker was quicker, as after a lost heartbeat, its bytes are the ones that count.
      const mine = drafts.filter(({ run }) => states.get(run.id) === 'preparing');
      const now = this.clock.now();
      await this.remember(mine.flatMap(({ run, draft }) => (isOfTask(run) ? [{ run, draft }] : [])), now, tx);
      for (const { run, draft } of mine) await this.robotAlarms.raise(run, unusableRobots(draft.skipped), tx);
      await this.deliveries.writePrepared(mine.map(({ run, draft }) => ({ run, messages: draft.messages, skipped: draft.skipped })), now, tx);
      const [sending, nobody] = [mine.filter(({ draft }) => draft.messages.length > 0), mine.filter(({ draft }) => draft.messages.length === 0)];
      await this.beginSending(sending, now, tx);
      for (const { run, draft } of nobody) await this.settlement.end(run, endWithoutCalls(draft), tx);
    });
    return [];
  }

  /** What the people of the runs see now, for the runs after them. */
  private async remember(drafts: readonly RunDraft<TaskRun>[], now: Date, tx: Tx): Promise<void> {
    await this.memory.noteShown(drafts.flatMap(({ run, draft }) => draft.shown.map((shown) => ({ run, shown }))), now, tx);
    for (const { run, draft } of drafts) {
      if (!(await this.memory.changeAlerts(run, draft.alerts, tx))) throw new TryAgainError(reason('ALERT_CHANGED'));
    }
    await this.alarms.tell(drafts.map(({ run, draft }) => ({ run, found: draft.alarms, looked: draft.looked })), tx);
  }

  private async beginSending(drafts: readonly RunDraft[], now: Date, tx: Tx): Promise<void> {
    await this.runs.beginSending(drafts.map(({ run, draft }) => ({ tenantId: run.tenantId, id: run.id, ...factsOf(draft) })), now, tx);
    for (const urgent of [true, false]) {
      const jobs = drafts.filter(({ run }) => (run.trigger === 'test') === urgent).flatMap(({ run, draft }) => jobsOf(run, draft));
      await this.queue.enqueue('push-send', jobs, tx, { urgent });
    }
  }

  /** Ends a run of which nothing is sent. */
  async end(run: Run, end: RunEnd): Promise<void> {
    await this.database.transaction(async (tx) => {
      const states = await this.runs.lock([run], tx);
      if (states.get(run.id) === 'preparing') await this.settlement.end(run, end, tx);
    });
  }
}

const unusableRobots = (skipped: readonly SkippedRecipient[]): string[] =>
  skipped.flatMap(({ robot, hostUserName, reason: { code } }) => (robot && code === 'ROBOT_NOT_USABLE' ? [hostUserName] : []));

const callsOf = (messages: readonly PreparedMessage[]): PreparedCall[] => messages.flatMap((message) => message.calls);
const peopleOf = (messages: readonly PreparedMessage[]): number => callsOf(messages).reduce((sum, call) => sum + call.recipients.length, 0);

function factsOf({ messages, skipped, dataTime }: PreparedRun): SendingFacts {
  return {
    dataTime,
    template: messages[0].template,
    cut: messages.flatMap((message) => message.cut),
    calls: callsOf(messages).length,
    total: peopleOf(messages) + skipped.length,
    skipped: skipped.length,
  };
}

/** Calls of few people share a job: the queue carries chunks, never single people. Calls that follow others come along with those. */
function jobsOf({ tenantId, id }: RunKey, { messages }: PreparedRun): QueueJobs['push-send'][] {
  const jobs: PreparedCall[][] = [];
  const calls = callsOf(messages);
  let people = 0;
  let bytes = 0;
  for (const call of calls.filter(({ after }) => after === undefined)) {
    const job = jobs.at(-1);
    // Once: the text of a person's own link is made when it is read.
    const size = call.body.length;
    people += call.recipients.length;
    bytes += size;
    if (job && job.length < CALLS_PER_JOB && people <= RECIPIENTS_PER_CALL && bytes <= BYTES_PER_JOB) {
      job.push(call);
    } else {
      jobs.push([call]);
      people = call.recipients.length;
      bytes = size;
    }
  }
  const following = followingOf(calls);
  return jobs.map((some) => {
    const callIds = some.map((call) => call.id);
    const after = callIds.flatMap((first) => (following.has(first) ? [[first, following.get(first)!] as const] : []));
    return { tenantId, runId: id, ...appOf(some), callIds, ...(after.length > 0 && { following: Object.fromEntries(after) }) };
  });
}

/** All calls of a run go through one app, or through robots. */
const appOf = ([{ channel, targetId }]: readonly PreparedCall[]): { targetId?: string } => (channel === 'app' ? { targetId } : {});

/** By the first call to somebody those that come after it, one after the other. */
function followingOf(calls: readonly PreparedCall[]): Map<string, string[]> {
  const [firstOf, following] = [new Map<string, string>(), new Map<string, string[]>()];
  // A call stands behind the one it waits for.
  for (const { id, after } of calls) {
    if (after === undefined) continue;
    const first = firstOf.get(after) ?? after;
    firstOf.set(id, first);
    following.set(first, [...(following.get(first) ?? []), id]);
  }
  return following;
}

function endWithoutCalls({ held, skipped }: PreparedRun): RunEnd {
  const [why] = held;
  if (!why) return { state: 'failed', reason: skipped.find(({ robot }) => robot)?.reason ?? reason('NOBODY_REACHABLE') };
  return { state: 'held', reason: why.code === 'EMPTY_CONTENT' ? reason('ALL_CHARTS_EMPTY') : why };
}
