import { InvalidInputError, type Said } from '#kernel';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { cronProblem } from './cron';

/** Times of one schedule on one day, at most. Cron expressions are not bound by it. */
export const MAX_TIMES_A_DAY = 24;

interface InZone {
  /** IANA name, such as `Asia/Shanghai`: all times and dates of the schedule are local there. */
  zone: string;
}

interface Recurring extends InZone {
  /** First local date with runs, YYYY-MM-DD. */
  firstDate?: string;
  /** Last local date with runs, YYYY-MM-DD. */
  lastDate?: string;
}

/** `HH:MM`, 1 to {@link MAX_TIMES_A_DAY}, rising, each once. */
interface AtTimes extends Recurring {
  times: string[];
}

/**
 * When a task runs. Plain JSON, as {@link parseSchedule} gives it.
 * A local time that the clock jumps over runs once, at the jump; one that the clock shows twice runs once, the first time.
 */
export type Schedule =
  /** Only by hand. */
  | ({ kind: 'none' } & InZone)
  /** Every so many hours of each day, from a time of day to another one. */
  | ({ kind: 'hourly'; everyHours: number; from: string; to: string } & Recurring)
  | ({ kind: 'daily' } & AtTimes)
  /** Working days of the task's calendar; Monday to Friday without one. */
  | ({ kind: 'workdays' } & AtTimes)
  /** ISO weekdays: 1 is Monday, 7 Sunday. */
  | ({ kind: 'weekly'; weekdays: number[] } & AtTimes)
  /** A day that a month does not have is left out in that month; `last` is each month's last day. */
  | ({ kind: 'monthly'; days: (number | 'last')[] } & AtTimes)
  /** As monthly, in one month of each quarter: 1 is January, April, July, October. */
  | ({ kind: 'quarterly'; month: number; days: (number | 'last')[] } & AtTimes)
  /** Five fields: minute, hour, day of month, month, day of week; a day matches if either day field does, when both are given. */
  | ({ kind: 'cron'; expression: string } & Recurring);

export type ScheduleKind = Schedule['kind'];
export const SCHEDULE_KINDS = ['none', 'hourly', 'daily', 'workdays', 'weekly', 'monthly', 'quarterly', 'cron'] as const satisfies readonly ScheduleKind[];

function ascending<T extends number | string>(values: readonly T[]): T[] {
  // Days: numbers first, then `last`.
  return [...new Set(values)].toSorted((a, b) => (typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === 'number' ? -1 : 1));
}

const zone = z
  .string({ error: 'give the time zone, such as Asia/Shanghai' })
  .refine((name) => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name), 'is no time zone of the IANA list; write it such as Asia/Shanghai or Europe/London');
const date = z.iso.date({ error: 'must be a date of the calendar, written YYYY-MM-DD' }).optional();
const time = z.string({ error: 'must be a time written HH:MM, such as 09:00' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written HH:MM from 00:00 to 23:59, such as 09:00');
const times = z
  .array(time, { error: 'give the times of day as a list, such as ["09:00"]' })
  .min(1, 'give at least one time of day, such as 09:00')
  .max(MAX_TIMES_A_DAY, `at most ${MAX_TIMES_A_DAY} times a day`)
  .transform(ascending);
const WEEKDAY = 'a weekday is a whole number from 1 (Monday) to 7 (Sunday)';
const weekdays = z
  .array(z.int({ error: WEEKDAY }).min(1, WEEKDAY).max(7, WEEKDAY), { error: 'give the weekdays as a list, such as [1, 5] for Monday and Friday' })
  .min(1, 'give at least one weekday, 1 (Monday) to 7 (Sunday)')
  .max(7, 'give each weekday once')
  .transform(ascending);
const DAY = 'a day of the month is a whole number from 1 to 31, or "last"';
const days = z
  .array(z.union([z.int({ error: DAY }).min(1, DAY).max(31, DAY), z.literal('last')], { error: DAY }), { error: 'give the days of the month as a list, such as [1, 15] or ["last"]' })
  .min(1, 'give at least one day of the month, 1 to 31 or "last"')
  .max(32, 'give each day once')
  .transform(ascending);
const HOURS = 'a whole number of hours from 1 to 23';
const everyHours = z.int({ error: HOURS }).min(1, HOURS).max(23, HOURS);
const MONTH = 'the month of the quarter: 1, 2 or 3';
const month = z.int({ error: MONTH }).min(1, MONTH).max(3, MONTH);
const expression = z
  .string({ error: 'give a cron expression of five fields, such as 0 9 * * 1-5' })
  .max(200, 'a cron expression has at most 200 characters')
  .transform((text) => text.trim().replace(/\s+/g, ' '))
  .superRefine((text, context) => {
    const problem = cronProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem['en-US'], params: { text: problem } });
  });

const recurring = { zone, firstDate: date, lastDate: date };
const schedule = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('none'), zone }),
      z.strictObject({ kind: z.literal('hourly'), everyHours, from: time.default('00:00'), to: time.default('23:59'), ...recurring }),
      z.strictObject({ kind: z.literal('daily'), times, ...recurring }),
      z.strictObject({ kind: z.literal('workdays'), times, ...recurring }),
      z.strictObject({ kind: z.literal('weekly'), weekdays, times, ...recurring }),
      z.strictObject({ kind: z.literal('monthly'), days, times, ...recurring }),
      z.strictObject({ kind: z.literal('quarterly'), month, days, times, ...recurring }),
      z.strictObject({ kind: z.literal('cron'), expression, ...recurring }),
    ],
    { error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${SCHEDULE_KINDS.join(', ')}` : 'give the schedule as an object with kind and zone') },
  )
  .superRefine((value, context) => {
    if (value.kind === 'hourly' && value.to < value.from) context.addIssue({ code: 'custom', path: ['to'], message: `lies before ${value.from}; a window does not go past midnight` });
    if (value.kind === 'none' || value.firstDate === undefined || value.lastDate === undefined || value.firstDate <= value.lastDate) return;
    context.addIssue({ code: 'custom', path: ['lastDate'], message: `lies before the first date ${value.firstDate}` });
  });

/**
 * Checks a schedule that someone wrote, and brings it into one shape: lists rising and without doubles, single spaces in a cron expression.
 * @param input anything, such as the `schedule` of a request's body
 * @param field what the caller calls it; the names of wrong fields begin with it
 * @throws InvalidInputError naming every wrong field, such as `schedule.expression`; a cron expression that never comes
 *   true (30 February) is one
 */
export function parseSchedule(input: unknown, field = 'schedule'): Schedule {
  const parsed = schedule.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, (string | Said)[]> = {};
  const wrong = (path: readonly PropertyKey[], what: string | Said): void => {
    (fields[[field, ...path].join('.')] ??= []).push(what);
  };
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) wrong([...issue.path, key], 'does not belong to this kind of schedule; leave it out');
    // Of an expression it is said in all languages; the other fields of the console are choices.
    else wrong(issue.path, (issue.code === 'custom' && (issue.params?.['text'] as Said | undefined)) || issue.message);
  }
  throw InvalidInputError.fields(fields);
}
