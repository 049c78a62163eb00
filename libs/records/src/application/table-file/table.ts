import { localTime, type Language } from '#kernel';
import { type Cell, type Column } from '../../domain/export/column';
import { said, type Words } from '../../domain/export/words';

/** Of a table as a file: language of words, and IANA zone of times. */
export interface TableLocale {
  language: Language;
  zone: string;
}

/** A table on its way into a file: rows come page by page, each when the one before is written. Times are local, as if they were UTC. */
export interface Table {
  name: string;
  headings: readonly string[];
  widths: readonly number[];
  pages: AsyncGenerator<Cell[][]>;
}

/** Says in the table's last row that it is not whole. */
const cutNote = (most: number): Words => [`仅导出前 ${most.toLocaleString('en-US')} 行，其余未导出：请缩小筛选范围。`, `Only the first ${most.toLocaleString('en-US')} rows are here, more are left out: narrow the filter.`];

/** @param most rows of data, at most; if there are more, a last row says so */
export function tableOf<Row>(name: Words, columns: readonly Column<Row>[], pages: AsyncGenerator<Row[]>, { language, zone }: TableLocale, most: number): Table {
  const cellOf = (row: Row, { cell }: Column<Row>): Cell => {
    const value = cell(row, language);
    return value instanceof Date ? localTime(value, zone) : value;
  };
  return {
    name: said(name, language),
    headings: columns.map(({ heading, time }) => said(heading, language) + (time ? ` (${zone})` : '')),
    widths: columns.map(({ width }) => width),
    pages: (async function* () {
      let left = most;
      for await (const page of pages) {
        yield page.slice(0, left).map((row) => columns.map((column) => cellOf(row, column)));
        left -= page.length;
        if (left >= 0) continue;
        yield [[said(cutNote(most), language)]];
        return;
      }
    })(),
  };
}
