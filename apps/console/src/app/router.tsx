import { useEffect, useRef } from 'react';
import { matchRoutes, NavigationType, useNavigationType, type RouteObject } from 'react-router-dom';
import type { Subject } from '../i18n/zh-CN';
import { RecordDrawer, RecordList } from '../records/parts';
import { RobotDrawer, RobotList } from '../robots/parts';
import { ErasureDrawer, ErasureList } from '../settings/erasures/parts';
import { later, type Later } from '../ui/later';
import { BatchDrawer, BatchList } from '../users/batches/parts';
import type { FirstPage } from './first-page';
import { queryClient } from './query-client';
import { BASE_PATH } from './settings';

/** A page that is a chunk of its own, with the texts that it uses at once. */
function page(read: () => Promise<FirstPage>, ...texts: readonly Subject[]): Pick<RouteObject, 'Component' | 'handle'> {
  const Page = later(read, ...texts);
  const Component = () => {
    useStartAtTop();
    return <Page />;
  };
  return { Component, handle: Page };
}

/** Where one comes back to a page, the browser knows the place. */
function useStartAtTop(): void {
  const back = useRef(useNavigationType() === NavigationType.Pop);
  useEffect(() => {
    if (!back.current) window.scrollTo(0, 0);
  }, []);
}

/** Of pages that show a list, or one of it that the address names, by the name of that part of the address: what draws which. */
const LISTS: Readonly<Record<string, { list: { load: () => Promise<void> }; one: { load: () => Promise<void> } } | undefined>> = {
  recordId: { list: RecordList, one: RecordDrawer },
  robotId: { list: RobotList, one: RobotDrawer },
  batchId: { list: BatchList, one: BatchDrawer },
  erasureId: { list: ErasureList, one: ErasureDrawer },
};

/** Loads the page of an address, before it is shown; does nothing when it is there. What fails here fails again where it is shown, and is told there. */
export async function preload(pathname: string): Promise<void> {
  const routes = matchRoutes(ROUTES, pathname, BASE_PATH || '/') ?? [];
  const shown = routes.flatMap(({ route: { path = '' }, params }) => {
    const [, name = ''] = /:(\w+)\?$/.exec(path) ?? [];
    return LISTS[name]?.[params[name] === undefined ? 'list' : 'one'] ?? [];
  });
  await Promise.allSettled([...routes.map(({ route }) => pageOf(route).load()), ...shown.map((part) => part.load())]);
}

/** How long the first page waits for answers once its code is there, in milliseconds. They were asked for before (api/first-questions.ts), so mostly they have come. */
const MOST_WAIT_MS = 300;

/** What the first page is drawn from, where it says so: drawing a long form without, and then again, takes a mid-range phone 200 ms. */
export async function firstAnswers({ pathname, search }: Location): Promise<void> {
  if (search !== '') return;
  const routes = matchRoutes(ROUTES, pathname, BASE_PATH || '/') ?? [];
  const asked = routes.flatMap(({ route, params }) => (pageOf(route).part() as FirstPage | undefined)?.asks?.(queryClient, params) ?? []);
  const waited = new Promise((resolve) => {
    setTimeout(resolve, MOST_WAIT_MS);
  });
  await Promise.race([Promise.allSettled(asked), waited]);
}

const pageOf = ({ handle }: RouteObject): Later<object> => handle as Later<object>;

export const ROUTES: RouteObject[] = [
  { path: '/sign-in', ...page(async () => (await import('../session/sign-in-page')).SignInPage, 'signIn') },
  {
    path: '/',
    ...page(async () => (await import('./shell')).Shell),
    children: [
      { index: true, ...page(async () => (await import('./home')).Home) },
      { path: 'toolbox/wecom-app', ...page(async () => (await import('../authorizations/authorizations-page')).AuthorizationsPage, 'authorizations', 'robots', 'trouble') },
      { path: 'toolbox/robots/:robotId?', ...page(async () => (await import('../robots/robots-page')).RobotsPage, 'robots') },
      { path: 'toolbox/alarms', ...page(async () => (await import('../alarms/alarms-page')).AlarmsPage, 'alarms') },
      { path: 'users', ...page(async () => (await import('../users/users-page')).UsersPage, 'users') },
      { path: 'users/batches/:batchId?', ...page(async () => (await import('../users/batches/batches-page')).BatchesPage, 'users') },
      { path: 'users/changes', ...page(async () => (await import('../users/changes-page')).ChangesPage, 'users') },
      { path: 'me/wecom', ...page(async () => (await import('../own-bindings/own-bindings-page')).OwnBindingsPage, 'ownBindings') },
      { path: 'overview', ...page(async () => (await import('../overview/overview-page')).OverviewPage, 'overview') },
      { path: 'tasks', ...page(async () => (await import('../tasks/tasks-page')).TasksPage, 'reasons', 'recipients', 'schedule', 'tasks') },
      { path: 'tasks/new', ...page(async () => (await import('../tasks/editor/task-editor-page')).NewTaskPage, 'schedule', 'taskEditor', 'tasks') },
      { path: 'tasks/:taskId', ...page(async () => (await import('../tasks/editor/task-editor-page')).EditTaskPage, 'schedule', 'taskEditor', 'tasks') },
      { path: 'templates', ...page(async () => (await import('../templates/templates-page')).TemplatesPage, 'templates') },
      { path: 'templates/:key', ...page(async () => (await import('../templates/template-page')).TemplatePage, 'templates') },
      { path: 'settings/api-keys', ...page(async () => (await import('../settings/api-keys-page')).ApiKeysPage, 'settings') },
      { path: 'settings/roles', ...page(async () => (await import('../settings/roles-page')).RolesPage, 'settings') },
      { path: 'settings/calendars', ...page(async () => (await import('../settings/calendars/calendars-page')).CalendarsPage, 'calendars', 'schedule', 'settings') },
      { path: 'settings/calendars/:calendarId', ...page(async () => (await import('../settings/calendars/calendar-page')).CalendarPage, 'calendars', 'schedule') },
      { path: 'settings/retention', ...page(async () => (await import('../settings/retention-page')).RetentionPage, 'settings') },
      { path: 'settings/erasures/:erasureId?', ...page(async () => (await import('../settings/erasures/erasures-page')).ErasuresPage, 'erasures', 'settings') },
      { path: 'settings/audit', ...page(async () => (await import('../settings/audit-page')).AuditPage, 'changes', 'schedule', 'settings') },
      // One component for both: the list stays as it is while the drawer of a record opens over it.
      { path: 'records/:recordId?', ...page(async () => (await import('../records/records-page')).RecordsPage, 'records', 'reasons') },
      { path: '*', ...page(async () => (await import('../ui/not-found-page')).NotFoundPage) },
    ],
  },
];

