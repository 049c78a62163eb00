import { Injectable } from '@nestjs/common';
import { Clock, GroupedWork, newId, type Tx } from '#kernel';
import { CallLedger, RunLedger, type CallToSend, type Reason } from '#records';
import { bodyFor, userIdsOf } from '#wecom';
import { PushQueue, type QueueJobs } from '../../persistence/push-queue';
import { AppGate, type OpenGate } from './app-gate';

/** Jobs that one transaction lets out, at most. */
const JOBS_AT_ONCE = 50;
/** How long jobs wait for others in a burst, in milliseconds: with 20, a transaction of six statements let out 40 calls. */
const GATHER_MS = 50;
/** What waits longer is told at its run, in milliseconds. */
const WORTH_TELLING_MS = 10_000;

type SendJob = QueueJobs['push-send'];

export interface AdmittedCalls {
  /** Begun: to be made now. */
  calls: CallToSend[];
  /** Ids of those that wait in the queue now, or go with another job, each with what follows it. */
  waiting: Set<string>;
}

/** A call that goes out later. */
interface PutOff {
  job: SendJob;
  call: CallToSend;
  at: number;
  reason: Reason;
  turn: number | undefined;
}

/** What became of the calls of many jobs. */
interface Decided {
  begin: CallToSend[];
  putOff: PutOff[];
}

/** Lets calls out: within the limits of their app and its people they are begun, the others are put off. Many jobs share a transaction. */
@Injectable()
export class CallAdmission {
  private readonly group = new GroupedWork<SendJob, AdmittedCalls>((jobs) => this.admitAll(jobs), { items: JOBS_AT_ONCE, gatherMs: GATHER_MS });

  constructor(
    private readonly calls: CallLedger,
    private readonly runs: RunLedger,
    private readonly gate: AppGate,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /** Calls that are settled are left out. */
  admit(job: SendJob): Promise<AdmittedCalls> {
    return this.group.add(job);
  }

  private async admitAll(jobs: readonly SendJob[]): Promise<AdmittedCalls[]> {
    const now = this.clock.now();
    // A job that came again, and what was put off by a transaction whose answer was lost: a call is made once at a time.
    const jobOf = new Map(jobs.flatMap((job) => job.callIds.map((id) => [id, job])));
    const own = (job: SendJob): string[] => job.callIds.filter((id) => jobOf.get(id) === job);
    const { begun, putOff } = await this.gate.transaction(async (tx) => {
      const open = await this.calls.open(jobs.flatMap((job) => job.callIds.map((id) => ({ ...job, id }))), tx);
      const byId = new Map(open.map((call) => [call.id, call]));
      const decided = await this.gate.pass(open.filter(({ channel }) => channel === 'app'), tx, async (gateOf) => {
        const all: Decided = { begin: [], putOff: [] };
        for (const job of jobs) await this.decide(job, own(job).flatMap((id) => byId.get(id) ?? []), gateOf, all, now, tx);
        return all;
      });
      await this.calls.noteWait(decided.putOff, tx);
      for (const { jobs: later, ...options } of jobsOf(decided.putOff, now)) await this.queue.enqueue('push-send', later, tx, options);
      return { begun: await this.calls.begin(decided.begin, now, tx), putOff: decided.putOff };
    });
    await this.tellRuns(putOff, now);
    const byId = new Map(begun.map((call) => [call.id, call]));
    return jobs.map((job) => ({
      calls: own(job).flatMap((id) => byId.get(id) ?? []),
      waiting: new Set([...putOff.filter((one) => one.job === job).map(({ call }) => call.id), ...job.callIds.filter((id) => jobOf.get(id) !== job)]),
    }));
  }

  private async decide(job: SendJob, calls: readonly CallToSend[], gateOf: (targetId: string) => OpenGate, decided: Decided, now: Date, tx: Tx): Promise<void> {
    for (const call of calls) {
      // Robots have a limit of their own; what is too late ends at once.
      if (call.channel !== 'app' || (call.firstSentAt === null && now > call.deadlineAt)) {
        decided.begin.push(call);
        continue;
      }
      const gate = gateOf(call.targetId);
      if (call.firstSentAt !== null) {
        gate.passBy();
        decided.begin.push(call);
        continue;
      }
      const going = await this.ask(job, call, gate, decided, now, tx);
      if (going) decided.begin.push(going);
    }
  }

  /** @returns the call as it goes out now, perhaps without some of its people; undefined when it waits */
  private async ask(job: SendJob, call: CallToSend, gate: OpenGate, decided: Decided, now: Date, tx: Tx): Promise<CallToSend | undefined> {
    const request = {
      people: userIdsOf(call.body),
      kind: call.urgent ? ('test' as const) : ('push' as const),
      part: `${job.runId}/${job.part ?? 0}`,
      deadline: call.deadlineAt.getTime(),
      turn: job.turn,
    };
    const answer = await gate.ask(request);
    if (answer.kind === 'go') return call;
    if (answer.kind === 'later') {
      decided.putOff.push({ job, call, ...answer });
      return undefined;
    }
    const wait = { job, call, at: answer.at, reason: answer.reason, turn: undefined };
    // The parts that follow must find everybody together.
    const divided = job.following?.[call.id]?.length ? undefined : await this.divide(call, answer.people, now, tx);
    if (!divided) {
      decided.putOff.push(wait);
      return undefined;
    }
    decided.putOff.push({ ...wait, call: divided.later });
    const rest = await gate.ask({ ...request, people: userIdsOf(divided.now.body) });
    if (rest.kind === 'go') return divided.now;
    decided.putOff.push({ job, call: divided.now, at: rest.at, reason: rest.reason, turn: rest.kind === 'later' ? rest.turn : undefined });
    return undefined;
  }

  private async divide(call: CallToSend, people: readonly string[], now: Date, tx: Tx): Promise<{ now: CallToSend; later: CallToSend } | undefined> {
    const busy = new Set(people);
    const rest = userIdsOf(call.body).filter((person) => !busy.has(person));
    const later = { ...call, id: newId(), body: bodyFor(call.body, people), recipients: people.length };
    const going = { ...call, body: bodyFor(call.body, rest), recipients: rest.length };
    const userKeys = people.map((person) => person.toLowerCase());
    return (await this.calls.divide(call, { id: later.id, userKeys, body: later.body }, going.body, now, tx)) ? { now: going, later } : undefined;
  }

  /** For people who look at a run meanwhile. */
  private async tellRuns(putOff: readonly PutOff[], now: Date): Promise<void> {
    const slow = new Map(putOff.filter(({ at }) => at - now.getTime() > WORTH_TELLING_MS).map(({ call, reason }) => [call.runId, { call, reason }]));
    for (const { call, reason } of slow.values()) await this.runs.noteReason(call.tenantId, call.runId, reason);
  }
}

/** Calls of one job that wait for the same second stay together. */
function jobsOf(putOff: readonly PutOff[], now: Date): { jobs: SendJob[]; waitMs: number; urgent: boolean }[] {
  const groups = new Map<string, PutOff[]>();
  for (const one of putOff) {
    const key = `${one.call.runId}/${one.job.part ?? 0}/${Math.ceil(one.at / 1000)}/${one.turn !== undefined}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((some) => {
    const [{ job, call, turn }] = some;
    const at = Math.max(...some.map((one) => one.at));
    const following = Object.fromEntries(some.flatMap(({ job: { following: all }, call: { id } }) => (all?.[id]?.length ? [[id, all[id]] as const] : [])));
    return {
      jobs: [{ tenantId: job.tenantId, runId: job.runId, targetId: call.targetId, callIds: some.map((one) => one.call.id), ...(job.part && { part: job.part }), ...(turn !== undefined && { turn: at }), ...(Object.keys(following).length > 0 && { following }) }],
      waitMs: at - now.getTime(),
      urgent: call.urgent,
    };
  });
}
