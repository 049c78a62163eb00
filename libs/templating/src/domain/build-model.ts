import { isChange, isNumeric, type ChartColumn, type ChartSnapshot, type PageSnapshot } from '#bi-host';
import { Figure } from '#kernel';
import { hasData, type Detail } from './detail';
import { figureIn } from './figures';
import { Lazy } from './lazy';
import { BETWEEN_CELLS, type MessageModel, type NumberModel, type TableModel, type TrendModel } from './message-model';
import { markOf, type MessagePart, type RowWindow } from './message-part';
import type { MessageView } from './message-view';
import { MISSING } from './safe-text';
import type { TemplateLanguage } from './template';
import { Writer, type WriterOptions } from './writer';

/** A row is one line of a phone. */
const MAX_COLUMNS = 4;
const MAX_SERIES = 3;
const MAX_NOTES = 3;

export interface ModelOptions extends Omit<WriterOptions, 'zone' | 'runTime'> {
  /** Of several messages this one. */
  part?: MessagePart;
}

/** Tables and lines that a message shows, in the order of the page. */
export function chartsShown({ charts }: PageSnapshot, { charts: most }: Detail): ChartSnapshot[] {
  return charts.filter((chart) => hasData(chart) && chart.kind !== 'number').slice(0, most);
}

/**
 * Turns what a page shows into what templates see.
 * @param link safe, or null
 */
export function buildModel(view: MessageView, link: string | null, options: ModelOptions): MessageModel {
  const whole = wholeModel(view, link, options);
  return options.part ? partOf(whole, view, options.part, new Writer({ ...options, zone: view.zone, runTime: view.runTime })) : whole;
}

function wholeModel(view: MessageView, link: string | null, options: ModelOptions): MessageModel {
  const { snapshot, runTime, zone } = view;
  const { detail } = options;
  const writer = new Writer({ ...options, zone, runTime });
  const withData = snapshot.charts.filter(hasData);
  const numbers = withData.filter(({ kind }) => kind === 'number').slice(0, detail.numbers);
  const charts = chartsShown(snapshot, detail);
  const dataTime = new Date(snapshot.dataTime ?? Number.NaN);
  return {
    title: writer.title(view.title) || writer.title(snapshot.page.title) || MISSING,
    test: view.test === true,
    beginning: writer.paragraph(view.beginning),
    ending: writer.paragraph(view.ending),
    link,
    runTime: writer.runTime,
    dataTime: Number.isNaN(dataTime.getTime()) ? MISSING : writer.moment(dataTime),
    late: view.late ? { plannedAt: writer.moment(view.late.plannedAt).beside(writer.runTime) } : null,
    notes: (view.notes ?? []).slice(0, MAX_NOTES).map((note) => writer.note(note)).filter((note) => note !== ''),
    filters: filtersText(snapshot.filters.slice(0, detail.filters), writer),
    numbers: numbers.map((chart) => numberModel(chart, view.previous, writer)),
    charts: new Lazy(() => charts.map((chart) => chartModel(chart, writer))),
    moreCharts: withData.length - numbers.length - charts.length,
    empty: named(snapshot.charts.filter(({ state }) => state === 'empty'), false, writer),
    failed: named(snapshot.charts.filter(({ state }) => state === 'failed'), true, writer),
  };
}

const chartModel = (chart: ChartSnapshot, writer: Writer): TableModel | TrendModel => (chart.kind === 'line' ? trendModel(chart, writer) : tableModel(chart, writer));

function partOf(whole: MessageModel, { snapshot }: MessageView, part: MessagePart, writer: Writer): MessageModel {
  const { split, windows, formats, last } = part;
  const first = part.number === 1;
  const others = chartsShown(snapshot, writer.options.detail).filter((chart) => !split.has(chart));
  const shown = snapshot.charts.filter((chart) => windows.has(chart) || (first && others.includes(chart)));
  const mark = markOf(part);
  return {
    ...whole,
    ...(!first && { beginning: null, filters: null, late: null, notes: [], numbers: [], empty: null, failed: null }),
    title: whole.title + (mark && ` ${mark}`),
    ending: last ? whole.ending : null,
    link: first || last ? whole.link : null,
    charts: new Lazy(() => shown.map((chart) => (windows.has(chart) ? tableModel(chart, writer, windows.get(chart), formats) : chartModel(chart, writer)))),
    moreCharts: (first ? whole.moreCharts + whole.charts.value.length - others.length - split.size : 0) + (last ? part.unshown : 0),
  };
}

function filtersText(filters: PageSnapshot['filters'], writer: Writer): string | null {
  const zh = writer.options.language === 'zh-CN';
  const texts = filters.map(({ name, value }) => `${writer.label(name)}${zh ? ' ' : ': '}${writer.label(value) || MISSING}`);
  return texts.length > 0 ? texts.join(zh ? '；' : ' · ') : null;
}

function columnTitle(column: ChartColumn, writer: Writer): string {
  const unit = writer.unit(column.unit);
  return titleOf(column, writer) + (unit && `${writer.options.language === 'zh-CN' ? '' : ' '}(${unit})`);
}

const titleOf = ({ title }: { title: string }, writer: Writer): string => writer.label(title) || MISSING;

function numberModel(chart: ChartSnapshot, previous: MessageView['previous'], writer: Writer): NumberModel {
  const row = chart.rows[0] ?? [];
  const at = chart.columns.findIndex(isNumeric);
  const changeAt = chart.columns.findIndex((column, index) => index > at && isChange(column));
  const change = changeAt < 0 ? MISSING : writer.figure(row[changeAt], chart.columns[changeAt]);
  return {
    title: titleOf(chart, writer),
    value: at < 0 ? MISSING : writer.figure(row[at], chart.columns[at]),
    change: change instanceof Figure ? { title: titleOf(chart.columns[changeAt], writer), value: change } : null,
    sinceLast: at < 0 ? null : writer.change(figureIn(previous, chart.id, chart.columns[at].key), row[at], chart.columns[at]),
  };
}

const CONTINUED: Record<TemplateLanguage, string> = { 'zh-CN': '（续）', 'en-US': ' (continued)' };

function tableModel(chart: ChartSnapshot, writer: Writer, window?: RowWindow, known?: MessagePart['formats']): TableModel {
  const columns = chart.columns.slice(0, MAX_COLUMNS);
  const rows = window ? chart.rows.slice(window.from, window.to) : chart.rows.slice(0, writer.options.detail.rows);
  const together = window ? chart.rows : rows;
  const formats = known?.get(chart) ?? columns.map((column, at) => writer.format(column, together.map((row) => row[at])));
  known?.set(chart, formats);
  const more = chart.columns.length > columns.length;
  const titles = columns.map((column) => columnTitle(column, writer));
  return {
    trend: null,
    title: titleOf(chart, writer) + (window?.from ? CONTINUED[writer.options.language] : ''),
    partlyEmpty: chart.state === 'partly_empty',
    columns: columns.map((column, at) => ({ title: titles[at] + (more && at === columns.length - 1 ? ' …' : ''), numeric: isNumeric(column) })),
    heading: [...titles, ...(more ? ['…'] : [])].join(BETWEEN_CELLS),
    rows: rows.map((row) => columns.map((column, at) => writer.cell(row[at], column, formats[at]))),
    totalRows: rowsOnPage(chart),
    ...(window && { left: window.left }),
  };
}

function trendModel(chart: ChartSnapshot, writer: Writer): TrendModel {
  const [dimension, ...rest] = chart.columns;
  const series = rest.slice(0, MAX_SERIES);
  const [last, before] = [chart.rows.at(-1) ?? [], chart.rows.at(-2) ?? []];
  return {
    trend: {
      label: dimension ? writer.figure(last[0], dimension) : MISSING,
      values: series.map((column, at) => ({
        title: series.length > 1 ? titleOf(column, writer) : '',
        value: writer.figure(last[at + 1], column),
        change: writer.change(before[at + 1], last[at + 1], column),
      })),
    },
    title: titleOf(chart, writer),
    partlyEmpty: chart.state === 'partly_empty',
    heading: '',
    columns: [],
    rows: [],
    totalRows: 0,
  };
}

/** Rows of a table at the host, given to us or not. */
export const rowsOnPage = ({ totalRows, rows }: ChartSnapshot): number => Math.max(totalRows ?? 0, rows.length);

const MORE_CHARTS: Record<TemplateLanguage, (count: number, alone: boolean) => string> = {
  'zh-CN': (count, alone) => `${alone ? '' : '还有 '}${count} 个图表`,
  'en-US': (count, alone) => `${count} ${alone ? '' : 'more '}${count === 1 ? 'chart' : 'charts'}`,
};

function named(charts: readonly ChartSnapshot[], reasons: boolean, writer: Writer): string | null {
  if (charts.length === 0) return null;
  const { language, detail } = writer.options;
  const zh = language === 'zh-CN';
  const names = charts.slice(0, detail.problems).map((chart) => {
    const reason = reasons ? writer.label(chart.reason ?? '') : '';
    return titleOf(chart, writer) + (reason && (zh ? `（${reason}）` : ` (${reason})`));
  });
  const more = charts.length - names.length;
  return [...names, ...(more > 0 ? [MORE_CHARTS[language](more, names.length === 0)] : [])].join(zh ? '；' : ' · ');
}
