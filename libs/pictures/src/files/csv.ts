import { stringify } from 'csv-stringify/sync';
import { isNumeric, numberOf, type CellValue, type ChartColumn } from '#bi-host';
import { csvText } from '#kernel';
import type { FileRequest, MadeFile } from '../domain/file-request';
import { ChartNotOnPageError } from '../domain/pictures.errors';

/** Excel takes a file without it for GBK. */
const BOM = '\uFEFF';

/** One chart as Excel opens it: headings, then all rows the host gave, numbers in full. @throws ChartNotOnPageError */
export function csvOf({ snapshot, chartId }: FileRequest): Pick<MadeFile, 'bytes' | 'contentType'> {
  const chart = chartId === undefined ? (snapshot.charts.find(({ kind, rows }) => kind === 'table' && rows.length > 0) ?? snapshot.charts.find(({ rows }) => rows.length > 0)) : snapshot.charts.find(({ id }) => id === chartId);
  if (!chart) throw new ChartNotOnPageError(chartId);
  const rows = [chart.columns.map(headingOf).map(csvText), ...chart.rows.map((row) => chart.columns.map((column, at) => cellOf(row[at], column)))];
  return { bytes: Buffer.from(BOM + stringify(rows, { record_delimiter: 'windows' })), contentType: 'text/csv' };
}

export const headingOf = ({ title, unit }: ChartColumn): string => (unit ? `${title} (${unit})` : title);

function cellOf(value: CellValue | undefined, column: ChartColumn): string {
  if (value === null || value === undefined) return '';
  const number = isNumeric(column) ? numberOf(value) : undefined;
  return number === undefined ? csvText(String(value)) : String(number);
}
