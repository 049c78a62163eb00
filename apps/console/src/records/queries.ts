import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type PushRecord = Schemas['RecordResponseDto'];
export type RecordDetail = Schemas['RecordDetailResponseDto'];
export type RunState = Schemas['PushRunState'];
export type DeliveryState = Schemas['PushDeliveryState'];
export type Delivery = Schemas['DeliveryResponseDto'];
export type RecordEvent = Schemas['RecordEventDto'];
export type Counts = Schemas['RecordCountsDto'];

export interface RecordFilter {
  projectId?: string;
  state?: RunState[];
  title?: string;
  taskId?: string;
  hostUserId?: string;
  trigger?: Schemas['RunTrigger'][];
  /** ISO 8601. */
  from?: string;
  to?: string;
}

const PAGE = 50;
const DELIVERIES = 100;
/** How often a push that is under way is looked at where its news do not come by themselves. */
const LIST_EVERY_MS = 3000;
const RECORD_EVERY_MS = 1500;

const UNDER_WAY: ReadonlySet<RunState> = new Set<RunState>(['planned', 'preparing', 'sending']);
export const isUnderWay = ({ state }: PushRecord): boolean => UNDER_WAY.has(state);

/** All keys of records begin so. */
export const RECORDS_KEY = ['records'];

/** @param hearing news of those under way come by themselves */
export const recordsQuery = (filter: RecordFilter, hearing = false) =>
  infiniteQueryOptions({
    queryKey: [...RECORDS_KEY, 'list', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/records', { params: { query: { ...filter, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (!hearing && query.state.data?.pages.some((page) => page.items.some(isUnderWay)) ? LIST_EVERY_MS : false),
  });

/** @param hearing as above */
export const recordQuery = (id: string, hearing = false) =>
  queryOptions({
    queryKey: [...RECORDS_KEY, id],
    queryFn: () => ask(api.GET('/push/records/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data && ((!hearing && isUnderWay(query.state.data)) || isRecalling(query.state.data)) ? RECORD_EVERY_MS : false),
  });

/** Messages are being taken back. */
export const isRecalling = ({ recall }: RecordDetail): boolean => (recall?.waiting ?? 0) > 0;

/** @param live while the push is under way. @param hearing as above */
export const deliveriesQuery = (id: string, state: DeliveryState | undefined, live: boolean, hearing: boolean) =>
  infiniteQueryOptions({
    // The last look is taken when nothing changes any more.
    queryKey: [...RECORDS_KEY, id, 'deliveries', state, live],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/records/{id}/deliveries', { params: { path: { id }, query: { state, cursor: pageParam, limit: DELIVERIES } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: live && !hearing ? RECORD_EVERY_MS : false,
  });

/** Pictures and files of a message: they never change, and are large. */
export const filesQuery = (id: string, messageId: string) =>
  queryOptions({
    queryKey: ['record-files', id, messageId],
    queryFn: ({ signal }) => ask(api.GET('/push/records/{id}/messages/{messageId}/files', { params: { path: { id, messageId } }, signal })),
    staleTime: Infinity,
  });

/** What happened to a record after its end. @param live while a recall is under way */
export const eventsQuery = (id: string, live: boolean) =>
  infiniteQueryOptions({
    queryKey: [...RECORDS_KEY, id, 'events', live],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/records/{id}/events', { params: { path: { id }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: live ? RECORD_EVERY_MS : false,
  });

/** How many there are, up to where counting is cheap. */
export const countQuery = (filter: RecordFilter) =>
  queryOptions({ queryKey: [...RECORDS_KEY, 'count', filter], queryFn: ({ signal }) => ask(api.GET('/push/records/count', { params: { query: filter }, signal })) });

export const pendingOf = ({ total, sent, rejected, skipped, expired, unknown }: Counts): number => Math.max(0, total - sent - rejected - skipped - expired - unknown);
