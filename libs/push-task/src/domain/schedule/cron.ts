import { CronExpressionParser, type CronExpression } from 'cron-parser';
import type { WallTime } from './wall-time';

/** Local times without a zone: cron-parser only does the calendar, at UTC; {@link instantOf} puts them into the zone by our rules. */
function parse(expression: string, after: WallTime): CronExpression {
  return CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(after) });
}

const FIELDS = 5;
/** `H` is cron-parser's random value: another one at each look. */
const RANDOM = /(^|[ ,])H/i;

/** @returns what is wrong with the expression and what to do, or undefined */
export function cronProblem(expression: string): string | undefined {
  const count = expression === '' ? 0 : expression.split(' ').length;
  if (count !== FIELDS) return `a cron expression has five fields (minute hour day month weekday), such as 0 9 * * 1-5; this one has ${count}`;
  if (RANDOM.test(expression)) return 'H (any value) is not possible here; write the minute or hour';
  let cron: CronExpression;
  try {
    cron = parse(expression, Date.UTC(2024, 0, 1));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (cause.includes('explicit day of month')) return 'never comes true: no month named here has such a day';
    return `is not a cron expression (${cause}); write minute hour day month weekday, such as 0 9 * * 1-5`;
  }
  return cron.hasNext() ? undefined : 'never comes true; check day, month and weekday';
}

/** Local times of the expression after a local time, rising, without end. @throws Error when the expression was not checked by {@link cronProblem} */
export function* cronTimesAfter(expression: string, after: WallTime): Generator<WallTime> {
  const cron = parse(expression, after);
  for (;;) yield cron.next().getTime();
}
