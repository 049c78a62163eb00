import * as echarts from 'echarts';
import { numberOf, type ChartSnapshot } from '#bi-host';
import { Figure, shortFrom, type FigureFormat } from '#kernel';
import { cellText, formatOf, MISSING, type Locale } from '../domain/cell-text';
import { fontMetrics } from './font';
import { fitted, type Piece } from './svg';
import { COLOURS, FONT_FAMILY, INNER_WIDTH, SERIES } from './theme';
import { WORDS } from './words';

const MAX_POINTS = 400;
const MAX_BARS = 12;
const PLOT_HEIGHT = 190;
const BAR_ROW = 30;

// Without it ECharts guesses the widths, and would cut labels that fit.
echarts.setPlatformAPI({
  measureText: (text, font) => ({ width: fontMetrics().width(text, Number.parseFloat(/([\d.]+)px/.exec(font ?? '')?.[1] ?? '12')) }),
});

interface Series {
  name: string;
  unit: string;
  format: FigureFormat;
  values: (number | null)[];
}

/** Undefined when there is nothing to draw: no dimension, or no number in it. */
function readSeries(chart: ChartSnapshot, rows: ChartSnapshot['rows'], locale: Locale): { labels: string[]; series: Series[] } | undefined {
  const [dimension, ...rest] = chart.columns;
  const columns = rest.slice(0, SERIES.length);
  const series = columns.map((column, at) => {
    const cells = rows.map((row) => row[at + 1]);
    return { name: fitted(column.title, 11, 120), unit: fitted(column.unit ?? '', 11, 60), format: formatOf(column, cells, locale), values: cells.map((cell) => numberOf(cell) ?? null) };
  });
  if (!dimension || !series.some(({ values }) => values.some((value) => value !== null))) return undefined;
  const format = formatOf(dimension, rows.map((row) => row[0]), locale);
  return { labels: rows.map((row) => fitted(cellText(row[0], dimension, format, locale), 12, 110) || MISSING), series };
}

const written = (value: number, format: FigureFormat): string => new Figure(value, format).toString();
const AXIS_TEXT = { color: COLOURS.faint, fontFamily: FONT_FAMILY, fontSize: 11 };

function svgOf(height: number, option: echarts.EChartsCoreOption): string {
  const plot = echarts.init(null, null, { renderer: 'svg', ssr: true, width: INNER_WIDTH, height });
  try {
    plot.setOption({ animation: false, textStyle: { fontFamily: FONT_FAMILY }, color: [...SERIES], ...option });
    return plot.renderToSVGString();
  } finally {
    plot.dispose();
  }
}

function legendOf(series: readonly Series[]): object {
  return series.length < 2 ? { show: false } : { show: true, left: 0, top: 0, itemWidth: 10, itemHeight: 10, itemGap: 14, icon: 'roundRect', textStyle: { ...AXIS_TEXT, color: COLOURS.secondary } };
}

/** Room above the plot for the unit, and for the legend. */
const topOf = (series: readonly Series[]): number => (series.length > 1 ? 50 : 30);

function valueAxis(series: readonly Series[]): object {
  const [first] = series;
  // Marks of the axis reach beyond the data, and are read together.
  const format = { ...first.format, change: false, shortFrom: shortFrom(series.flatMap(({ values }) => values.map((value) => 2 * (value ?? 0))), first.format.language) };
  const units = new Set(series.map(({ unit }) => unit));
  const [unit] = units.size === 1 ? [...units] : [''];
  return {
    type: 'value', splitNumber: 3, name: unit, nameGap: 10, nameTextStyle: { ...AXIS_TEXT, align: 'right', padding: [0, 6, 0, 0] },
    axisLabel: { ...AXIS_TEXT, formatter: (value: number) => written(value, format) },
    splitLine: { lineStyle: { color: COLOURS.line } }, axisLine: { show: false }, axisTick: { show: false },
  };
}

function categoryAxis(labels: readonly string[]): object {
  // Even steps back from the newest.
  const step = Math.max(1, Math.ceil(labels.length / 5));
  return {
    type: 'category', data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: COLOURS.edge } },
    axisLabel: { ...AXIS_TEXT, hideOverlap: true, alignMaxLabel: 'right', interval: (index: number) => (labels.length - 1 - index) % step === 0 },
  };
}

/** The last number of a series stands at its end when there is room for it. */
function lastLabel(alone: boolean, values: Series['values'], format: FigureFormat): object {
  const last = values.findLastIndex((value) => value !== null);
  return { data: values.map((value, at) => alone && at === last && value !== null
    ? { value, symbol: 'circle', symbolSize: 7, label: { show: true, position: 'top', align: 'right', offset: [4, 0], color: COLOURS.ink, fontWeight: 600, fontSize: 12, fontFamily: FONT_FAMILY, formatter: () => written(value, format) } }
    : { value, symbol: values.length === 1 ? 'circle' : 'none' }) };
}

export function linePlot(chart: ChartSnapshot, locale: Locale): Piece | undefined {
  // The newest points are the ones that are read.
  const read = readSeries(chart, chart.rows.slice(-MAX_POINTS), locale);
  if (!read) return undefined;
  const { labels, series } = read;
  const alone = series.length === 1;
  const svg = svgOf(PLOT_HEIGHT, {
    legend: legendOf(series),
    grid: { left: 2, right: 4, top: topOf(series), bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { ...categoryAxis(labels), boundaryGap: labels.length === 1 },
    yAxis: { ...valueAxis(series), scale: true },
    series: series.map(({ name, values, format }, at) => ({
      name, type: 'line', lineStyle: { width: 2 }, emphasis: { disabled: true }, connectNulls: false, ...lastLabel(alone, values, format),
      ...(alone && { areaStyle: { color: { type: 'linear', x: 0, y: 0, x2: 0, y2: 1, colorStops: [{ offset: 0, color: `${SERIES[at]}33` }, { offset: 1, color: `${SERIES[at]}00` }] } } }),
    })),
  });
  return { svg, height: PLOT_HEIGHT };
}

/** Bars of names lie, since names are long and phones narrow; bars of days stand. */
export function barPlot(chart: ChartSnapshot, locale: Locale): Piece | undefined {
  const days = chart.columns[0]?.type === 'date' || chart.columns[0]?.type === 'datetime';
  const rows = days ? chart.rows.slice(-MAX_POINTS) : chart.rows.slice(0, MAX_BARS);
  const read = readSeries(chart, rows, locale);
  if (!read) return undefined;
  return days ? standing(read) : lying(read, Math.max(chart.totalRows ?? 0, chart.rows.length) - rows.length, locale);
}

function standing({ labels, series }: { labels: string[]; series: Series[] }): Piece {
  const svg = svgOf(PLOT_HEIGHT, {
    legend: legendOf(series),
    grid: { left: 2, right: 4, top: topOf(series), bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: categoryAxis(labels),
    yAxis: valueAxis(series),
    series: series.map(({ name, values }) => ({ name, type: 'bar', barMaxWidth: 18, itemStyle: { borderRadius: 3 }, emphasis: { disabled: true }, data: values })),
  });
  return { svg, height: PLOT_HEIGHT };
}

function lying({ labels, series }: { labels: string[]; series: Series[] }, more: number, locale: Locale): Piece {
  const top = series.length > 1 ? 28 : 0;
  const plot = top + labels.length * (BAR_ROW + (series.length - 1) * 14) + 4;
  const font = fontMetrics();
  const room = Math.max(...series.flatMap(({ values, format }) => values.map((value) => (value === null ? 0 : font.width(written(value, format), 11)))));
  const below = series.some(({ values }) => values.some((value) => value !== null && value < 0));
  const svg = svgOf(plot, {
    legend: legendOf(series),
    grid: { left: 2, right: room + 10, top, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    // Below 0 the number stands between bar and name.
    xAxis: { type: 'value', show: false, ...(below && { boundaryGap: ['35%', 0] }) },
    yAxis: { type: 'category', inverse: true, data: labels, axisTick: { show: false }, axisLine: { show: below, lineStyle: { color: COLOURS.edge } }, axisLabel: { ...AXIS_TEXT, color: COLOURS.ink, fontSize: 12 } },
    series: series.map(({ name, values, format }) => ({
      name, type: 'bar', barWidth: 12, barGap: '20%', itemStyle: { borderRadius: 3 }, emphasis: { disabled: true },
      data: values.map((value) => ({ value, label: { position: value !== null && value < 0 ? 'left' : 'right' } })),
      label: { show: true, color: COLOURS.secondary, fontFamily: FONT_FAMILY, fontSize: 11, formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? written(value, format) : '') },
    })),
  });
  const note = more > 0 ? `<text x="${INNER_WIDTH / 2}" y="${plot + 18}" font-family="${FONT_FAMILY}" font-size="12" fill="${COLOURS.secondary}" text-anchor="middle">${WORDS[locale.language].moreRows(more)}</text>` : '';
  return { svg: svg + note, height: plot + (more > 0 ? 24 : 0) };
}
