import type { CellValue, ChartColumn } from './host-content';

/** Headings of columns that hold a change, which is written with its sign. */
const CHANGE_TITLE = /同比|环比|增长|增幅|涨|跌|变化|变动|change|growth|delta|yoy|mom|wow|\bvs\b/i;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

export const isNumeric = ({ type }: ChartColumn): boolean => type === 'number' || type === 'percent';
export const isChange = (column: ChartColumn): boolean => isNumeric(column) && CHANGE_TITLE.test(column.title);

/** @returns the number, also of one given as text, as hosts do with decimals; undefined for anything else */
export function numberOf(value: CellValue | undefined): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && DECIMAL.test(value) ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
