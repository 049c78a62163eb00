import { lazy, useEffect, useRef, useState, type ComponentType } from 'react';
import { matchRoutes, NavigationType, useNavigationType, type RouteObject } from 'react-router-dom';
import { loadTexts } from '../i18n/i18n';
import type { Subject } from '../i18n/zh-CN';
import { BASE_PATH } from './settings';

/** A page that is a chunk of its own, with the texts that it and what it opens use. */
function page(read: () => Promise<ComponentType>, ...texts: readonly Subject[]): Pick<RouteObject, 'Component' | 'handle'> {
  let loaded: ComponentType | undefined;
  const load = async (): Promise<void> => {
    if (!loaded) [loaded] = await Promise.all([read(), loadTexts(...texts)]);
  };
  const Later = lazy(async () => {
    await load();
    return { default: loaded! };
  });
  const Component = () => {
    useStartAtTop();
    // What is there is drawn at once. React draws what is lazy in two steps even then, and leaves 300 ms between them.
    const [Page] = useState(() => loaded ?? Later);
    return <Page />;
  };
  return { Component, handle: load };
}

/** Where one comes back to a page, the browser knows the place. */
function useStartAtTop(): void {
  const back = useRef(useNavigationType() === NavigationType.Pop);
  useEffect(() => {
    if (!back.current) window.scrollTo(0, 0);
  }, []);
}

/** What a page opens over itself where its address names one, by the name of that part of the address. */
const OPENED: Readonly<Record<string, (() => Promise<unknown>) | undefined>> = {
  recordId: () => import('../records/record-drawer'),
  robotId: () => import('../robots/robot-drawer'),
  batchId: () => import('../users/batches/batch-drawer'),
  erasureId: () => import('../settings/erasures/erasure-drawer'),
};

/** Loads the page of an address, before it is shown; does nothing when it is there. What fails here fails again where it is shown, and is told there. */
export async function preload(pathname: string): Promise<void> {
  const routes = matchRoutes(ROUTES, pathname, BASE_PATH || '/') ?? [];
  for (const name of Object.keys(routes.at(-1)?.params ?? {})) OPENED[name]?.().catch(() => undefined);
  await Promise.allSettled(routes.map(({ route }) => (route.handle as () => Promise<unknown>)()));
}

export const ROUTES: RouteObject[] = [
  { path: '/sign-in', ...page(async () => (await import('../session/sign-in-page')).SignInPage, 'signIn') },
  {
    path: '/',
    ...page(async () => (await import('./shell')).Shell),
    children: [
      { index: true, ...page(async () => (await import('./home')).Home) },
      { path: 'toolbox/wecom-app', ...page(async () => (await import('../authorizations/authorizations-page')).AuthorizationsPage, 'authorizations', 'trouble', 'robots', 'schedule') },
      { path: 'toolbox/robots/:robotId?', ...page(async () => (await import('../robots/robots-page')).RobotsPage, 'robots', 'schedule', 'errors') },
      { path: 'toolbox/alarms', ...page(async () => (await import('../alarms/alarms-page')).AlarmsPage, 'alarms') },
      { path: 'users', ...page(async () => (await import('../users/users-page')).UsersPage, 'users') },
      { path: 'users/batches/:batchId?', ...page(async () => (await import('../users/batches/batches-page')).BatchesPage, 'users', 'errors') },
      { path: 'users/changes', ...page(async () => (await import('../users/changes-page')).ChangesPage, 'users') },
      { path: 'me/wecom', ...page(async () => (await import('../own-bindings/own-bindings-page')).OwnBindingsPage, 'ownBindings') },
      { path: 'overview', ...page(async () => (await import('../overview/overview-page')).OverviewPage, 'overview') },
      { path: 'tasks', ...page(async () => (await import('../tasks/tasks-page')).TasksPage, 'tasks', 'taskEditor', 'schedule', 'reasons', 'errors', 'calendars', 'settings', 'templates') },
      { path: 'tasks/new', ...page(async () => (await import('../tasks/editor/task-editor-page')).NewTaskPage, 'tasks', 'taskEditor', 'exceptions', 'schedule', 'reasons', 'records', 'users', 'calendars', 'settings', 'templates') },
      { path: 'tasks/:taskId', ...page(async () => (await import('../tasks/editor/task-editor-page')).EditTaskPage, 'tasks', 'taskEditor', 'exceptions', 'schedule', 'reasons', 'records', 'users', 'calendars', 'settings', 'templates') },
      { path: 'templates', ...page(async () => (await import('../templates/templates-page')).TemplatesPage, 'templates') },
      { path: 'templates/:key', ...page(async () => (await import('../templates/template-page')).TemplatePage, 'templates') },
      { path: 'settings/api-keys', ...page(async () => (await import('../settings/api-keys-page')).ApiKeysPage, 'settings') },
      { path: 'settings/roles', ...page(async () => (await import('../settings/roles-page')).RolesPage, 'settings') },
      { path: 'settings/calendars', ...page(async () => (await import('../settings/calendars/calendars-page')).CalendarsPage, 'settings', 'calendars', 'schedule', 'errors') },
      { path: 'settings/calendars/:calendarId', ...page(async () => (await import('../settings/calendars/calendar-page')).CalendarPage, 'calendars', 'schedule', 'errors') },
      { path: 'settings/retention', ...page(async () => (await import('../settings/retention-page')).RetentionPage, 'settings') },
      { path: 'settings/erasures/:erasureId?', ...page(async () => (await import('../settings/erasures/erasures-page')).ErasuresPage, 'settings', 'erasures', 'schedule') },
      { path: 'settings/audit', ...page(async () => (await import('../settings/audit-page')).AuditPage, 'settings', 'calendars', 'schedule', 'tasks', 'templates') },
      // One component for both: the list stays as it is while the drawer of a record opens over it.
      { path: 'records/:recordId?', ...page(async () => (await import('../records/records-page')).RecordsPage, 'records', 'reasons') },
      { path: '*', ...page(async () => (await import('../ui/not-found-page')).NotFoundPage) },
    ],
  },
];

