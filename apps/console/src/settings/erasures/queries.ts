import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type Erasure = Schemas['ErasureResponseDto'];
/** What the answer to a request says beside it, and no later one. */
export type AtHost = Schemas['RequestedErasureResponseDto']['atHost'];

/** How often one that is under way is looked at. */
const RUNNING_EVERY_MS = 1000;

export const ERASURES_KEY = ['erasures'];

export const erasuresQuery = infiniteQueryOptions({
  queryKey: [...ERASURES_KEY, 'list'],
  queryFn: ({ pageParam, signal }) => ask(api.GET('/push/erasures', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
});

export const erasureQuery = (id: string) =>
  queryOptions({
    queryKey: [...ERASURES_KEY, id],
    queryFn: () => ask(api.GET('/push/erasures/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? RUNNING_EVERY_MS : false),
  });
