import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';
import { USERS_KEY, type ListedUser } from './queries';

const PAGE = 200;
/** The API looks nobody up by id, so pages are read until all are found: 5000 people at most, the rest show by their ids. */
const MOST_PAGES = 25;

async function find(authorizationId: string, ids: readonly string[], signal: AbortSignal): Promise<ListedUser[]> {
  const missing = new Set(ids);
  const found: ListedUser[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && missing.size > 0; page++) {
    const part = await ask(api.GET('/push/users', { params: { query: { authorizationId, cursor, limit: PAGE } }, signal }));
    for (const user of part.items) if (missing.delete(user.hostUserId)) found.push(user);
    cursor = part.nextCursor;
    if (cursor === undefined) break;
  }
  return found;
}

/** People by their ids, with their bindings; for administrators and editors. */
export function usePeople(authorizationId: string | undefined, ids: readonly string[]): { people: ReadonlyMap<string, ListedUser>; loading: boolean } {
  const { data, isLoading } = useQuery({
    queryKey: [...USERS_KEY, 'by-ids', authorizationId, ids],
    queryFn: ({ signal }) => find(authorizationId!, ids, signal),
    enabled: authorizationId !== undefined && ids.length > 0,
    staleTime: 60_000,
  });
  return { people: new Map(data?.map((user) => [user.hostUserId, user])), loading: isLoading };
}
