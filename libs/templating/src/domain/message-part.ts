import type { ChartSnapshot } from '#bi-host';
import type { FigureFormat } from '#kernel';

/** The rows of a table that one of several messages shows: `from` to `to`, without the one at `to`. */
export interface RowWindow {
  from: number;
  to: number;
  /** Rows that no message shows, as this one tells; 0 while later ones go on. */
  left: number;
}

/** One of the messages that show tables too long for one. The first says all that a single message says, later ones go on with the rows. */
export interface MessagePart {
  /** From 1. */
  number: number;
  /** At most 9, so that every mark is equally long; of 1 none is written. */
  count: number;
  last: boolean;
  /** Tables that are split; the others stand in the first part as always. */
  split: ReadonlySet<ChartSnapshot>;
  /** How the columns of split tables are written: alike in all parts, so that it is found out once. */
  formats: Map<ChartSnapshot, FigureFormat[]>;
  /** Of the split tables those that this part shows. */
  windows: ReadonlyMap<ChartSnapshot, RowWindow>;
  /** Split tables that no part shows. */
  unshown: number;
}

/** As it stands behind the title; empty when there is one part only. */
export const markOf = ({ number, count }: Pick<MessagePart, 'number' | 'count'>): string => (count > 1 ? `(${number}/${count})` : '');
