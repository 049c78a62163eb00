import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { csvText } from '#kernel';
import type { Cell } from '../../domain/export/column';
import type { Table } from './table';

/** Excel takes a file without it for GBK. */
const BOM = '\uFEFF';

/** A CSV as Excel opens it, with no cell that it takes for a formula. Made page by page as fast as it is read; whoever destroys it ends the reading of rows. */
export function csvFile({ headings, pages }: Table): Readable {
  return Readable.from(textOf(headings, pages), { objectMode: false });
}

async function* textOf(headings: readonly string[], pages: Table['pages']): AsyncGenerator<string> {
  yield BOM + linesOf([[...headings]]);
  for await (const page of pages) if (page.length > 0) yield linesOf(page);
}

const linesOf = (rows: readonly Cell[][]): string => stringify(rows.map((row) => row.map(fieldOf)), { record_delimiter: 'windows' });

function fieldOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  return typeof cell === 'number' ? String(cell) : csvText(cell);
}
