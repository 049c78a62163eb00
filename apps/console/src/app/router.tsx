import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { CrashPage } from '../ui/crash-page';
import { FullPageSpin } from '../ui/full-page-spin';
import { BASE_PATH } from './settings';

const ROUTES: RouteObject[] = [
  { path: '/sign-in', lazy: async () => ({ Component: (await import('../session/sign-in-page')).SignInPage }) },
  {
    path: '/',
    lazy: async () => ({ Component: (await import('./shell')).Shell }),
    children: [
      {
        // A fault of one page leaves the menu usable.
        ErrorBoundary: CrashPage,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./home')).Home }) },
          { path: 'toolbox/wecom-app', lazy: async () => ({ Component: (await import('../authorizations/authorizations-page')).AuthorizationsPage }) },
          { path: 'toolbox/robots/:robotId?', lazy: async () => ({ Component: (await import('../robots/robots-page')).RobotsPage }) },
          { path: 'toolbox/alarms', lazy: async () => ({ Component: (await import('../alarms/alarms-page')).AlarmsPage }) },
          { path: 'users', lazy: async () => ({ Component: (await import('../users/users-page')).UsersPage }) },
          { path: 'users/batches/:batchId?', lazy: async () => ({ Component: (await import('../users/batches/batches-page')).BatchesPage }) },
          { path: 'users/changes', lazy: async () => ({ Component: (await import('../users/changes-page')).ChangesPage }) },
          { path: 'me/wecom', lazy: async () => ({ Component: (await import('../own-bindings/own-bindings-page')).OwnBindingsPage }) },
          { path: 'overview', lazy: async () => ({ Component: (await import('../overview/overview-page')).OverviewPage }) },
          { path: 'tasks', lazy: async () => ({ Component: (await import('../tasks/tasks-page')).TasksPage }) },
          { path: 'tasks/new', lazy: async () => ({ Component: (await import('../tasks/editor/task-editor-page')).NewTaskPage }) },
          { path: 'tasks/:taskId', lazy: async () => ({ Component: (await import('../tasks/editor/task-editor-page')).EditTaskPage }) },
          { path: 'templates', lazy: async () => ({ Component: (await import('../templates/templates-page')).TemplatesPage }) },
          { path: 'templates/:key', lazy: async () => ({ Component: (await import('../templates/template-page')).TemplatePage }) },
          { path: 'settings/api-keys', lazy: async () => ({ Component: (await import('../settings/api-keys-page')).ApiKeysPage }) },
          { path: 'settings/roles', lazy: async () => ({ Component: (await import('../settings/roles-page')).RolesPage }) },
          { path: 'settings/calendars', lazy: async () => ({ Component: (await import('../settings/calendars/calendars-page')).CalendarsPage }) },
          { path: 'settings/calendars/:calendarId', lazy: async () => ({ Component: (await import('../settings/calendars/calendar-page')).CalendarPage }) },
          { path: 'settings/retention', lazy: async () => ({ Component: (await import('../settings/retention-page')).RetentionPage }) },
          { path: 'settings/erasures/:erasureId?', lazy: async () => ({ Component: (await import('../settings/erasures/erasures-page')).ErasuresPage }) },
          { path: 'settings/audit', lazy: async () => ({ Component: (await import('../settings/audit-page')).AuditPage }) },
          // One component for both: the list stays as it is while the drawer of a record opens over it.
          { path: 'records/:recordId?', lazy: async () => ({ Component: (await import('../records/records-page')).RecordsPage }) },
          { path: '*', lazy: async () => ({ Component: (await import('../ui/not-found-page')).NotFoundPage }) },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(ROUTES.map((route) => ({ ...route, HydrateFallback: FullPageSpin, ErrorBoundary: CrashPage })), {
  basename: BASE_PATH || '/',
});
