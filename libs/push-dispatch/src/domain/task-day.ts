import { FAILURES_UNTIL_STOP, type DayPlan, type PushTask } from '#push-task';
import type { RecordRow } from '#records';

export const DAY_CODES = [
  'SENT', 'PARTLY_SENT', 'FAILED', 'HELD', 'MISSED', 'CANCELLED', 'UNDER_WAY', 'PLANNED_LATER', 'DISABLED', 'STOPPED', 'DAY_OFF', 'BEFORE_START', 'AFTER_END', 'NO_TIME',
  'BY_HAND_ONLY', 'NOT_YET_CREATED', 'NOT_PLANNED',
] as const;
export type DayCode = (typeof DAY_CODES)[number];

export interface TaskThen {
  state: PushTask['state'];
  since?: Date;
  by?: string;
}

export interface DayAnswer {
  date: string;
  zone: string;
  code: DayCode;
  text: string;
  plannedAt: Date[];
  runs: Pick<RecordRow, 'id' | 'state' | 'trigger' | 'plannedAt' | 'reasonCode' | 'reason'>[];
}

export interface DayFacts {
  date: string;
  task: PushTask;
  plan: DayPlan;
  /** Newest first. */
  runs: readonly RecordRow[];
  now: Date;
  /** The state of the task at an instant; at one to come, the state now. */
  stateAt: (instant: Date) => TaskThen;
  /** The last change of schedule or calendar policy before the day was over: times before it were never due. */
  rescheduled?: { at: Date; by: string };
}

/** The planner looks each second; after so long a time without a run is not waited for any more. */
const PLANNED_WITHIN_MS = 60_000;

export function answerOf(facts: DayFacts): DayAnswer {
  const { date, task, plan, runs } = facts;
  const [code, text] = verdictOf(facts);
  return {
    date, zone: task.schedule.zone, code, text, plannedAt: plan.times,
    runs: runs.map(({ id, state, trigger, plannedAt, reasonCode, reason }) => ({ id, state, trigger, plannedAt, reasonCode, reason })),
  };
}

const UNDER_WAY: ReadonlySet<string> = new Set(['planned', 'preparing', 'sending']);

function verdictOf({ date, task, plan, runs, now, stateAt, rescheduled }: DayFacts): [DayCode, string] {
  const run = runs.find((one) => one.trigger === 'schedule') ?? runs.find((one) => one.trigger === 'manual');
  if (run) return runVerdict(run);
  const { schedule } = task;
  if (plan.to <= task.createdAt) return ['NOT_YET_CREATED', `The task was made on ${task.createdAt.toISOString()} by ${task.createdBy}`];
  if (schedule.kind === 'none') return ['BY_HAND_ONLY', 'The task runs only by hand, and nobody ran it'];
  if (schedule.firstDate !== undefined && date < schedule.firstDate) return ['BEFORE_START', `The schedule begins on ${schedule.firstDate}`];
  if (schedule.lastDate !== undefined && date > schedule.lastDate) return ['AFTER_END', `The schedule ended on ${schedule.lastDate}`];
  const last = plan.times.at(-1);
  if (last === undefined) return plan.dayOff ? ['DAY_OFF', dayOffText(plan.dayOff)] : ['NO_TIME', 'The schedule has no time on this day'];
  if (last < task.createdAt) return ['NOT_YET_CREATED', `The task was made after the times of this day, on ${task.createdAt.toISOString()} by ${task.createdBy}`];
  if (rescheduled && last < rescheduled.at) return ['NO_TIME', `The schedule was changed after the times of this day, on ${rescheduled.at.toISOString()} by ${rescheduled.by}`];
  const latestStart = (time: Date): Date => new Date(time.getTime() + 1000 * task.toleranceSeconds);
  // Whoever disables a task between its time and the start that spreading gave keeps it from starting, as before its time.
  const stateFor = (time: Date): TaskThen => [time, latestStart(time)].map(stateAt).find(({ state }) => state !== 'enabled') ?? { state: 'enabled' };
  const wasDue = (time: Date): boolean => time >= task.createdAt && !(rescheduled && time < rescheduled.at) && stateFor(time).state === 'enabled';
  const left = plan.times.find((time) => latestStart(time).getTime() + PLANNED_WITHIN_MS <= now.getTime() && wasDue(time));
  if (left) return ['NOT_PLANNED', `The system was down at ${left.toISOString()}: no process of it has planned this time. See whether the scheduler runs`];
  const then = stateFor(last);
  if (then.state !== 'enabled') return stateVerdict(then);
  return ['PLANNED_LATER', `It is planned for ${last.toISOString()}, and starts at most ${task.toleranceSeconds} seconds later`];
}

function runVerdict({ state, reason }: RecordRow): [DayCode, string] {
  if (UNDER_WAY.has(state)) return ['UNDER_WAY', reason ?? 'A run is under way'];
  // The reason of a run that reached some is that of a person, and would read as if nobody was reached.
  if (state === 'partly_sent') return ['PARTLY_SENT', `Not everybody got it: the record has the reason of each person${reason ? `. One is: ${reason}` : ''}`];
  return [state.toUpperCase() as DayCode, reason ?? `The last run of the day is ${state}`];
}

function stateVerdict({ state, since, by }: TaskThen): [DayCode, string] {
  const when = since ? ` since ${since.toISOString()}` : '';
  if (state === 'disabled') return ['DISABLED', `The task was disabled${when}${by ? `, by ${by}` : ''}`];
  return ['STOPPED', `The system stopped the task${when} after ${FAILURES_UNTIL_STOP} failed runs in a row: see their records; editing or enabling starts it again`];
}

function dayOffText({ name, movedTo }: NonNullable<DayPlan['dayOff']>): string {
  return `The calendar of the task has this day off${name ? `: ${name}` : ''}${movedTo ? `; its times moved to ${movedTo}` : ''}`;
}
