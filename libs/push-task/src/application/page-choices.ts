import { filterProblem, type HostPageDetail } from '#bi-host';
import { InvalidInputError } from '#kernel';
import type { Condition } from '../domain/exceptions/rules';
import type { PushTaskDefinition } from '../domain/push-task';

/** Holds charts and filters that a task names against what its page offers. @throws InvalidInputError naming the field and what there is */
export function checkChoices(page: HostPageDetail, { charts, filters, exceptions }: Pick<PushTaskDefinition, 'charts' | 'filters' | 'exceptions'>): void {
  const problem = filterProblem(page.filters, filters);
  if (problem) throw InvalidInputError.field(['filters', problem.index, problem.part].filter((part) => part !== undefined).join('.'), problem.text);
  // A host that does not tell its charts is taken at its word at the run: there a chart that is missing is a failed one.
  if (!page.charts) return;
  const there = page.charts.map(({ id }) => id);
  mustBeThere('charts', charts ?? [], there, 'the page has');
  const shown = charts ?? there;
  if (exceptions.empty.range === 'chosen_charts') mustBeThere('exceptions.empty.chartIds', exceptions.empty.chartIds, shown, 'the task shows');
  if (exceptions.alert) mustBeThere('exceptions.alert.when', chartsOf(exceptions.alert.when), shown, 'the task shows');
}

function mustBeThere(field: string, ids: readonly string[], there: readonly string[], whose: string): void {
  const unknown = [...new Set(ids)].filter((id) => !there.includes(id));
  if (unknown.length > 0) throw InvalidInputError.field(field, `there are no such charts: ${unknown.slice(0, 20).join(', ')}; ${whose} ${there.slice(0, 100).join(', ')}`);
}

/** Charts at which a condition looks. */
function chartsOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
      return condition.all.flatMap(chartsOf);
    case 'or':
      return condition.any.flatMap(chartsOf);
    case 'row':
      return [condition.chartId];
    default:
      return [condition.value.chartId];
  }
}
