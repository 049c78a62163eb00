import { InvalidInputError } from '#kernel';
import { filterProblem } from './filter-choice';
import type { ChartSnapshot, FilterChoice, HostPageDetail, PageSnapshot } from './host-content';

/** What is chosen of a page. */
export interface PageChoices {
  /** Ids of charts; null is the whole page. */
  charts: readonly string[] | null;
  /** Filters that are set; the others keep the page's own. */
  filters: readonly FilterChoice[];
}

/**
 * Holds choices against what the page offers. A host that does not tell its charts is taken at its word: there a chart that is missing is a
 * failed one in the snapshot.
 * @throws InvalidInputError naming the field and what there is
 */
export function checkPageChoices(page: HostPageDetail, { charts, filters }: PageChoices): void {
  const problem = filterProblem(page.filters, filters);
  if (problem) throw InvalidInputError.field(['filters', problem.index, problem.part].filter((part) => part !== undefined).join('.'), problem.text);
  if (page.charts) mustBeCharts('charts', charts ?? [], page.charts.map(({ id }) => id), 'the page has');
}

/** @param whose how the error calls the charts that there are. @throws InvalidInputError naming the field and what there is */
export function mustBeCharts(field: string, ids: readonly string[], there: readonly string[], whose: string): void {
  const unknown = [...new Set(ids)].filter((id) => !there.includes(id));
  if (unknown.length > 0) throw InvalidInputError.field(field, `there are no such charts: ${unknown.slice(0, 20).join(', ')}; ${whose} ${there.slice(0, 100).join(', ')}`);
}

/** Only the charts that were chosen, in the order of the choice; one that is gone counts as failed. */
export function withCharts(snapshot: PageSnapshot, chosen: readonly string[] | null): PageSnapshot {
  if (chosen === null) return snapshot;
  const charts = chosen.map(
    (id): ChartSnapshot =>
      snapshot.charts.find((chart) => chart.id === id) ?? { id, title: id, kind: 'table', state: 'failed', reason: 'The page has no such chart any more', columns: [], rows: [] },
  );
  return { ...snapshot, charts };
}
