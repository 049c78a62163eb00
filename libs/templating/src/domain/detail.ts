import type { ChartSnapshot } from '#bi-host';
import type { MessageView } from './message-view';

/** How much of a page goes into a message. */
export interface Detail {
  /** Rows of each table. */
  rows: number;
  /** Tables and lines. */
  charts: number;
  /** Key numbers. */
  numbers: number;
  filters: number;
  /** Charts without data or failed, of each, that are named; the others are counted. */
  problems: number;
  /** Bytes of the words before and after the data, each. */
  text: number;
  /** Bytes of the title. */
  title: number;
  /** Bytes of a cell, a heading, a name. */
  label: number;
}

/** Rows of all tables together, if there are few tables: what a phone shows without much scrolling. */
const ROWS_AIM = 12;
/** What escaping can make of one UTF-16 unit, in bytes. */
const BYTES_PER_UNIT = 3;

export const hasData = ({ state }: ChartSnapshot): boolean => state === 'ok' || state === 'partly_empty';
const isTable = (chart: ChartSnapshot): boolean => hasData(chart) && (chart.kind === 'table' || chart.kind === 'bar');

/** What reads best: the first of {@link detailLevels}, whatever the limit. */
export function richestDetail({ snapshot }: MessageView): Detail {
  const tables = snapshot.charts.filter(isTable).length;
  const rows = Math.min(10, Math.max(3, Math.floor(ROWS_AIM / Math.max(1, tables))));
  return { rows, charts: 6, numbers: 8, filters: 5, problems: 5, text: Infinity, title: Infinity, label: 60 };
}

/**
 * From what reads best down to what fits in any case: first rows go, then very long words, then charts and numbers, then the words.
 * Levels that would change nothing for this view are left out.
 * @param limitBytes of the field
 */
export function* detailLevels(view: MessageView, limitBytes: number): Generator<Detail, void> {
  let detail = richestDetail(view);
  yield detail;
  const most = extentOf(view);
  for (const change of reductions(detail.rows, limitBytes)) {
    const less: Detail = { ...detail, ...change };
    const differs = Object.entries(less).some(([key, value]) => Math.min(value, most[key as keyof Detail]) !== Math.min(detail[key as keyof Detail], most[key as keyof Detail]));
    detail = less;
    if (differs) yield detail;
  }
}

function* reductions(rows: number, limitBytes: number): Generator<Partial<Detail>> {
  const share = (part: number): number => Math.floor(limitBytes * part);
  for (let left = rows - 1; left >= 1; left -= 1) yield { rows: left };
  yield { text: share(0.3), title: share(0.12) };
  for (const charts of [4, 3, 2, 1]) yield { charts };
  for (const numbers of [7, 6, 5, 4, 3]) yield { numbers, problems: 3 };
  yield { filters: 2, charts: 0 };
  for (const numbers of [2, 1]) yield { numbers, problems: 1, label: 40 };
  for (const part of [0.2, 0.15, 0.1]) yield { text: share(part) };
  yield { numbers: 0, filters: 0, problems: 0, text: 30, title: 30, label: 30 };
}

/** What there is to show at most. */
function extentOf({ title, beginning, ending, snapshot: { charts, filters, page } }: MessageView): Detail {
  const withData = charts.filter(hasData);
  const numbers = withData.filter(({ kind }) => kind === 'number').length;
  return {
    rows: charts.filter(isTable).reduce((most, { rows }) => Math.max(most, rows.length), 0),
    charts: withData.length - numbers,
    numbers,
    filters: filters.length,
    problems: charts.length - withData.length,
    text: Math.max(beginning?.length ?? 0, ending?.length ?? 0) * BYTES_PER_UNIT,
    title: Math.max(title.length, page.title.length) * BYTES_PER_UNIT,
    label: Infinity,
  };
}
