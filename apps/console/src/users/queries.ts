import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type ListedUser = Schemas['ListedUserResponseDto'];
export type BindingState = Schemas['BindingState'] | 'unbound';
/** `bound` is any state but `unbound`. */
export type StateFilter = BindingState | 'bound';

export interface UserFilter {
  authorizationId: string;
  query?: string;
  departmentId?: string;
  groupId?: string;
  state?: StateFilter;
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

export const groupsQuery = queryOptions({ queryKey: ['groups'], queryFn: () => ask(api.GET('/push/host/groups')), staleTime: 300_000 });

/** Accounts that changed at WeCom, newest first. */
export const changesQuery = (authorizationId: string) =>
  infiniteQueryOptions({
    queryKey: [...USERS_KEY, 'changes', authorizationId],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/bindings/changes', { params: { query: { authorizationId, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

export const unbindEffectsQuery = (authorizationId: string, hostUserId: string) =>
  queryOptions({
    // Not among those of users: it is not asked again once there is nothing to unbind.
    queryKey: ['unbind-effects', authorizationId, hostUserId],
    queryFn: () => ask(api.GET('/push/users/{hostUserId}/binding/effects', { params: { path: { hostUserId }, query: { authorizationId } } })),
    staleTime: 0,
  });

export const bindingStateOf = (user: ListedUser): BindingState => user.binding?.state ?? 'unbound';
