import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type ListedUser = Schemas['ListedUserResponseDto'];
export type BindingState = Schemas['BindingState'] | 'unbound';

export interface UserFilter {
  authorizationId: string;
  query?: string;
  departmentId?: string;
  state?: 'bound' | 'unbound';
}

const PAGE = 50;

/** All keys of lists of users begin so. */
export const USERS_KEY = ['users'];

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: [...USERS_KEY, filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/users', { params: { query: { ...filter, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: filter.authorizationId !== '',
  });

export const departmentsQuery = queryOptions({ queryKey: ['departments'], queryFn: () => ask(api.GET('/push/host/departments')), staleTime: 300_000 });

export const bindingStateOf = (user: ListedUser): BindingState => user.binding?.state ?? 'unbound';
