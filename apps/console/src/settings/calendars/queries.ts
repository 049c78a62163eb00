import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type OwnCalendar = Schemas['CalendarResponseDto'];
export type CalendarFormat = Schemas['CalendarFormat'];

/** The calendar that the product brings; tasks name it so. */
export const STATUTORY = 'cn-statutory';

/** All keys of calendars begin so, those of choices in the task editor too. */
export const CALENDARS_KEY = ['calendars'];

export const calendarListQuery = infiniteQueryOptions({
  queryKey: [...CALENDARS_KEY, 'list'],
  queryFn: ({ pageParam, signal }) => ask(api.GET('/push/calendars', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
});

export const statutoryQuery = queryOptions({ queryKey: ['statutory-days'], queryFn: () => ask(api.GET('/push/calendars/statutory')), staleTime: Infinity });

export const calendarQuery = (id: string) => queryOptions({ queryKey: [...CALENDARS_KEY, id], queryFn: () => ask(api.GET('/push/calendars/{id}', { params: { path: { id } } })) });

export const calendarEffectsQuery = (id: string) =>
  queryOptions({ queryKey: ['calendar-effects', id], queryFn: () => ask(api.GET('/push/calendars/{id}/effects', { params: { path: { id } } })), staleTime: 0 });
