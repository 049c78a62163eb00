import { InvalidInputError } from '#kernel';
import type { FilterChoice, HostFilter } from '../contract/contract.types';
import type { OfferedFilter, PageDefinition, Text } from './page-definition';

/** Values of the filters that are set, by id. */
export type ChosenFilters = ReadonlyMap<string, string>;

export const NOTHING_CHOSEN: ChosenFilters = new Map();

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

const takes = ({ kind, values }: OfferedFilter, value: string): boolean => values.some((offered) => offered.value === value) || (kind === 'date' && isDay(value));

export const isOffered = ({ offers }: PageDefinition, id: string, value: string): boolean => offers.some((filter) => filter.id === id && takes(filter, value));

/** @throws InvalidInputError for what the page does not offer: showing all instead would tell people more than was asked for */
export function chosenOf(page: PageDefinition, choices: readonly FilterChoice[]): ChosenFilters {
  return new Map(
    choices.map(({ id, values: [value = '', ...more] }) => {
      if (more.length > 0 || !isOffered(page, id, value)) throw InvalidInputError.field('filters', `the page does not offer this for ${id}`);
      return [id, value];
    }),
  );
}

export function toHostFilter({ id, title, kind, values }: OfferedFilter, language: keyof Text): HostFilter {
  return { id, title: title[language], kind, multiple: false, values: values.map((offered) => ({ value: offered.value, title: offered.title[language] })) };
}

/** What a chosen value is called. */
export function titleOfChoice({ offers }: PageDefinition, filterId: string, value: string, language: keyof Text): string {
  return offers.find(({ id }) => id === filterId)?.values.find((offered) => offered.value === value)?.title[language] ?? value;
}
