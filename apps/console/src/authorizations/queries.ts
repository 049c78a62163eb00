import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Authorization = Schemas['AuthorizationResponseDto'];

/** Its name in WeCom, which is not known while it is pending. */
export const appNameOf = ({ agentName, corpId }: Authorization): string => agentName || corpId;

/** To be told apart in a list of choices. */
export const appLabelOf = (app: Authorization): string => (app.agentName ? `${app.agentName} · ${app.corpId}` : app.corpId);

/** Something can be bound to or sent through it, now or when it is mended. */
export const isUsable = ({ state }: Authorization): boolean => state === 'active' || state === 'broken';

/** For administrators and editors. */
export const authorizationsQuery = queryOptions({ queryKey: ['authorizations'], queryFn: () => ask(api.GET('/push/authorizations')) });
