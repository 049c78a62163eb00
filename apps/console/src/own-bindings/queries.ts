import { queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type OwnBinding = Schemas['OwnBindingDto'];
export type BindingLinks = Schemas['SelfBindingLinksDto'];

export const ownBindingsQuery = queryOptions({ queryKey: ['own-bindings'], queryFn: () => ask(api.GET('/push/bindings/self')) });
