import { Workbook, type CellValue as SheetValue, type Worksheet } from 'exceljs';
import { isNumeric, numberOf, type CellValue, type ChartColumn, type ChartSnapshot } from '#bi-host';
import { sheetText } from '#kernel';
import type { FileRequest, MadeFile } from '../domain/file-request';
import { headingOf } from './csv';
import { WORDS } from '../drawing/words';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET_NAME_MAX = 31;
const FORMATS: Partial<Record<ChartColumn['type'], string>> = { number: '#,##0.##', percent: '0.0%', date: 'yyyy-mm-dd', datetime: 'yyyy-mm-dd hh:mm' };

/** One sheet for each chart, with all rows the host gave and cells of their types. Text is never a formula. */
export async function xlsxOf({ snapshot, title, language }: FileRequest): Promise<Pick<MadeFile, 'bytes' | 'contentType'>> {
  const book = new Workbook();
  const time = new Date(snapshot.dataTime ?? 0);
  book.created = Number.isNaN(time.getTime()) ? new Date(0) : time;
  book.modified = book.created;
  book.title = title;
  const taken = new Set<string>();
  for (const chart of snapshot.charts) fill(book.addWorksheet(sheetName(chart.title, taken), { views: [{ state: 'frozen', ySplit: 1 }] }), chart, WORDS[language]);
  if (snapshot.charts.length === 0) book.addWorksheet('1').addRow([WORDS[language].empty]);
  return { bytes: Buffer.from(await book.xlsx.writeBuffer()), contentType: TYPE };
}

function fill(sheet: Worksheet, chart: ChartSnapshot, words: (typeof WORDS)['zh-CN']): void {
  sheet.addRow(chart.columns.map(headingOf).map(sheetText)).font = { bold: true };
  for (const row of chart.rows) sheet.addRow(chart.columns.map((column, at) => cellOf(row[at], column)));
  chart.columns.forEach((column, at) => {
    const cells = sheet.getColumn(at + 1);
    cells.width = Math.min(40, Math.max(10, headingOf(column).length * 1.8 + 2));
    const format = FORMATS[column.type];
    if (format) cells.numFmt = format;
  });
  if (chart.state === 'failed') sheet.addRow([sheetText(chart.reason ?? words.failed)]);
  if (chart.state === 'empty') sheet.addRow([sheetText(chart.reason ?? words.empty)]);
  const more = (chart.totalRows ?? 0) - chart.rows.length;
  if (more > 0) sheet.addRow([words.moreRows(more)]);
}

/** exceljs writes strings as text: a leading = stays one. */
function cellOf(value: CellValue | undefined, column: ChartColumn): SheetValue {
  if (value === null || value === undefined) return null;
  const number = isNumeric(column) ? numberOf(value) : undefined;
  if (number !== undefined) return number;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (column.type === 'date' || column.type === 'datetime') {
    const time = new Date(value);
    if (!Number.isNaN(time.getTime())) return time;
  }
  return sheetText(value);
}

function sheetName(title: string, taken: Set<string>): string {
  const base = sheetText(title).replace(/[\\/?*[\]:\n\t]/g, ' ').replace(/^'+|'+$/g, '').trim() || '-';
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const name = base.slice(0, SHEET_NAME_MAX - suffix.length).replace(/[\uD800-\uDBFF]$/, '').trim() + suffix;
    // Excel tells names apart ignoring case, and keeps one for itself.
    if (taken.has(name.toLowerCase()) || name.toLowerCase() === 'history') continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
