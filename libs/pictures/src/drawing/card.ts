import type { ChartSnapshot } from '#bi-host';
import type { Locale } from '../domain/cell-text';
import { barPlot, linePlot } from './plot';
import { tableOf } from './table';
import { cardFrame, type Piece, rectangle, textAt, wrapped } from './svg';
import { CARD_WIDTH, COLOURS, INNER_WIDTH, PADDING } from './theme';
import { WORDS } from './words';

const TITLE_SIZE = 15;
const TITLE_LINE = 21;

/** A line, bar or table in its frame, or why there is none. @param rows of a table, at most */
export function chartCard(chart: ChartSnapshot, locale: Locale, rows: number): Piece {
  const words = WORDS[locale.language];
  // The bold weight is a little wider than what is measured.
  const title = wrapped(chart.title, TITLE_SIZE, INNER_WIDTH * 0.95, 2);
  let y = PADDING + TITLE_LINE * title.length;
  let svg = title.map((line, at) => textAt(PADDING, PADDING + TITLE_LINE * at + 15, line, { size: TITLE_SIZE, fill: COLOURS.ink, weight: 600 })).join('');
  if (chart.state === 'partly_empty') {
    svg += notice(y + 6, words.partlyEmpty, COLOURS.warning, COLOURS.warningFill);
    y += 34;
  }
  const body = bodyOf(chart, locale, rows);
  svg += `<g transform="translate(${PADDING} ${y + 8})">${body.svg}</g>`;
  const height = y + 8 + body.height + PADDING;
  return { svg: cardFrame(CARD_WIDTH, height) + svg, height };
}

function bodyOf(chart: ChartSnapshot, locale: Locale, rows: number): Piece {
  const words = WORDS[locale.language];
  if (chart.state === 'failed') return message(words.failed, chart.reason, COLOURS.failure, COLOURS.failureFill);
  if (chart.state === 'empty' || chart.rows.length === 0 || chart.columns.length === 0) return message(words.empty, chart.reason, COLOURS.secondary, COLOURS.stripe);
  if (chart.kind === 'line') return linePlot(chart, locale) ?? tableOf(chart, locale, rows);
  if (chart.kind === 'bar') return barPlot(chart, locale) ?? tableOf(chart, locale, rows);
  return tableOf(chart, locale, rows);
}

function notice(y: number, text: string, ink: string, fill: string): string {
  return rectangle(PADDING, y, INNER_WIDTH, 24, fill, 'rx="6"') + textAt(PADDING + 10, y + 16.5, text, { size: 12, fill: ink });
}

function message(text: string, reason: string | undefined, ink: string, fill: string): Piece {
  const lines = wrapped(reason ?? '', 12, INNER_WIDTH - 32, 3);
  const height = 64 + (lines.length > 0 ? lines.length * 18 : 0);
  const middle = INNER_WIDTH / 2;
  const svg = rectangle(0, 0, INNER_WIDTH, height, fill, 'rx="8"') +
    textAt(middle, 37, text, { size: 14, fill: ink, weight: 600, anchor: 'middle' }) +
    lines.map((line, at) => textAt(middle, 58 + at * 18, line, { size: 12, fill: COLOURS.secondary, anchor: 'middle' })).join('');
  return { svg, height };
}
