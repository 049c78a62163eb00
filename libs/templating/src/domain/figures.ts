import { isNumeric, type CellValue, type ChartSnapshot, type PageSnapshot } from '#bi-host';

/** The numbers of a page's number charts, by the id of the chart and the key of the column: what the next push tells changes against. */
export type Figures = Readonly<Record<string, Readonly<Record<string, CellValue>>>>;

/** Number charts of a page whose figures are kept. */
const MAX_CHARTS = 50;

export function figuresOf({ charts }: PageSnapshot): Figures {
  const numbers = charts.filter(({ kind, rows }) => kind === 'number' && rows.length > 0).slice(0, MAX_CHARTS);
  return Object.fromEntries(numbers.map((chart) => [chart.id, figuresIn(chart)]));
}

function figuresIn({ columns, rows: [row] }: ChartSnapshot): Figures[string] {
  return Object.fromEntries(columns.flatMap((column, at) => (isNumeric(column) ? [[column.key, row[at] ?? null]] : [])));
}

/** Found by ids: a page may have been rearranged since. */
export function figureIn(figures: Figures | null | undefined, chartId: string, columnKey: string): CellValue | undefined {
  // A host may call a chart anything, `constructor` as well.
  const ofChart = figures && Object.hasOwn(figures, chartId) ? figures[chartId] : {};
  return Object.hasOwn(ofChart, columnKey) ? ofChart[columnKey] : undefined;
}
