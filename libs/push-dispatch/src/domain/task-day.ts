import type { DayPlan, PushTask } from '#push-task';
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
  stateThen: TaskThen;
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

function verdictOf({ date, task, plan, runs, now, stateThen }: DayFacts): [DayCode, string] {
  const run = runs.find((one) => one.trigger === 'schedule') ?? runs.find((one) => one.trigger !== 'test');
  if (run) return UNDER_WAY.has(run.state) ? ['UNDER_WAY', run.reason ?? 'A run is under way'] : [run.state.toUpperCase() as DayCode, run.reason ?? `The last run of the day is ${run.state.replace('_', ' ')}`];
  const { schedule } = task;
  if (plan.to <= task.createdAt) return ['NOT_YET_CREATED', `The task was made on ${task.createdAt.toISOString()} by ${task.createdBy}`];
  if (schedule.kind === 'none') return ['BY_HAND_ONLY', 'The task runs only by hand, and nobody ran it'];
  if (schedule.firstDate !== undefined && date < schedule.firstDate) return ['BEFORE_START', `The schedule begins on ${schedule.firstDate}`];
  if (schedule.lastDate !== undefined && date > schedule.lastDate) return ['AFTER_END', `The schedule ended on ${schedule.lastDate}`];
  const last = plan.times.at(-1);
  if (last === undefined) return plan.dayOff ? ['DAY_OFF', dayOffText(plan.dayOff)] : ['NO_TIME', 'The schedule has no time on this day'];
  if (last < task.createdAt) return ['NOT_YET_CREATED', `The task was made after the times of this day, on ${task.createdAt.toISOString()} by ${task.createdBy}`];
  if (stateThen.state !== 'enabled') return stateVerdict(task, stateThen);
  if (last.getTime() + 1000 * task.toleranceSeconds + PLANNED_WITHIN_MS > now.getTime()) return ['PLANNED_LATER', `It is planned for ${last.toISOString()}, and starts at most ${task.toleranceSeconds} seconds later`];
  return ['NOT_PLANNED', 'The time passed and no process planned it: see whether the scheduler runs'];
}

function stateVerdict({ failureCount }: PushTask, { state, since, by }: TaskThen): [DayCode, string] {
  const when = since ? ` since ${since.toISOString()}` : '';
  if (state === 'disabled') return ['DISABLED', `The task was disabled${when}${by ? `, by ${by}` : ''}`];
  return ['STOPPED', `The system stopped the task${when} after ${failureCount} failed runs in a row: see their records; editing or enabling starts it again`];
}

function dayOffText({ name, movedTo }: NonNullable<DayPlan['dayOff']>): string {
  return `The calendar of the task has this day off${name ? `: ${name}` : ''}${movedTo ? `; its times moved to ${movedTo}` : ''}`;
}
