import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Robot = Schemas['RobotResponseDto'];
export type RobotChoice = Schemas['RobotChoiceDto'];

const PAGE = 50;
/** What the API gives at once, at most. */
const MOST = 200;

/** All keys of robots begin so. */
export const ROBOTS_KEY = ['robots'];

/** All robots of the tenant: there are as many as groups that want reports. */
export const robotsQuery = queryOptions({
  queryKey: [...ROBOTS_KEY, 'all'],
  queryFn: async ({ signal }): Promise<RobotChoice[]> => {
    const robots: RobotChoice[] = [];
    let cursor: string | undefined;
    do {
      const part = await ask(api.GET('/push/robots', { params: { query: { cursor, limit: MOST } }, signal }));
      robots.push(...part.items);
      cursor = part.nextCursor;
    } while (cursor !== undefined);
    return robots;
  },
});

const params = (id: string) => ({ params: { path: { id } } });

export const robotQuery = (id: string) => queryOptions({ queryKey: [...ROBOTS_KEY, id], queryFn: () => ask(api.GET('/push/robots/{id}', params(id))) });

export const robotEffectsQuery = (id: string) => queryOptions({ queryKey: [...ROBOTS_KEY, id, 'effects'], queryFn: () => ask(api.GET('/push/robots/{id}/effects', params(id))), staleTime: 0 });

export const robotRecordsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...ROBOTS_KEY, id, 'records'],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/robots/{id}/records', { params: { path: { id }, query: { cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Which robot posts the alarms of which project. */
export const notificationsQuery = queryOptions({ queryKey: [...ROBOTS_KEY, 'notifications'], queryFn: () => ask(api.GET('/push/robots/notifications')) });
