import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import type { Definition } from '../definition';

export type Coverage = Schemas['CoverageResponseDto'];
export type MissedGroup = Schemas['MissedGroupDto'];
export type Forecast = Schemas['ForecastResponseDto'];

/** People of each reason that are named at once. */
const NAMED = 20;
/** As many people as can be asked at once. */
export const ASKED_AT_ONCE = 1000;

/** All keys of who would get what begin so: they change when somebody is bound. */
export const COVERAGE_KEY = ['coverage'];

/** What decides who gets it; words and times do not. */
const whom = ({ projectId, pageId, filters, channel, recipients, ownerUserId }: Definition) => ({ projectId, pageId, filters, channel, recipients, ownerUserId });

/** Who would get this, and why not the others; for editors of the project. */
export const coverageQuery = (definition: Definition | undefined) =>
  queryOptions({
    queryKey: [...COVERAGE_KEY, definition && whom(definition)],
    queryFn: ({ signal }) => ask(api.POST('/push/tasks/coverage', { params: { query: { limit: NAMED } }, body: definition!, signal })),
    enabled: definition !== undefined,
    staleTime: 30_000,
    retry: false,
  });

/** Everybody who misses it for one reason, as far as they can be asked at once. */
export async function missedPeople(definition: Definition, reason: MissedGroup['reason']): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const part = await ask(api.POST('/push/tasks/coverage', { params: { query: { reason, cursor, limit: 200 } }, body: definition }));
    const group = part.missed.find((one) => one.reason === reason);
    ids.push(...(group?.people.map(({ hostUserId }) => hostUserId) ?? []));
    cursor = group?.nextCursor;
  } while (cursor !== undefined && ids.length < ASKED_AT_ONCE);
  return ids.slice(0, ASKED_AT_ONCE);
}

export const forecastQuery = (definition: Definition, taskId: string | undefined) =>
  queryOptions({
    queryKey: ['forecast', definition, taskId],
    queryFn: ({ signal }) => ask(api.POST('/push/tasks/forecast', { params: { query: { taskId } }, body: definition, signal })),
    staleTime: 60_000,
    retry: false,
  });
