import { chinaDayOf, CHINA_DAY_MS } from '../china-day';

/** WeCom's limits of app messages; above those of a member it drops messages and says nothing. */
export const MEMBER_LIMITS = { minute: 30, hour: 1000 } as const;
export type MemberUnit = keyof typeof MEMBER_LIMITS;
/** Messages to people that an app may send on a natural day in China, for each account of the corp. */
export const DAILY_PER_ACCOUNT = 200;
export const FORECAST_DAYS = 7;

export const UNIT_MS: Record<MemberUnit, number> = { minute: 60_000, hour: 3_600_000 };

/** A task as it is counted. */
export interface ForecastTask {
  id: string;
  title: string;
  projectId: string;
  /** The one that is not saved. */
  draft: boolean;
  /** Messages to people in one run; null when nobody knows before it first ran. */
  personTimes: number | null;
  /** Messages that one person gets in one run. */
  perPerson: number;
  /** Milliseconds since 1970, rising. */
  starts: readonly number[];
}

/** What goes out within one minute or hour. */
export interface Bucket {
  /** Its begin, in milliseconds since 1970. */
  at: number;
  /** How often each task starts in it, by its place in the list of tasks. */
  times: Map<number, number>;
}

export function bucketsOf(tasks: readonly ForecastTask[], unit: MemberUnit): Map<number, Bucket> {
  const buckets = new Map<number, Bucket>();
  for (const [index, { starts }] of tasks.entries()) {
    for (const start of starts) {
      const at = start - (start % UNIT_MS[unit]);
      const bucket = buckets.get(at) ?? { at, times: new Map<number, number>() };
      buckets.set(at, bucket);
      bucket.times.set(index, (bucket.times.get(index) ?? 0) + 1);
    }
  }
  return buckets;
}

/** Most messages that one person can get in a bucket: those of all its tasks. */
export function mostIn(bucket: Bucket | undefined, tasks: readonly ForecastTask[]): number {
  let messages = 0;
  for (const [index, times] of bucket?.times ?? []) messages += times * tasks[index].perPerson;
  return messages;
}

export interface DayLoad {
  date: string;
  /** Of the tasks that are saved. */
  planned: number;
  /** Of the draft. */
  draft: number;
  /** Places of the tasks with the most, at most 5. */
  biggest: { task: number; personTimes: number }[];
}

const BIGGEST = 5;

/** @param from begin of the first of {@link FORECAST_DAYS} days */
export function daysOf(tasks: readonly ForecastTask[], from: number): DayLoad[] {
  const each = Array.from({ length: FORECAST_DAYS }, () => new Map<number, number>());
  for (const [index, { starts, personTimes }] of tasks.entries()) {
    for (const start of starts) {
      const day = each[Math.floor((start - from) / CHINA_DAY_MS)];
      day?.set(index, (day.get(index) ?? 0) + (personTimes ?? 0));
    }
  }
  return each.map((day, number) => {
    const biggest = [...day].map(([task, personTimes]) => ({ task, personTimes })).toSorted((a, b) => b.personTimes - a.personTimes);
    const sum = (draft: boolean): number => biggest.reduce((all, one) => (tasks[one.task].draft === draft ? all + one.personTimes : all), 0);
    return { date: chinaDayOf(from + number * CHINA_DAY_MS), planned: sum(false), draft: sum(true), biggest: biggest.slice(0, BIGGEST) };
  });
}
