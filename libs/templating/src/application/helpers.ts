import { cutToBytes } from '#wecom';
import type { Detail } from '../domain/detail';
import { Figure, grouping, Moment } from '#kernel';
import { BETWEEN_CELLS, BETWEEN_ITEM, type Cell, type TableModel, type TrendModel } from '../domain/message-model';
import { MISSING } from '../domain/safe-text';
import type { WorkBudget } from './work-budget';

/** What helpers know beside the variables. */
export interface HelperData {
  detail: Detail;
  /** Whether the message type has colours. */
  colors: boolean;
  budget: WorkBudget;
  /** Collects what loops went through. */
  seen?: Set<unknown>;
}

/** The last argument of every helper. */
export interface HelperOptions {
  data: HelperData;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || value instanceof Figure || value instanceof Moment ? value.toString() : MISSING;
const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
function rowsOf(table: TableModel | TrendModel, limit: number, options: HelperOptions): Cell[][] {
  return leftOf(table) === undefined ? table.rows.slice(0, Math.min(limit, options.data.detail.rows)) : table.rows;
}
const leftOf = (table: TableModel | TrendModel): number | undefined => (table.trend === null ? table.left : undefined);

/** WeCom has no red: green (info) is more, orange (warning) less. */
function colored(value: unknown, options: HelperOptions): string {
  if (!(value instanceof Figure) || !options.data.colors) return text(value);
  if (value.sign < 0) return `<font color="warning">${value.toString()}</font>`;
  return value.isChange && value.sign > 0 ? `<font color="info">${value.toString()}</font>` : value.toString();
}

/**
 * All that a template can call beside if, unless, each and with. They take variables, and give safe text for safe text.
 * A number is printed in its short form by itself; these write it otherwise.
 */
export const HELPERS = {
  /** All digits, grouped: `1,284,560.5`. */
  number: (value: unknown): string => (value instanceof Figure ? value.asNumber() : typeof value === 'number' ? grouping(value) : text(value)),
  /** `128.5万`, `1.285M`. */
  short: (value: unknown): string => (value instanceof Figure ? value.asShort() : text(value)),
  /** `12.3%` of 0.123. */
  percent: (value: unknown): string => (value instanceof Figure ? value.asPercent() : text(value)),
  /** In colour, where the message type has it: less than 0, and changes to more. */
  colored,
  /** The cells of a row in one line, numbers {@link colored}. */
  cells: (row: Cell[], options: HelperOptions): string => row.map((cell) => colored(cell, options)).join(BETWEEN_CELLS),
  /** The two lines above the rows of a `markdown_v2` table: titles, and to which side the cells keep; numbers keep right. */
  tableHead: ({ columns }: TableModel | TrendModel): string =>
    `${tableLine(columns.map(({ title }) => title))}\n${tableLine(columns.map(({ numeric }) => (numeric ? '--:' : ':--')))}`,
  /** A row of a `markdown_v2` table. */
  tableRow: (row: Cell[]): string => tableLine(row.map(text)),
  /** A change with an arrow: `↑ 3.2%`, `↓ 1.5%`, `→ 0%`. */
  trend: (value: unknown): string => (value instanceof Figure ? `${value.sign > 0 ? '↑' : value.sign < 0 ? '↓' : '→'} ${value.toString().replace(/^[+-]/, '')}` : text(value)),
  /** A line of a card: a name, and a value with a remark behind it. */
  item: (name: unknown, value: unknown, remark: unknown): string => text(name) + BETWEEN_ITEM + [text(value), text(remark)].join(' ').trim(),
  /** A row of a table as a line of a card: its first cell, and the others. */
  row: ([name, ...rest]: Cell[]): string => text(name) + BETWEEN_ITEM + rest.map(text).join(' '),
  /** The day of a time, in the task's zone. */
  date: (value: unknown): string => (value instanceof Moment ? value.day() : text(value)),
  /** The time of day, in the task's zone. */
  time: (value: unknown): string => (value instanceof Moment ? value.time() : text(value)),
  /** At most so many rows of a table; fewer when the message would be too long, all that this message shows when the table is split. */
  top: (table: TableModel | TrendModel, limit: number, options: HelperOptions): Cell[][] => rowsOf(table, limit, options),
  /** Rows of a table that `top` leaves out. */
  more: (table: TableModel | TrendModel, limit: number, options: HelperOptions): number => leftOf(table) ?? table.totalRows - rowsOf(table, limit, options).length,
  /** At most so many bytes, with an ellipsis. */
  truncate: (value: unknown, limitBytes: number): string => cutToBytes(text(value), limitBytes),
  /** The word for one or for many. */
  plural: (count: number, one: unknown, many: unknown): string => text(count === 1 ? one : many),
} satisfies Record<string, (...values: never[]) => unknown>;
