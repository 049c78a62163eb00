import type { ChartSnapshot } from '#bi-host';
import { Moment } from '#kernel';
import type { Locale } from '../domain/cell-text';
import type { FileRequest } from '../domain/file-request';
import { ChartNotOnPageError } from '../domain/pictures.errors';
import { chartCard } from './card';
import { fontMetrics } from './font';
import { fitted, type Piece, rectangle, textAt, wrapped } from './svg';
import { CARD_WIDTH, COLOURS, GAP, MARGIN, PAGE_WIDTH } from './theme';
import { numberTile, TILE_HEIGHT } from './tile';
import { WORDS } from './words';

const ROWS_ON_PAGE = 15;
const ROWS_ALONE = 40;
/** More make a picture that nobody scrolls to the end, and that WeCom shrinks. */
const MAX_CHARTS = 20;
const MAX_FILTERS = 8;
const TITLE_LINE = 30;

/** The whole page, from its title to its last chart, as pieces of which none may be cut. */
export function pagePieces({ snapshot, title, language, zone }: FileRequest): Piece[] {
  const locale: Locale = { language, zone };
  const shown = snapshot.charts.slice(0, MAX_CHARTS);
  const pieces = [heading({ snapshot, title, language, zone }), ...cardsOf(shown, locale, ROWS_ON_PAGE)];
  const more = snapshot.charts.length - shown.length;
  if (more > 0) pieces.push({ svg: textAt(CARD_WIDTH / 2, 18, WORDS[language].moreCharts(more), { size: 12, fill: COLOURS.secondary, anchor: 'middle' }), height: 24 });
  return pieces;
}

/** @throws ChartNotOnPageError */
export function chartPieces({ snapshot, chartId, language, zone }: FileRequest): Piece[] {
  const chart = snapshot.charts.find(({ id }) => id === chartId);
  if (!chart) throw new ChartNotOnPageError(chartId);
  return cardsOf([chart], { language, zone }, ROWS_ALONE);
}

/** One below the other as one SVG of the width of a phone. */
export function stacked(pieces: readonly Piece[]): { svg: string; height: number } {
  let y = MARGIN;
  const parts = pieces.map(({ svg, height }) => {
    const part = `<g transform="translate(${MARGIN} ${y})">${svg}</g>`;
    y += height + GAP;
    return part;
  });
  const height = Math.ceil(y - GAP + MARGIN);
  return { svg: rectangle(0, 0, PAGE_WIDTH, height, COLOURS.page) + parts.join(''), height };
}

/** Key numbers that follow one another share a line, two by two. */
function cardsOf(charts: readonly ChartSnapshot[], locale: Locale, rows: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < charts.length; at += 1) {
    const [chart, next] = [charts[at], charts[at + 1]];
    if (chart.kind !== 'number') pieces.push(chartCard(chart, locale, rows));
    else if (next?.kind === 'number') {
      const width = (CARD_WIDTH - GAP) / 2;
      pieces.push({ svg: numberTile(chart, width, locale) + `<g transform="translate(${width + GAP} 0)">${numberTile(next, width, locale)}</g>`, height: TILE_HEIGHT });
      at += 1;
    } else pieces.push({ svg: numberTile(chart, CARD_WIDTH, locale), height: TILE_HEIGHT });
  }
  return pieces;
}

function heading({ snapshot, title, language, zone }: Omit<FileRequest, 'kind'>): Piece {
  const words = WORDS[language];
  // The bold weight is a little wider than what is measured.
  const lines = wrapped(title || snapshot.page.title, 21, (CARD_WIDTH - 8) * 0.95, 3);
  let svg = lines.map((line, at) => textAt(4, 28 + at * TITLE_LINE, line, { size: 21, fill: COLOURS.ink, weight: 600 })).join('');
  let y = 8 + lines.length * TITLE_LINE;
  const time = new Date(snapshot.dataTime ?? Number.NaN);
  const dataTime = Number.isNaN(time.getTime()) ? '—' : new Moment(time, zone, language).toString();
  svg += textAt(4, y + 14, `${words.dataTime} ${dataTime}`, { size: 12.5, fill: COLOURS.secondary });
  y += 26;
  const chips = filterChips(snapshot.filters.slice(0, MAX_FILTERS).map(({ name, value }) => `${name}${words.between}${value}`), y);
  return { svg: svg + chips.svg, height: y + chips.height };
}

function filterChips(texts: readonly string[], top: number): Piece {
  const font = fontMetrics();
  let [x, y, svg] = [0, top, ''];
  for (const raw of texts) {
    const text = fitted(raw, 12, CARD_WIDTH - 20);
    const width = font.width(text, 12) + 20;
    if (x > 0 && x + width > CARD_WIDTH) [x, y] = [0, y + 30];
    svg += rectangle(x, y, width, 24, COLOURS.chip, 'rx="12"') + textAt(x + 10, y + 16.5, text, { size: 12, fill: COLOURS.chipInk });
    x += width + 6;
  }
  return { svg, height: texts.length > 0 ? y - top + 24 : 0 };
}
