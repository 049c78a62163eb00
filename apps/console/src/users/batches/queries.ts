import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type Batch = Schemas['BindingBatchResponseDto'];
export type BatchRow = Schemas['BatchRowResponseDto'];
export type RowOutcome = Schemas['BindingRowOutcome'];

const BATCHES = 20;
const ROWS = 100;
/** How often look-ups that are under way are looked at. */
const CHECKING_EVERY_MS = 1000;

/** All keys of imports and matches begin so. */
export const BATCHES_KEY = ['binding-batches'];

export const batchesQuery = (authorizationId: string) =>
  infiniteQueryOptions({
    queryKey: [...BATCHES_KEY, 'list', authorizationId],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/bindings/batches', { params: { query: { authorizationId, cursor: pageParam, limit: BATCHES } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(({ state }) => state === 'checking')) ? CHECKING_EVERY_MS : false),
  });

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: [...BATCHES_KEY, id],
    queryFn: () => ask(api.GET('/push/bindings/batches/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === 'checking' ? CHECKING_EVERY_MS : false),
  });

export const rowsQuery = (batch: Batch, outcome: RowOutcome | undefined) =>
  infiniteQueryOptions({
    // Applying, undoing and going on change the rows.
    queryKey: [...BATCHES_KEY, batch.id, 'rows', outcome, batch.state, batch.counts],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/bindings/batches/{id}/rows', { params: { path: { id: batch.id }, query: { outcome, cursor: pageParam, limit: ROWS } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What was found may be bound. */
export const isOpen = ({ state }: Batch): boolean => state === 'previewed' || state === 'stopped';
