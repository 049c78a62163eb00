import type { FilterChoice, HostFilter } from './host-content';

export interface FilterProblem {
  /** Place in the list of choices; undefined: the whole list. */
  index?: number;
  part?: 'id' | 'values';
  /** What is wrong and what to do about it. */
  text: string;
}

const listed = (texts: readonly string[]): string => texts.slice(0, 20).join(', ') + (texts.length > 20 ? ', …' : '');

/** What is wrong with choices on a page that offers these filters. @param filters undefined: the host knows none */
export function filterProblem(filters: readonly HostFilter[] | undefined, choices: readonly FilterChoice[]): FilterProblem | undefined {
  if (choices.length === 0) return undefined;
  if (!filters || filters.length === 0) return { text: 'the page offers no filters at the host; leave them out' };
  const offered = new Map(filters.map((filter) => [filter.id, filter]));
  for (const [index, { id, values }] of choices.entries()) {
    const filter = offered.get(id);
    if (!filter) return { index, part: 'id', text: `the page has no filter ${id}; it has ${listed([...offered.keys()])}` };
    const text = valuesProblem(filter, values);
    if (text !== undefined) return { index, part: 'values', text };
  }
  return undefined;
}

function valuesProblem(filter: HostFilter, values: readonly string[]): string | undefined {
  if (values.length === 0) return 'give at least one value, or leave the filter out';
  if (values.length > 1 && !filter.multiple) return `the filter ${filter.id} takes one value`;
  const wrong = values.filter((value) => !takes(filter, value));
  if (wrong.length === 0) return undefined;
  const offered = (filter.values ?? []).map(({ value }) => value);
  const written = { choice: undefined, text: undefined, number: 'a number', date: 'a date written YYYY-MM-DD' }[filter.kind];
  const may = [written, offered.length > 0 ? `one of ${listed(offered)}` : undefined].filter((text) => text !== undefined);
  return `the filter ${filter.id} does not take ${listed(wrong)}; give ${may.join(' or ')}`;
}

function takes({ kind, values = [] }: HostFilter, value: string): boolean {
  if (values.some((offered) => offered.value === value)) return true;
  switch (kind) {
    case 'choice':
      return false;
    case 'text':
      return true;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,15})?$/.test(value);
    case 'date':
      return isDate(value);
  }
}

/** 2026-02-30 is none. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
