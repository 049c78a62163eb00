import type { Language } from '#kernel';
import type { Words } from './words';

/** A value of a cell; a date is an instant. */
export type Cell = string | number | Date | null;

/** One column of an exported table. */
export interface Column<Row> {
  heading: Words;
  /** Its cells are instants, shown in the zone that is asked for. */
  time?: true;
  /** In characters. */
  width: number;
  cell: (row: Row, language: Language) => Cell;
}
