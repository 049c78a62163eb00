import type { CellValue, ChartColumn } from '../contract/contract.types';

const NO_VALUE = '–';

/** How many decimals the numbers of a column need, at most two, so that they stand below each other. */
export function decimalsOf(values: readonly CellValue[]): number {
  return Math.max(0, ...values.map((value) => (typeof value === 'number' ? (String(Math.round(value * 100) / 100).split('.')[1] ?? '').length : 0)));
}

/** A cell as a person of the language reads it, without its unit. */
export function formatCell(value: CellValue, { type, key }: ChartColumn, tag: string, decimals = 0): string {
  if (value === null) return NO_VALUE;
  if (typeof value === 'string') return value;
  const signDisplay = key === 'change' ? 'exceptZero' : 'auto';
  if (type === 'percent') return new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay }).format(value);
  return new Intl.NumberFormat(tag, { minimumFractionDigits: decimals, maximumFractionDigits: 2, signDisplay }).format(value);
}

/** The same with its unit. */
export function formatWithUnit(value: CellValue, column: ChartColumn, tag: string): string {
  const text = formatCell(value, column, tag);
  return column.unit && value !== null ? `${text} ${column.unit}` : text;
}

/** A mark of an axis, short. */
export function formatTick(value: number, { type }: ChartColumn, tag: string): string {
  if (type === 'percent') return new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(tag, { notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard', maximumFractionDigits: 1 }).format(value);
}

/** Dates for an axis: months when all are the first of one, else month and day. Other texts stay. */
export function shortLabels(values: readonly CellValue[], { type }: ChartColumn): string[] {
  const texts = values.map((value) => String(value ?? NO_VALUE));
  if (type !== 'date') return texts;
  const monthly = texts.every((text) => text.endsWith('-01'));
  return texts.map((text) => (monthly ? text.slice(0, 7) : text.slice(5)));
}
