import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

type HostUser = Schemas['HostUserDto'];

const PAGE = 200;
/** The API looks nobody up by id, so pages are read until all are found: 5000 people at most, the rest show by their ids. */
const MOST_PAGES = 25;

async function find(ids: readonly string[], signal: AbortSignal): Promise<HostUser[]> {
  const missing = new Set(ids);
  const found: HostUser[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && missing.size > 0; page++) {
    const part = await ask(api.GET('/push/host/users', { params: { query: { cursor, limit: PAGE } }, signal }));
    for (const user of part.items) if (missing.delete(user.id)) found.push(user);
    cursor = part.nextCursor;
    if (cursor === undefined) break;
  }
  return found;
}

/** People of the BI by their ids; for administrators and editors. */
export function useHostPeople(ids: readonly string[]): ReadonlyMap<string, HostUser> {
  const { data } = useQuery({
    queryKey: ['host-people', 'by-ids', ids.toSorted()],
    queryFn: ({ signal }) => find(ids, signal),
    enabled: ids.length > 0,
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
