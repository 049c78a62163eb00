import { hash } from 'node:crypto';
import type { PageSnapshot } from '#bi-host';

/** Digest of what people see on the page: its charts and filters. The time of the data is left out, since it moves while the data stays. */
export function digestOf({ charts, filters }: PageSnapshot): string {
  const seen = charts.map(({ id, title, state, columns, rows, totalRows }) => [id, title, state, columns.map(({ key, title: head }) => [key, head]), rows, totalRows ?? rows.length]);
  return hash('sha256', JSON.stringify([seen, filters.map(({ name, value }) => [name, value])]));
}
