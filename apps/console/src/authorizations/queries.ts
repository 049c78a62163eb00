import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Authorization = Schemas['AuthorizationResponseDto'];
export type AuthorizationLink = Schemas['AuthorizationLinkResponseDto'];
export type AuthorizationHealth = Schemas['AuthorizationHealthResponseDto'];
export type HealthCheck = Schemas['HealthCheckDto'];
export type Forecast = Schemas['ForecastResponseDto'];

/** How often an authorization that somebody else must confirm is looked at. */
const PENDING_EVERY_MS = 2000;

/** Its name in WeCom, which is not known while it is pending. */
export const appNameOf = ({ agentName, corpId }: Authorization): string => agentName || corpId;

/** To be told apart in a list of choices. */
export const appLabelOf = (app: Authorization): string => (app.agentName ? `${app.agentName} · ${app.corpId}` : app.corpId);

/** Something can be bound to or sent through it, now or when it is mended. */
export const isUsable = ({ state }: Authorization): boolean => state === 'active' || state === 'broken';

/** Authorized by a link: the codes of these modes are nothing that a person types. */
export const hasLink = ({ mode }: Authorization): boolean => mode !== 'self_built';

/** All keys of authorizations begin so. */
export const AUTHORIZATIONS_KEY = ['authorizations'];

/** For administrators and editors. */
export const authorizationsQuery = queryOptions({
  queryKey: AUTHORIZATIONS_KEY,
  queryFn: () => ask(api.GET('/push/authorizations')),
  refetchInterval: (query) => (query.state.data?.items.some(({ state }) => state === 'pending') ? PENDING_EVERY_MS : false),
});

const params = (id: string) => ({ params: { path: { id } } });

export const healthQuery = (id: string) => queryOptions({ queryKey: [...AUTHORIZATIONS_KEY, id, 'health'], queryFn: () => ask(api.GET('/push/authorizations/{id}/health', params(id))) });

export const effectsQuery = (id: string) => queryOptions({ queryKey: [...AUTHORIZATIONS_KEY, id, 'effects'], queryFn: () => ask(api.GET('/push/authorizations/{id}/effects', params(id))), staleTime: 0 });

/** The newest link of an authorization that is confirmed by one. */
export const linkQuery = (id: string) => queryOptions({ queryKey: [...AUTHORIZATIONS_KEY, id, 'link'], queryFn: () => ask(api.GET('/push/authorizations/{id}/link', params(id))) });

/** @param accountCap accounts that the corp may have, from WeCom's console; without it only those bound are reckoned with */
export const forecastQuery = (id: string, accountCap: number | undefined) =>
  queryOptions({
    queryKey: [...AUTHORIZATIONS_KEY, id, 'forecast', accountCap],
    queryFn: ({ signal }) => ask(api.GET('/push/authorizations/{id}/forecast', { params: { path: { id }, query: { accountCap } }, signal })),
    staleTime: 60_000,
  });
