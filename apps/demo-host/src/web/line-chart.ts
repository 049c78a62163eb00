import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { CellValue, ChartSnapshot } from '../contract/contract.types';
import { formatTick, shortLabels } from './format';

const WIDTH = 358;
const HEIGHT = 190;
const LEFT = 44;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;
const X_MARKS = 4;
/** Where the smallest value is above this share of the largest, the axis need not begin at zero. */
const ZERO_UNLESS_ABOVE = 0.3;

export interface LineChartView {
  width: number;
  height: number;
  left: number;
  right: number;
  base: number;
  yMarks: { y: number; text: string }[];
  xMarks: { x: number; text: string; anchor: string }[];
  lines: { series: number; path: string; end?: { x: number; y: number } }[];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Numbers of marks spread evenly, first and last among them. */
function markedAt(count: number): number[] {
  const marks = Math.min(X_MARKS, count);
  if (marks < 2) return [0];
  return Array.from({ length: marks }, (_, mark) => Math.round((mark * (count - 1)) / (marks - 1)));
}

/** Lines of a chart as SVG paths, laid out for a phone; missing values leave a gap. */
export function lineChartView({ columns, rows }: ChartSnapshot, tag: string): LineChartView {
  const values = rows.flatMap((row) => row.slice(1)).filter((value) => typeof value === 'number');
  const low = Math.min(...values);
  const high = Math.max(...values);
  const y = scaleLinear()
    .domain([low > 0 && low < high * ZERO_UNLESS_ABOVE ? 0 : low, high])
    .nice(4)
    .range([HEIGHT - BOTTOM, TOP]);
  const x = scalePoint<number>()
    .domain(rows.keys())
    .range([LEFT, WIDTH - RIGHT]);
  const xAt = (row: number): number => tenth(x(row) ?? LEFT);

  const lines = columns.slice(1).map((_, series) => {
    const cells = rows.map((row): CellValue => row[series + 1]);
    const path = line<CellValue>()
      .defined((cell) => typeof cell === 'number')
      .x((_cell, row) => xAt(row))
      .y((cell) => tenth(y(Number(cell))))(cells);
    const last = cells.findLastIndex((cell) => typeof cell === 'number');
    return { series, path: path ?? '', ...(last >= 0 && { end: { x: xAt(last), y: tenth(y(Number(cells[last]))) } }) };
  });
  const labels = shortLabels(
    rows.map(([label]) => label),
    columns[0],
  );
  return {
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    right: WIDTH - RIGHT,
    base: HEIGHT - BOTTOM,
    yMarks: y.ticks(4).map((value) => ({ y: tenth(y(value)), text: formatTick(value, columns[1], tag) })),
    xMarks: markedAt(rows.length).map((row, at, all) => {
      const end = at === all.length - 1 && at > 0 ? 'end' : 'middle';
      return { x: xAt(row), text: labels[row], anchor: at === 0 ? 'start' : end };
    }),
    lines,
  };
}
