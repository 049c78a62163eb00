import { z } from 'zod';
import { InvalidInputError } from '#kernel';
import {
  ACCESS_TROUBLES, AGGREGATES, COMPARISONS, DEFAULT_EXCEPTION_RULES as DEFAULT, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS,
  type Condition, type ExceptionRules,
} from './rules';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, { error: `must be one of ${values.join(', ')}` });
const whole = (min: number, max: number, unit: string) => {
  const error = `must be a whole number of ${unit} from ${min} to ${max}`;
  return z.int({ error }).min(min, error).max(max, error);
};
const id = z.string({ error: 'must be the id of a chart' }).min(1, 'must be the id of a chart').max(128, 'has at most 128 characters');
const column = z.string({ error: 'must be the key of a column' }).min(1, 'must be the key of a column').max(128, 'has at most 128 characters');
const number = z.number({ error: 'must be a number' });
const time = z.string({ error: 'must be a time written HH:MM, such as 22:00' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written HH:MM, such as 22:00');

const value = z.strictObject({ chartId: id, column: column.optional(), of: oneOf(AGGREGATES).default('first') }, { error: 'name the chart, such as {"chartId": "revenue"}' });
const compare = oneOf(COMPARISONS);
const cell = z.strictObject({ column, compare, than: z.union([number, z.string().max(200)], { error: 'must be a number or a text of at most 200 characters' }) });

const parts = (deeper: z.ZodType<Condition>) => z.array(deeper, { error: 'must be a list of conditions' }).min(1, 'give at least one condition').max(MAX_CONDITION_PARTS, `at most ${MAX_CONDITION_PARTS} conditions`);

/** Built as deep as conditions may go, so that no input can make it go deeper. */
function conditionOf(depth: number): z.ZodType<Condition> {
  const leaves = [
    z.strictObject({ kind: z.literal('value'), value, compare, than: number }),
    z.strictObject({ kind: z.literal('change'), value, unit: oneOf(['absolute', 'percent']), compare, than: number }),
    z.strictObject({ kind: z.literal('row'), chartId: id, where: z.array(cell, { error: 'must be a list of comparisons' }).min(1, 'give at least one comparison').max(10, 'at most 10 comparisons') }),
  ] as const;
  if (depth === 1) return z.discriminatedUnion('kind', leaves, { error: `must be one of value, change, row; and, or may be nested ${MAX_CONDITION_DEPTH} deep` });
  const deeper = conditionOf(depth - 1);
  const branches = [z.strictObject({ kind: z.literal('and'), all: parts(deeper) }), z.strictObject({ kind: z.literal('or'), any: parts(deeper) })] as const;
  return z.discriminatedUnion('kind', [...leaves, ...branches], { error: 'must be one of value, change, row, and, or' });
}

function partsOf(condition: Condition): number {
  if (condition.kind === 'and') return 1 + condition.all.reduce((sum, one) => sum + partsOf(one), 0);
  if (condition.kind === 'or') return 1 + condition.any.reduce((sum, one) => sum + partsOf(one), 0);
  return condition.kind === 'row' ? condition.where.length : 1;
}

const condition = conditionOf(MAX_CONDITION_DEPTH).refine((one) => partsOf(one) <= MAX_CONDITION_PARTS, `has more than ${MAX_CONDITION_PARTS} parts`);

const accessAction = oneOf(['hold', 'alarm', 'hold_and_alarm', 'send_with_note']);
const accessActions = Object.fromEntries(ACCESS_TROUBLES.map((trouble) => [trouble, accessAction.default(DEFAULT.access[trouble])])) as Record<
  (typeof ACCESS_TROUBLES)[number],
  z.ZodDefault<typeof accessAction>
>;

const rules = z.strictObject(
  {
    empty: z
      .strictObject({
        range: oneOf(['all_charts', 'some_chart', 'chosen_charts']).default(DEFAULT.empty.range),
        chartIds: z.array(id, { error: 'must be a list of ids of charts' }).max(100, 'at most 100 charts').default([]),
        action: oneOf(['hold', 'alarm', 'hold_and_alarm', 'send']).default(DEFAULT.empty.action),
      })
      .superRefine(({ range, chartIds }, context) => {
        const problem =
          range === 'chosen_charts' && chartIds.length === 0 ? 'name the charts' : range !== 'chosen_charts' && chartIds.length > 0 ? 'only for the range chosen_charts; leave it out' : undefined;
        if (problem !== undefined) context.addIssue({ code: 'custom', path: ['chartIds'], message: problem });
      })
      .default(DEFAULT.empty),
    access: z
      .strictObject({
        ...accessActions,
        retryMinutes: whole(0, 240, 'minutes').default(DEFAULT.access.retryMinutes),
        slowAfterSeconds: whole(1, 300, 'seconds').default(DEFAULT.access.slowAfterSeconds),
      })
      .default(DEFAULT.access),
    freshness: z
      .strictObject({
        staleAfterMinutes: whole(1, 525_600, 'minutes').nullable().default(null),
        waitMinutes: whole(0, 1440, 'minutes').default(DEFAULT.freshness.waitMinutes),
        stale: accessAction.default(DEFAULT.freshness.stale),
        same: oneOf(['send', 'hold', 'send_with_note']).default(DEFAULT.freshness.same),
      })
      .default(DEFAULT.freshness),
    alert: z
      .strictObject({
        when: condition,
        repeat: oneOf(['once', 'always', 'again']).default('once'),
        againAfterMinutes: whole(1, 43_200, 'minutes').default(60),
        recovery: z.boolean({ error: 'must be true or false' }).default(false),
      })
      .nullable()
      .default(null),
    quiet: z
      .strictObject({
        hours: z
          .strictObject({ from: time, to: time })
          .refine(({ from, to }) => from !== to, { path: ['to'], message: 'must differ from the beginning' })
          .nullable()
          .default(null),
        nonWorkingDays: z.boolean({ error: 'must be true or false' }).default(false),
      })
      .default(DEFAULT.quiet),
  },
  { error: 'give the rules as an object' },
);

/**
 * Checks when a task does not send, and adds what was left out: `{}` gives the defaults of a new task.
 * @param field what the caller calls it; the names of wrong fields begin with it
 * @throws InvalidInputError naming every wrong field, such as `exceptions.empty.chartIds`
 */
export function parseExceptionRules(input: unknown, field = 'exceptions'): ExceptionRules {
  const parsed = rules.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string[]> = {};
  const wrong = (path: readonly PropertyKey[], message: string): void => {
    (fields[[field, ...path].join('.')] ??= []).push(message);
  };
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) wrong([...issue.path, key], 'is not known here; leave it out');
    else wrong(issue.path, issue.message);
  }
  throw InvalidInputError.fields(fields);
}
