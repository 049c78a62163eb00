import { CronExpressionParser, type CronExpression } from 'cron-parser';
import { inBoth, type Said } from '#kernel';
import type { WallTime } from './wall-time';

/** Local times without a zone: cron-parser only does the calendar, at UTC; {@link instantOf} puts them into the zone by our rules. */
function parse(expression: string, after: WallTime): CronExpression {
  return CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(after) });
}

const FIELDS = 5;
/** `H` is cron-parser's random value: another one at each look. */
const RANDOM = /(^|[ ,])H/i;

/** @returns what is wrong with the expression and what to do, or undefined */
export function cronProblem(expression: string): Said | undefined {
  const count = expression === '' ? 0 : expression.split(' ').length;
  if (count !== FIELDS) return inBoth(`a cron expression has five fields (minute hour day month weekday), such as 0 9 * * 1-5; this one has ${count}`, `cron 表达式有五段（分 时 日 月 星期），例如 0 9 * * 1-5；这里有 ${count} 段`);
  if (RANDOM.test(expression)) return inBoth('H (any value) is not possible here; write the minute or hour', '不支持 H（随机值），请写明分钟或小时');
  let cron: CronExpression;
  try {
    cron = parse(expression, Date.UTC(2024, 0, 1));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (cause.includes('explicit day of month')) return inBoth('never comes true: no month named here has such a day', '永远不会执行：这些月份里没有这一天');
    return inBoth(`is not a cron expression (${cause}); write minute hour day month weekday, such as 0 9 * * 1-5`, `不是 cron 表达式（${cause}）；请写成 分 时 日 月 星期，例如 0 9 * * 1-5`);
  }
  return cron.hasNext() ? undefined : inBoth('never comes true; check day, month and weekday', '永远不会执行，请检查日、月和星期');
}

/** Local times of the expression after a local time, rising, without end. @throws Error when the expression was not checked by {@link cronProblem} */
export function* cronTimesAfter(expression: string, after: WallTime): Generator<WallTime> {
  const cron = parse(expression, after);
  for (;;) yield cron.next().getTime();
}
