import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Authorization = Schemas['AuthorizationResponseDto'];

/** For administrators only. */
export const authorizationsQuery = queryOptions({ queryKey: ['authorizations'], queryFn: () => ask(api.GET('/push/authorizations')) });
