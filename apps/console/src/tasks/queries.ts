import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type PushTask = Schemas['PushTaskResponseDto'];
/** As lists show it: with the name of its owner and its last run. */
export type ListedTask = Schemas['ListedTaskDto'];
export type PushTaskState = Schemas['PushTaskState'];
export type Schedule = Schemas['ScheduleDto'];
export type HostPage = Schemas['HostPageDto'];

export interface TaskFilter {
  projectId?: string;
  state?: PushTaskState;
  title?: string;
}

const PAGE = 50;
/** What the API gives at once, at most. */
const MOST = 200;

/** All keys of tasks begin so. */
export const TASKS_KEY = ['tasks'];

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: [...TASKS_KEY, 'list', filter],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/tasks', { params: { query: { ...filter, cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });

/** For administrators: what failed, in all projects. */
export const failingQuery = infiniteQueryOptions({
  queryKey: [...TASKS_KEY, 'failing'],
  queryFn: ({ pageParam, signal }) => ask(api.GET('/push/tasks/failing', { params: { query: { cursor: pageParam, limit: PAGE } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
});

/** For administrators: tasks whose owner left and that nobody took over. */
export const ownerlessQuery = infiniteQueryOptions({
  queryKey: [...TASKS_KEY, 'ownerless'],
  queryFn: ({ pageParam, signal }) => ask(api.GET('/push/tasks/ownerless', { params: { query: { cursor: pageParam, limit: PAGE } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
});

export const taskQuery = (id: string) => queryOptions({ queryKey: [...TASKS_KEY, id], queryFn: () => ask(api.GET('/push/tasks/{id}', { params: { path: { id } } })) });

export const projectsQuery = queryOptions({ queryKey: ['projects'], queryFn: () => ask(api.GET('/push/host/projects')), staleTime: 60_000 });

/** What a page offers to be chosen: its charts and filters. */
export const pageQuery = (projectId: string, pageId: string) =>
  queryOptions({
    queryKey: ['pages', projectId, pageId],
    queryFn: () => ask(api.GET('/push/host/projects/{projectId}/pages/{pageId}', { params: { path: { projectId, pageId } } })),
    enabled: projectId !== '' && pageId !== '',
    staleTime: 60_000,
  });

export const rulesQuery = (projectId: string) =>
  queryOptions({ queryKey: ['rules', projectId], queryFn: () => ask(api.GET('/push/host/projects/{projectId}/rules', { params: { path: { projectId } } })), enabled: projectId !== '', staleTime: 60_000 });

/** For administrators and editors, as the lists below. */
export const groupsQuery = queryOptions({ queryKey: ['groups'], queryFn: () => ask(api.GET('/push/host/groups')), staleTime: 300_000 });

export const robotChoicesQuery = queryOptions({ queryKey: ['robots', 'choices'], queryFn: () => ask(api.GET('/push/robots', { params: { query: { limit: MOST } } })), staleTime: 60_000 });

export const ownTemplatesQuery = queryOptions({ queryKey: ['templates', 'own', 'choices'], queryFn: () => ask(api.GET('/push/templates/own', { params: { query: { limit: MOST } } })), staleTime: 60_000 });

export const calendarsQuery = queryOptions({ queryKey: ['calendars', 'choices'], queryFn: () => ask(api.GET('/push/calendars', { params: { query: { limit: 100 } } })), staleTime: 60_000 });

export const templatesQuery = queryOptions({ queryKey: ['templates'], queryFn: () => ask(api.GET('/push/templates')), staleTime: Infinity });

/** All pages of a project, to be chosen from. */
export const pagesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['pages', projectId],
    queryFn: async (): Promise<HostPage[]> => {
      const pages: HostPage[] = [];
      let cursor: string | undefined;
      do {
        const part = await ask(api.GET('/push/host/projects/{projectId}/pages', { params: { path: { projectId }, query: { cursor, limit: MOST } } }));
        pages.push(...part.items);
        cursor = part.nextCursor;
      } while (cursor !== undefined);
      return pages;
    },
    enabled: projectId !== '',
  });

export type CalendarPolicy = Schemas['CalendarPolicyDto'];

export const schedulePreviewQuery = (asked: { schedule: Schedule; calendar: CalendarPolicy | null } | undefined) =>
  queryOptions({
    queryKey: ['schedule-preview', asked],
    queryFn: ({ signal }) => ask(api.POST('/push/tasks/schedule-preview', { body: asked!, signal })),
    enabled: asked !== undefined,
    // The next ten move on with time.
    staleTime: 60_000,
  });
