/**
 * The least id that a run of the oldest month of these runs can have (UTC, as the tables of records are cut): `run_id >=` it, beside a set of keys, leaves older months
 * alone. By keys alone PostgreSQL plans for, opens and locks every month that is kept: with 17 of them 1.4 to 1.9 ms before a row is read (0.6 to 0.9 with it),
 * and a push waits for a month that is being removed. Only from below, and only by month: of `run_id between` the ids themselves it believes, by statistics of
 * a quiet hour, that hardly a row has them, and reads them all for every statement (six times as long with a content for each of 1,000 people).
 */
export function monthOf(runIds: readonly string[]): string {
  const oldest = runIds.reduce((least, id) => (id < least ? id : least));
  const at = new Date(Number.parseInt(oldest.slice(0, 8) + oldest.slice(9, 13), 16));
  const month = Date.UTC(at.getUTCFullYear(), at.getUTCMonth()).toString(16).padStart(12, '0');
  return `${month.slice(0, 8)}-${month.slice(8)}-0000-0000-000000000000`;
}
