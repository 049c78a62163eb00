import type { CellValue, ChartSnapshot, PageSnapshot } from '#bi-host';
import type { Comparison, Condition, ValueOf } from './rules';

/** Values that conditions looked at, by {@link valueKey}. */
export type KnownValues = Readonly<Record<string, number>>;

/** `undefined` when it cannot be said: a chart or value is not there. */
export type Truth = boolean | undefined;

export const valueKey = ({ chartId, column, of }: ValueOf): string => JSON.stringify([chartId, column ?? null, of]);

/** Whether the condition holds of the page. @param before values of the run before; none: every change is unknown */
export function holds(condition: Condition, page: PageSnapshot, before: KnownValues): Truth {
  switch (condition.kind) {
    case 'and':
      return allOf(condition.all.map((one) => holds(one, page, before)));
    case 'or':
      return not(allOf(condition.any.map((one) => not(holds(one, page, before)))));
    case 'value': {
      const value = valueOf(condition.value, page);
      return value === undefined ? undefined : compares(value, condition.compare, condition.than);
    }
    case 'change': {
      const change = changeOf(condition, page, before);
      return change === undefined ? undefined : compares(change, condition.compare, condition.than);
    }
    case 'row': {
      const chart = usable(page, condition.chartId);
      const cells = condition.where.map(({ column, compare, than }) => ({ index: chart?.columns.findIndex(({ key }) => key === column) ?? -1, compare, than }));
      if (!chart || cells.some(({ index }) => index < 0)) return undefined;
      return chart.rows.some((row) => cells.every(({ index, compare, than }) => compares(row[index], compare, than)));
    }
  }
}

/** The values that a later run compares with; those that are not there are left out. */
export function valuesOf(condition: Condition, page: PageSnapshot): KnownValues {
  if (condition.kind === 'and' || condition.kind === 'or') {
    const parts = condition.kind === 'and' ? condition.all : condition.any;
    return Object.assign({}, ...parts.map((one) => valuesOf(one, page))) as KnownValues;
  }
  if (condition.kind !== 'change') return {};
  const value = valueOf(condition.value, page);
  return value === undefined ? {} : { [valueKey(condition.value)]: value };
}

/** An unknown part leaves the whole unknown, unless another part settles it. */
function allOf(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

/** A chart that failed says nothing; an empty one has no rows, which is something. */
function usable(page: PageSnapshot, chartId: string): ChartSnapshot | undefined {
  return page.charts.find((chart) => chart.id === chartId && chart.state !== 'failed');
}

function valueOf({ chartId, column, of }: ValueOf, page: PageSnapshot): number | undefined {
  const chart = usable(page, chartId);
  if (!chart) return undefined;
  if (of === 'count') return chart.totalRows ?? chart.rows.length;
  const index = chart.columns.findIndex(({ key, type }) => (column === undefined ? type === 'number' || type === 'percent' : key === column));
  if (index < 0) return undefined;
  const values = chart.rows.map((row) => row[index]).filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (of) {
    case 'first':
      return values[0];
    case 'last':
      return values.at(-1);
    case 'sum':
      return finite(sum);
    case 'average':
      return finite(sum / values.length);
    case 'min':
      return values.reduce((least, value) => Math.min(least, value));
    case 'max':
      return values.reduce((most, value) => Math.max(most, value));
  }
}

function changeOf({ value, unit }: Extract<Condition, { kind: 'change' }>, page: PageSnapshot, before: KnownValues): number | undefined {
  const now = valueOf(value, page);
  const key = valueKey(value);
  const then = Object.hasOwn(before, key) ? before[key] : undefined;
  if (now === undefined || then === undefined) return undefined;
  if (unit === 'absolute') return finite(now - then);
  return then === 0 ? undefined : finite(((now - then) / Math.abs(then)) * 100);
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** A number is compared with a number, a text with a text; all else is only unequal. */
function compares(value: CellValue | undefined, compare: Comparison, than: number | string): boolean {
  if (value === null || value === undefined || typeof value !== typeof than) return compare === '!=';
  switch (compare) {
    case '>':
      return value > than;
    case '>=':
      return value >= than;
    case '<':
      return value < than;
    case '<=':
      return value <= than;
    case '=':
      return value === than;
    case '!=':
      return value !== than;
  }
}
