import { hash } from 'node:crypto';
import type { PageSnapshot } from '#bi-host';

/** Rows that are kept of a chart; number charts have one row. */
export const KEPT_ROWS = 20;

/** Charts that are kept of a page. */
export const KEPT_CHARTS = 50;

/** Digest of what people see on the page: its charts and filters. The time of the data is left out, since it moves while the data stays. */
export function digestOf({ charts, filters }: PageSnapshot): string {
  const seen = charts.map(({ id, title, state, columns, rows, totalRows }) => [id, title, state, columns.map(({ key, title: head }) => [key, head]), rows, totalRows ?? rows.length]);
  return hash('sha256', JSON.stringify([seen, filters.map(({ name, value }) => [name, value])]));
}

/** A snapshot to compare with later: of each chart the first {@link KEPT_ROWS} rows. */
export function shortened(page: PageSnapshot): PageSnapshot {
  return {
    ...page,
    charts: page.charts.slice(0, KEPT_CHARTS).map((chart) =>
      chart.rows.length <= KEPT_ROWS ? chart : { ...chart, rows: chart.rows.slice(0, KEPT_ROWS), totalRows: chart.totalRows ?? chart.rows.length },
    ),
  };
}
