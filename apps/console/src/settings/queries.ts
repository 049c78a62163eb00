import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type ApiKey = Schemas['ApiKeyDto'];
export type AuditLine = Schemas['AuditLineDto'];

export interface AuditFilter {
  action?: string;
  actorId?: string;
  from?: string;
  to?: string;
}

export const API_KEYS_KEY = ['api-keys'];

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: API_KEYS_KEY,
  queryFn: ({ pageParam, signal }) => ask(api.GET('/push/api-keys', { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
});

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/audit', { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

export const retentionQuery = queryOptions({ queryKey: ['retention'], queryFn: () => ask(api.GET('/push/retention')) });
