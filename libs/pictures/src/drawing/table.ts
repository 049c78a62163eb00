import { isChange, isNumeric, numberOf, type ChartColumn, type ChartSnapshot } from '#bi-host';
import { cellText, formatOf, type Locale } from '../domain/cell-text';
import { fontMetrics } from './font';
import { fitted, type Piece, printable, rectangle, signColour, textAt } from './svg';
import { COLOURS, INNER_WIDTH } from './theme';
import { WORDS } from './words';

/** More do not fit the width of a phone. */
const MAX_COLUMNS = 5;
const ROW = 34;
const HEAD = 30;
const SIZE = 13;
const HEAD_SIZE = 11.5;
const BETWEEN = 12;
const LEAST_WIDTH = 44;
/** What a heading gets although a long text beside it is cut for it. */
const HEAD_WIDTH = 90;
const LONG_TEXT = 100;

export function tableOf(chart: ChartSnapshot, locale: Locale, limit: number): Piece {
  const columns = chart.columns.slice(0, MAX_COLUMNS);
  const rows = chart.rows.slice(0, limit);
  const formats = columns.map((column, at) => formatOf(column, rows.map((row) => row[at]), locale));
  const cells = rows.map((row) => columns.map((column, at) => printable(cellText(row[at], column, formats[at], locale).slice(0, 200)) || '—'));
  const heads = columns.map((column, at) => headOf(column, locale) + (at === columns.length - 1 && chart.columns.length > columns.length ? ' …' : ''));
  const widths = widthsOf(heads, cells);
  const lefts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width + BETWEEN, 0));
  const place = (at: number): { x: number; anchor: 'start' | 'end' } =>
    at > 0 && isNumeric(columns[at]) ? { x: lefts[at] + widths[at], anchor: 'end' } : { x: lefts[at], anchor: 'start' };
  const parts = heads.map((head, at) => {
    const { x, anchor } = place(at);
    return textAt(x, 19, fitted(head, HEAD_SIZE, widths[at]), { size: HEAD_SIZE, fill: COLOURS.faint, anchor });
  });
  cells.forEach((row, rowAt) => {
    const y = HEAD + rowAt * ROW;
    parts.push(rectangle(0, y, INNER_WIDTH, 1, COLOURS.line));
    row.forEach((text, at) => {
      const { x, anchor } = place(at);
      const fill = isChange(columns[at]) ? signColour(Math.sign(numberOf(rows[rowAt][at]) ?? 0), locale.language) : COLOURS.ink;
      parts.push(textAt(x, y + 22, fitted(text, SIZE, widths[at] + 1), { size: SIZE, fill, anchor }));
    });
  });
  let height = HEAD + cells.length * ROW;
  const left = Math.max(chart.totalRows ?? 0, chart.rows.length) - rows.length;
  if (left > 0) {
    parts.push(rectangle(0, height, INNER_WIDTH, 1, COLOURS.line), textAt(INNER_WIDTH / 2, height + 23, WORDS[locale.language].moreRows(left), { size: 12, fill: COLOURS.secondary, anchor: 'middle' }));
    height += ROW - 8;
  }
  return { svg: parts.join(''), height };
}

function headOf(column: ChartColumn, { language }: Locale): string {
  const unit = printable((column.unit ?? '').slice(0, 12));
  return (printable(column.title.slice(0, 100)) || '—') + (unit && (language === 'zh-CN' ? `（${unit}）` : ` (${unit})`));
}

/** The widest give way until all fit. */
function capped(wanted: readonly number[], room: number): number[] {
  let most = Math.max(...wanted);
  const total = (cap: number): number => wanted.reduce((sum, width) => sum + Math.min(width, cap), 0);
  while (total(most) > room && most > LEAST_WIDTH) most -= 1;
  return wanted.map((width) => Math.min(width, most));
}

/** Cells come first; when they need too much, the widest columns give way; headings get what is left, then the room between the columns. */
function widthsOf(heads: string[], cells: string[][]): number[] {
  const font = fontMetrics();
  const room = INNER_WIDTH - BETWEEN * (heads.length - 1);
  const cellsNeed = (at: number): number => Math.max(LEAST_WIDTH, ...cells.map((row) => font.width(row[at], SIZE))) + 1;
  const [withHeads, cellsAlone] = [HEAD_WIDTH, 0].map((head) => capped(heads.map((text, at) => Math.max(cellsNeed(at), Math.min(head, font.width(text, HEAD_SIZE) + 1))), room));
  // A long text can give way to a heading; a short one would lose its end.
  const widths = Math.max(...withHeads) >= LONG_TEXT ? withHeads : cellsAlone;
  let spare = Math.max(0, room - widths.reduce((sum, width) => sum + width, 0));
  const short = heads.map((head, at) => ({ at, by: font.width(head, HEAD_SIZE) + 1 - widths[at] })).filter(({ by }) => by > 0).toSorted((a, b) => a.by - b.by);
  for (const { at, by } of short) {
    const more = Math.min(by, spare);
    widths[at] += more;
    spare -= more;
  }
  return widths.map((width) => width + spare / heads.length);
}
