import type { Figure, Moment } from '#kernel';
import type { Lazy } from './lazy';

/** A cell: safe text, or a number that helpers can write in other ways. */
export type Cell = string | Figure;

/** A full-width space: WeCom has no tables in its markdown, and may join common ones. */
export const BETWEEN_CELLS = '　';

/** Between name and value of a line of a card: a control character, which no safe text holds. */
export const BETWEEN_ITEM = '\u001F';

export interface NumberModel {
  title: string;
  value: Cell;
  /** The change that the host gives beside the number, such as 环比. */
  change: { title: string; value: Figure } | null;
  /** The change from what the last push of the task said; null on the first. */
  sinceLast: Figure | null;
}

export interface ColumnModel {
  title: string;
  numeric: boolean;
}

export interface TableModel {
  trend: null;
  title: string;
  partlyEmpty: boolean;
  /** Titles of the columns with their units, and … when there are more than are shown. */
  heading: string;
  /** The columns that rows have, by their titles with units; the last says … when there are more. */
  columns: ColumnModel[];
  rows: Cell[][];
  /** Rows of the page, shown or not. */
  totalRows: number;
  /** Set where the table goes over several messages: rows that none of them shows. Helpers then leave no row out. */
  left?: number;
}

/** A line: its newest point, and the change from the one before. */
export interface TrendModel {
  trend: { label: Cell; values: { title: string; value: Cell; change: Figure | null }[] };
  title: string;
  partlyEmpty: boolean;
  /** Empty: a template that forgets to ask for `trend` writes a line as a table without rows. */
  heading: string;
  columns: ColumnModel[];
  rows: Cell[][];
  totalRows: number;
}

/** What templates see: their variables. All text in it is safe for the message type; every field is there, null where there is nothing. */
export interface MessageModel {
  title: string;
  test: boolean;
  beginning: string | null;
  ending: string | null;
  link: string | null;
  runTime: Moment;
  dataTime: Moment | string;
  late: { plannedAt: string } | null;
  filters: string | null;
  /** What there is to say about this run, such as that its data are late. */
  notes: string[];
  numbers: NumberModel[];
  /** Tables and lines in the order of the page; bars are tables. */
  charts: Lazy<(TableModel | TrendModel)[]>;
  /** Key numbers, tables and lines that are left out. */
  moreCharts: number;
  /** The charts without data, by title; how many more there are. */
  empty: string | null;
  /** The charts that could not be made, by title, with the host's reason; how many more there are. */
  failed: string | null;
}
