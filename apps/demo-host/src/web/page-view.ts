import type { ChartSnapshot, PageSnapshot } from '../contract/contract.types';
import { barViews, type BarView } from './bar-chart';
import { decimalsOf, formatCell, formatWithUnit } from './format';
import { lineChartView, type LineChartView } from './line-chart';
import type { Words } from './words';

interface NumberView {
  figure: string;
  unit?: string;
  facts: { name: string; value: string }[];
}

interface TableCell {
  text: string;
  /** Class of the style sheet. */
  look?: string;
}

interface TableView {
  heads: TableCell[];
  rows: TableCell[][];
}

/** One chart as its template takes it: exactly one of the four shapes, or a notice. */
export interface ChartView {
  title: string;
  notice?: string;
  failed: boolean;
  /** Half of the width: two number cards stand side by side. */
  narrow?: boolean;
  number?: NumberView;
  table?: TableView;
  line?: LineChartView & { legend: { series: number; name: string }[] };
  bars?: BarView[];
  warning?: string;
}

const numeric = ({ type }: { type: string }): boolean => type === 'number' || type === 'percent';

function numberView({ columns, rows: [row] }: ChartSnapshot, tag: string): NumberView {
  const at = columns.findIndex(numeric);
  return {
    figure: formatCell(row[at], columns[at], tag),
    unit: columns[at].unit,
    facts: columns.flatMap((column, index) => (index === at ? [] : [{ name: column.title, value: formatWithUnit(row[index], column, tag) }])),
  };
}

function tableView({ columns, rows }: ChartSnapshot, tag: string): TableView {
  const looks = columns.map((column) => (numeric(column) ? 'num' : column.type === 'date' ? 'date' : undefined));
  const decimals = columns.map((_, index) => decimalsOf(rows.map((row) => row[index])));
  return {
    heads: columns.map((column, index) => ({ text: column.unit ? `${column.title} (${column.unit})` : column.title, look: looks[index] })),
    rows: rows.map((row) => row.map((cell, index) => ({ text: formatCell(cell, columns[index], tag, decimals[index]), look: looks[index] }))),
  };
}

function lineView(chart: ChartSnapshot, tag: string): ChartView['line'] {
  const legend = chart.columns.slice(1).map(({ title, unit }, series) => ({ series, name: unit ? `${title} (${unit})` : title }));
  return { ...lineChartView(chart, tag), legend };
}

function chartView(chart: ChartSnapshot, words: Words): ChartView {
  const { title, state, kind, reason } = chart;
  const failed = state === 'failed';
  if (failed || state === 'empty') return { title, failed, notice: reason ?? '' };
  const head = { title, failed, warning: state === 'partly_empty' ? words.partlyEmpty : undefined };
  if (kind === 'number') return { ...head, number: numberView(chart, words.tag) };
  if (kind === 'line') return { ...head, line: lineView(chart, words.tag) };
  if (kind === 'bar') return { ...head, bars: barViews(chart, words.tag) };
  return { ...head, table: tableView(chart, words.tag) };
}

/** Marks numbers that have another one for a neighbour; an odd one out keeps the whole width. */
function pairNumbers(charts: ChartView[]): ChartView[] {
  let left: ChartView | undefined;
  for (const chart of charts) {
    if (!chart.number) left = undefined;
    else if (left) {
      left.narrow = chart.narrow = true;
      left = undefined;
    } else left = chart;
  }
  return charts;
}

/** A snapshot as the page's template takes it. */
export function pageView(snapshot: PageSnapshot, words: Words): { title: string; dataDay?: string; filters: PageSnapshot['filters']; charts: ChartView[] } {
  return {
    title: snapshot.page.title,
    dataDay: snapshot.dataTime?.slice(0, 10),
    filters: snapshot.filters,
    charts: pairNumbers(snapshot.charts.map((chart) => chartView(chart, words))),
  };
}
