import type { Crowd, FreeSlots } from './crowds';
import { DAILY_PER_ACCOUNT, daysOf, MEMBER_LIMITS, UNIT_MS, type ForecastTask, type MemberUnit } from './load';

/** Crowds that are told, tasks that are named for each, and tasks named that send when everybody does. */
const CROWDS = 50;
const TASKS_NAMED = 10;
const BUSY_NAMED = 20;

export interface JudgedCrowd extends Crowd {
  /** What somebody surely gets; absent when people were not compared: too many for one answer. */
  atLeast?: number;
  /** People known to get more than the limit. */
  people?: number;
}

/** A task as it is named; the id is null for a draft, the title for a task that the reader may not see. */
export interface NamedTask {
  taskId: string | null;
  title: string | null;
}

export interface ForecastDay {
  date: string;
  allowed: number;
  /** Sent already. */
  sent: number;
  /** By the tasks that are saved. */
  planned: number;
  draft: number;
  /** Whether it is more than allowed: without the draft, and with it. */
  overWithout: boolean;
  overWith: boolean;
  /** Who sends the most, where it is too much. */
  biggest: (NamedTask & { personTimes: number })[];
}

export interface MemberCrowd {
  unit: MemberUnit;
  at: Date;
  occurrences: number;
  limit: number;
  atLeast: number | null;
  atMost: number;
  people: number | null;
  /** `certain`: there is such a person. `possible`: there may be; not all people are known beforehand. */
  verdict: 'certain' | 'possible';
  withDraft: boolean;
  taskCount: number;
  tasks: NamedTask[];
  moves: (NamedTask & { to: Date })[];
}

export interface Forecast {
  accounts: number;
  accountsKnown: boolean;
  tasks: number;
  /** Tasks of which nobody knows before they first ran how many people they have. */
  uncounted: number;
  leftOut: number;
  days: ForecastDay[];
  /** The day with the most room. */
  freestDate: string;
  crowds: MemberCrowd[];
  /** More than are told. */
  moreCrowds: number;
  busyMinutes: { tasks: number; starts: number; named: NamedTask[] };
}

export interface ForecastFacts {
  tasks: readonly ForecastTask[];
  from: number;
  sentToday: number;
  accounts: number;
  accountsKnown: boolean;
  leftOut: number;
  crowds: readonly JudgedCrowd[];
  slots: FreeSlots;
  busyMinutes: readonly number[];
  maySee: (projectId: string) => boolean;
}

export function forecastOf({ tasks, from, sentToday, accounts, accountsKnown, leftOut, crowds, slots, busyMinutes, maySee }: ForecastFacts): Forecast {
  const nameOf = (index: number): NamedTask => {
    const { id, title, projectId, draft } = tasks[index];
    return { taskId: draft ? null : id, title: draft || maySee(projectId) ? title : null };
  };
  const allowed = accounts * DAILY_PER_ACCOUNT;
  const days = daysOf(tasks, from).map(({ date, planned, draft, biggest }, number): ForecastDay => {
    const sent = number === 0 ? sentToday : 0;
    const overWith = sent + planned + draft > allowed;
    return {
      date, allowed, sent, planned, draft, overWithout: sent + planned > allowed, overWith,
      biggest: overWith ? biggest.map(({ task, personTimes }) => ({ ...nameOf(task), personTimes })) : [],
    };
  });
  const real = crowds.filter(({ unit, atMost }) => atMost > MEMBER_LIMITS[unit]);
  const told = real.slice(0, CROWDS).map((crowd): MemberCrowd => {
    const { unit, bucket, occurrences, atMost, atLeast, people } = crowd;
    const limit = MEMBER_LIMITS[unit];
    const certain = atLeast !== undefined && atLeast > limit;
    const places = [...bucket.times.keys()];
    return {
      unit, at: new Date(bucket.at), occurrences, limit, atLeast: atLeast ?? null, atMost, people: people ?? null, verdict: certain ? 'certain' : 'possible',
      withDraft: places.some((index) => tasks[index].draft), taskCount: places.length, tasks: places.slice(0, TASKS_NAMED).map(nameOf),
      moves: slots.movesFor(crowd, atMost - limit).map(({ task, to }) => ({ ...nameOf(task), to: new Date(to) })),
    };
  });
  const busy = tasks.map(({ starts }) => starts.filter((start) => busyMinutes.includes(Math.floor(start / UNIT_MS.minute) % 60)).length);
  const busyTasks = busy.flatMap((count, index) => (count > 0 ? [index] : []));
  const used = (day: ForecastDay): number => day.sent + day.planned + day.draft;
  return {
    accounts, accountsKnown, tasks: tasks.length, uncounted: tasks.filter((task) => task.personTimes === null).length, leftOut, days,
    freestDate: days.reduce((freest, day) => (used(day) < used(freest) ? day : freest)).date,
    crowds: told, moreCrowds: Math.max(0, real.length - CROWDS),
    busyMinutes: { tasks: busyTasks.length, starts: busy.reduce((sum, count) => sum + count, 0), named: busyTasks.slice(0, BUSY_NAMED).map(nameOf) },
  };
}
