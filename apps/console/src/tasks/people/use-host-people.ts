import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type NamedPerson = Schemas['NamedPersonDto'];

/** Ids that one question names at most. */
const MOST = 100;

async function find(ids: readonly string[], signal: AbortSignal): Promise<NamedPerson[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, index) => ids.slice(index * MOST, (index + 1) * MOST));
  const answers = await Promise.all(parts.map((part) => ask(api.GET('/push/host/people', { params: { query: { ids: part } }, signal }))));
  return answers.flatMap(({ items }) => items);
}

/** People of the BI by their ids; those it does not know are absent. */
export function useHostPeople(ids: readonly string[]): ReadonlyMap<string, NamedPerson> {
  const { data } = useQuery({
    queryKey: ['host-people', 'by-ids', [...new Set(ids)].toSorted()],
    queryFn: ({ signal }) => find([...new Set(ids)], signal),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
    staleTime: 300_000,
  });
  return new Map(data?.map((user) => [user.id, user]));
}

/** People whose name or account holds these words, the first of them. */
export const useHostPeopleSearch = (query: string) =>
  useQuery({
    queryKey: ['host-people', 'search', query],
    queryFn: ({ signal }) => ask(api.GET('/push/host/users', { params: { query: { query: query || undefined, limit: 50 } }, signal })),
    staleTime: 60_000,
  });
