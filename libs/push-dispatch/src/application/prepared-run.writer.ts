import { Injectable } from '@nestjs/common';
import { Clock, GroupedWork, newId, PushDatabase, type Tx } from '#kernel';
import type { Finding } from '#push-task';
import { DeliveryLedger, isOfTask, RunLedger, type PreparedCall, type PreparedMessage, type Reason, type Run, type RunEnd, type RunKey, type SendingFacts, type SkippedRecipient, type TaskRun } from '#records';
import { RECIPIENTS_PER_CALL } from '#wecom';
import { RUNS_AT_ONCE } from '../domain/dispatch-policy';
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

/** A call as the queue knows it: without its text and its people. */
interface QueuedCall extends Pick<PreparedCall, 'id' | 'channel' | 'targetId' | 'after'> {
  people: number;
  /** Characters of its text; 0 where it comes along with another call. */
  size: number;
}

/** What is known of messages once they are written. */
interface QueuedMessages {
  calls: QueuedCall[];
  template: string;
  cut: unknown[];
}

export interface PreparedRun {
  /** Those that are not written yet. */
  messages: PreparedMessage[];
  /** Those of portions before, and whose they are. */
  written?: QueuedMessages & { preparation: string };
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
    weight: { most: WRITTEN_AT_ONCE, of: ({ draft }) => contentWeight(draft.messages.length, peopleOf(callsOf(draft.messages)) + draft.skipped.length) },
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

  /**
   * Writes the messages of a run that is too large to be held as a whole. They are not sent before {@link commit}, and removed when the run is
   * prepared anew or comes to nothing.
   * @returns false when another worker prepares the run by now: then this one leaves it
   */
  async writePortion(run: Run, draft: PreparedRun): Promise<boolean> {
    if (draft.messages.length === 0) return true;
    const preparation = draft.written?.preparation ?? newId();
    const mine = await this.database.transaction(async (tx) => {
      const [own] = await this.takeOver([{ run, draft }], tx);
      if (!own) return false;
      const now = this.clock.now();
      await this.runs.notePreparation(run, preparation, tx);
      await this.noteShown([own], now, tx);
      await this.deliveries.writePrepared([{ run, messages: draft.messages, skipped: [] }], now, tx);
      return true;
    });
    if (!mine) return false;
    draft.written = { ...queuedOf(draft), preparation };
    draft.messages = [];
    draft.shown = [];
    return true;
  }

  /** Everything that will be sent is written, and the sending is queued. @throws TryAgainError when an alert was judged by another run meanwhile */
  async commit(run: Run, draft: PreparedRun): Promise<void> {
    // A change of an alert may be refused, and then takes its whole transaction back.
    if (draft.alerts.length > 0) await this.write([{ run, draft }]);
    else await this.group.add({ run, draft });
  }

  private async write(drafts: readonly RunDraft[]): Promise<void[]> {
    await this.database.transaction(async (tx) => {
      const mine = await this.takeOver(drafts, tx);
      const now = this.clock.now();
      await this.remember(mine.flatMap(({ run, draft }) => (isOfTask(run) ? [{ run, draft }] : [])), now, tx);
      for (const { run, draft } of mine) await this.robotAlarms.raise(run, unusableRobots(draft.skipped), tx);
      await this.deliveries.writePrepared(mine.map(({ run, draft }) => ({ run, messages: draft.messages, skipped: draft.skipped })), now, tx);
      const [sending, nobody] = [mine.filter(({ draft }) => sendsAny(draft)), mine.filter(({ draft }) => !sendsAny(draft))];
      await this.beginSending(sending, now, tx);
      for (const { run, draft } of nobody) await this.settlement.end(run, endWithoutCalls(draft), tx);
    });
    return [];
  }

  /**
   * Locks the runs, and removes what other preparations left of them.
   * @returns those that are still ours. Where another worker was quicker, as after a lost heartbeat, its bytes are the ones that count; of two that write
   * portions, those of the one that began last
   */
  private async takeOver<R extends Run>(drafts: readonly RunDraft<R>[], tx: Tx): Promise<RunDraft<R>[]> {
    const locked = await this.runs.lock(drafts.map(({ run }) => run), tx);
    const portionsOf = ({ run }: RunDraft): string | null | undefined => locked.get(run.id)?.preparation;
    const mine = drafts.filter((one) => locked.get(one.run.id)?.state === 'preparing' && (!one.draft.written || one.draft.written.preparation === portionsOf(one)));
    await this.removePortions(mine.filter((one) => !one.draft.written && portionsOf(one)).map(({ run }) => run), tx);
    return mine;
  }

  private async removePortions(runs: readonly Run[], tx: Tx): Promise<void> {
    await this.deliveries.removePrepared(runs, tx);
    for (const run of runs.filter(isOfTask)) await this.memory.forgetShown(run, tx);
  }

  private async noteShown(drafts: readonly RunDraft[], now: Date, tx: Tx): Promise<void> {
    await this.memory.noteShown(drafts.flatMap(({ run, draft }) => (isOfTask(run) ? draft.shown.map((shown) => ({ run, shown })) : [])), now, tx);
  }

  /** What the people of the runs see now, for the runs after them. */
  private async remember(drafts: readonly RunDraft<TaskRun>[], now: Date, tx: Tx): Promise<void> {
    await this.noteShown(drafts, now, tx);
    for (const { run, draft } of drafts) {
      if (!(await this.memory.changeAlerts(run, draft.alerts, tx))) throw new TryAgainError(reason('ALERT_CHANGED'));
    }
    await this.alarms.tell(drafts.map(({ run, draft }) => ({ run, found: draft.alarms, looked: draft.looked })), tx);
  }

  private async beginSending(drafts: readonly RunDraft[], now: Date, tx: Tx): Promise<void> {
    const queued = drafts.map(({ run, draft }) => ({ run, draft, messages: queuedOf(draft) }));
    await this.runs.beginSending(queued.map(({ run, draft, messages }) => ({ tenantId: run.tenantId, id: run.id, ...factsOf(draft, messages) })), now, tx);
    for (const urgent of [true, false]) {
      const jobs = queued.filter(({ run }) => (run.trigger === 'test') === urgent).flatMap(({ run, messages }) => jobsOf(run, messages));
      await this.queue.enqueue('push-send', jobs, tx, { urgent });
    }
  }

  /** Ends a run of which nothing is sent. */
  async end(run: Run, end: RunEnd): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = (await this.runs.lock([run], tx)).get(run.id);
      if (locked?.state !== 'preparing') return;
      if (locked.preparation) await this.removePortions([run], tx);
      await this.settlement.end(run, end, tx);
    });
  }
}

const unusableRobots = (skipped: readonly SkippedRecipient[]): string[] =>
  skipped.flatMap(({ robot, hostUserName, reason: { code } }) => (robot && code === 'ROBOT_NOT_USABLE' ? [hostUserName] : []));

const callsOf = (messages: readonly PreparedMessage[]): PreparedCall[] => messages.flatMap((message) => message.calls);
const peopleOf = (calls: readonly PreparedCall[]): number => calls.reduce((sum, call) => sum + call.recipients.length, 0);
const sendsAny = ({ messages, written }: PreparedRun): boolean => messages.length > 0 || written !== undefined;

/** All that the run sends, with what is written of it already. */
function queuedOf({ messages, written }: PreparedRun): QueuedMessages {
  return {
    calls: [...(written?.calls ?? []), ...callsOf(messages).map(queuedCallOf)],
    template: written?.template ?? messages[0].template,
    cut: [...(written?.cut ?? []), ...messages.flatMap((message) => message.cut)],
  };
}

/** The text of a person's own link is made when it is read: only where its size counts. */
function queuedCallOf(call: PreparedCall): QueuedCall {
  const { id, channel, targetId, after } = call;
  return { id, channel, targetId, after, people: call.recipients.length, size: after === undefined ? call.body.length : 0 };
}

function factsOf({ skipped, dataTime }: PreparedRun, { calls, template, cut }: QueuedMessages): SendingFacts {
  const people = calls.reduce((sum, call) => sum + call.people, 0);
  return { dataTime, template, cut, calls: calls.length, total: people + skipped.length, skipped: skipped.length };
}

/** Calls of few people share a job: the queue carries chunks, never single people. Calls that follow others come along with those. */
function jobsOf({ tenantId, id }: RunKey, { calls }: QueuedMessages): QueueJobs['push-send'][] {
  const jobs: QueuedCall[][] = [];
  let people = 0;
  let bytes = 0;
  for (const call of calls.filter(({ after }) => after === undefined)) {
    const job = jobs.at(-1);
    people += call.people;
    bytes += call.size;
    if (job && job.length < CALLS_PER_JOB && people <= RECIPIENTS_PER_CALL && bytes <= BYTES_PER_JOB) {
      job.push(call);
    } else {
      jobs.push([call]);
      people = call.people;
      bytes = call.size;
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
const appOf = ([{ channel, targetId }]: readonly QueuedCall[]): { targetId?: string } => (channel === 'app' ? { targetId } : {});

/** By the first call to somebody those that come after it, one after the other. */
function followingOf(calls: readonly QueuedCall[]): Map<string, string[]> {
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
