import { isChange, isNumeric, numberOf, type ChartSnapshot } from '#bi-host';
import { cellText, formatOf, MISSING, type Locale } from '../domain/cell-text';
import { fontMetrics } from './font';
import { cardFrame, fitted, printable, signColour, textAt } from './svg';
import { COLOURS } from './theme';
import { WORDS } from './words';

export const TILE_HEIGHT = 96;
const SIDE = 14;
const LARGEST = 26;
const SMALLEST = 15;

/** A key number in its frame: what it is, how much, and how it changed. */
export function numberTile(chart: ChartSnapshot, width: number, locale: Locale): string {
  const words = WORDS[locale.language];
  const inner = width - 2 * SIDE;
  const label = textAt(SIDE, 26, fitted(chart.title, 12.5, inner), { size: 12.5, fill: COLOURS.secondary });
  const row = chart.rows[0];
  const at = chart.columns.findIndex(isNumeric);
  if (chart.state === 'failed' || chart.state === 'empty' || !row || at < 0) {
    const failed = chart.state === 'failed';
    const why = fitted(chart.reason ?? (failed ? words.failed : words.empty), 12, inner);
    return cardFrame(width, TILE_HEIGHT) + label + textAt(SIDE, 58, MISSING, { size: LARGEST, fill: COLOURS.faint, weight: 600 }) +
      textAt(SIDE, 81, why, { size: 12, fill: failed ? COLOURS.failure : COLOURS.secondary });
  }
  const column = chart.columns[at];
  const value = printable(cellText(row[at], column, formatOf(column, [row[at]], locale, printable(column.unit ?? '').slice(0, 8)), locale));
  const size = Math.max(SMALLEST, Math.min(LARGEST, (LARGEST * inner) / (fontMetrics().width(value, LARGEST) * 1.06)));
  return cardFrame(width, TILE_HEIGHT) + label +
    textAt(SIDE, 58, fitted(value, size, inner), { size: Math.round(size * 10) / 10, fill: COLOURS.ink, weight: 600 }) + changeLine(chart, at, inner, locale);
}

function changeLine(chart: ChartSnapshot, valueAt: number, width: number, locale: Locale): string {
  const at = chart.columns.findIndex((column, index) => index > valueAt && isChange(column));
  if (at < 0) return '';
  const column = chart.columns[at];
  const value = chart.rows[0][at];
  const number = numberOf(value);
  const text = printable(cellText(value, column, formatOf(column, [value], locale), locale));
  const shown = number === undefined || number === 0 ? text : `${number > 0 ? '▲' : '▼'} ${text}`;
  const title = fitted(column.title, 12, width * 0.5);
  const from = SIDE + fontMetrics().width(title, 12) + 6;
  return textAt(SIDE, 81, title, { size: 12, fill: COLOURS.faint }) +
    textAt(from, 81, fitted(shown, 12, width + SIDE - from), { size: 12, fill: signColour(Math.sign(number ?? 0), locale.language), weight: 600 });
}
