import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Alarm = Schemas['AlarmResponseDto'];
export type AlarmState = Schemas['PushAlarmState'];

export interface AlarmFilter {
  state?: AlarmState;
  projectId?: string;
}

const PAGE = 50;
/** Alarms come and go by themselves. */
const EVERY_MS = 30_000;

export const alarmsQuery = (filter: AlarmFilter) =>
  infiniteQueryOptions({
    queryKey: ['alarms', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/alarms', { params: { query: { ...filter, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: EVERY_MS,
  });
