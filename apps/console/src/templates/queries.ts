import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type OwnTemplate = Schemas['OwnTemplateDto'];
export type BuiltInTemplate = Schemas['BuiltInTemplateDto'];
export type TemplateVersion = Schemas['TemplateVersionDto'];
export type TemplateProblem = Schemas['TemplateProblemDto'];
export type TemplateVariable = Schemas['TemplateVariableDto'];
export type TemplateVariables = Schemas['TemplateVariablesDto'];
export type TemplateLanguage = Schemas['PreviewRequestDto']['language'];
/** Handlebars by language, then by field of the message type. */
export type Sources = OwnTemplate['sources'];

const PAGE = 50;

/** All keys of the tenant's own templates begin so. */
export const OWN_KEY = ['own-templates'];

export const ownTemplatesQuery = (archived: boolean) =>
  infiniteQueryOptions({
    queryKey: [...OWN_KEY, 'list', archived],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/templates/own', { params: { query: { archived, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

export const ownTemplateQuery = (id: string) => queryOptions({ queryKey: [...OWN_KEY, id], queryFn: () => ask(api.GET('/push/templates/own/{id}', { params: { path: { id } } })) });

export const builtInQuery = (key: string) =>
  queryOptions({ queryKey: ['built-in-template', key], queryFn: () => ask(api.GET('/push/templates/built-in/{key}', { params: { path: { key } } })), staleTime: Infinity });

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...OWN_KEY, id, 'versions'],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/templates/own/{id}/versions', { params: { path: { id }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

export const variablesQuery = queryOptions({ queryKey: ['template-variables'], queryFn: () => ask(api.GET('/push/templates/variables')), staleTime: Infinity });

/** What saving would refuse. */
export const checkQuery = (templateKey: string, sources: Sources, enabled: boolean) =>
  queryOptions({
    queryKey: ['template-check', templateKey, sources],
    queryFn: ({ signal }) => ask(api.POST('/push/templates/check', { body: { templateKey, sources }, signal })),
    enabled,
    staleTime: Infinity,
    // The marks of before stay until the next ones are there.
    placeholderData: (before) => before,
  });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Own templates are named by an id, built-in ones by a word. */
export const isOwnKey = (key: string): boolean => UUID.test(key);
