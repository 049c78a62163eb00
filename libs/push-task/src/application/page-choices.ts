import { checkPageChoices, mustBeCharts, type HostPageDetail } from '#bi-host';
import type { Condition } from '../domain/exceptions/rules';
import type { PushTaskDefinition } from '../domain/push-task';

/** Holds charts and filters that a task names against what its page offers. @throws InvalidInputError naming the field and what there is */
export function checkChoices(page: HostPageDetail, { charts, filters, exceptions }: Pick<PushTaskDefinition, 'charts' | 'filters' | 'exceptions'>): void {
  checkPageChoices(page, { charts, filters });
  if (!page.charts) return;
  const shown = charts ?? page.charts.map(({ id }) => id);
  if (exceptions.empty.range === 'chosen_charts') mustBeCharts('exceptions.empty.chartIds', exceptions.empty.chartIds, shown, 'the task shows');
  if (exceptions.alert) mustBeCharts('exceptions.alert.when', chartsOf(exceptions.alert.when), shown, 'the task shows');
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
