import { scaleLinear } from 'd3-scale';
import type { ChartSnapshot } from '../contract/contract.types';
import { formatWithUnit } from './format';

export interface BarView {
  label: string;
  value: string;
  /** In per cent of the width. */
  start: number;
  length: number;
}

/** Lying bars, whose labels a phone has room for; negative values go to the left of zero. */
export function barViews({ columns, rows }: ChartSnapshot, tag: string): BarView[] {
  const values = rows.map(([, value]) => Number(value ?? 0));
  const scale = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0, ...values)])
    .range([0, 100]);
  const zero = scale(0);
  return rows.map(([label, value], row) => {
    const end = scale(values[row]);
    const start = Math.min(zero, end);
    return {
      label: String(label ?? '–'),
      value: formatWithUnit(value, columns[1], tag),
      start: Math.round(start * 10) / 10,
      length: Math.round(Math.abs(end - zero) * 10) / 10,
    };
  });
}
