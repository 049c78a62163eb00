import type { ConsoleWorld } from './console-world';

export interface ConsolePage {
  /** Names its screenshots. */
  name: string;
  path: (world: ConsoleWorld) => string;
  /** Also looked at on a phone. */
  onPhones?: true;
}

/** Every page of the console that an administrator can open. */
export const CONSOLE_PAGES: readonly ConsolePage[] = [
  { name: 'overview', path: () => '/overview', onPhones: true },
  { name: 'toolbox-wecom-app', path: () => '/toolbox/wecom-app' },
  { name: 'toolbox-robots', path: () => '/toolbox/robots' },
  { name: 'toolbox-alarms', path: () => '/toolbox/alarms' },
  { name: 'users', path: () => '/users' },
  { name: 'users-batches', path: () => '/users/batches' },
  { name: 'users-changes', path: () => '/users/changes' },
  { name: 'tasks', path: () => '/tasks' },
  { name: 'task-new', path: () => '/tasks/new' },
  { name: 'task', path: ({ taskId }) => `/tasks/${taskId}` },
  { name: 'templates', path: () => '/templates' },
  { name: 'template', path: () => '/templates/markdown-digest' },
  { name: 'settings-api-keys', path: () => '/settings/api-keys' },
  { name: 'settings-roles', path: () => '/settings/roles' },
  { name: 'settings-calendars', path: () => '/settings/calendars' },
  { name: 'settings-calendar-statutory', path: () => '/settings/calendars/cn-statutory' },
  { name: 'settings-calendar', path: ({ calendarId }) => `/settings/calendars/${calendarId}`, onPhones: true },
  { name: 'settings-retention', path: () => '/settings/retention' },
  { name: 'settings-erasures', path: () => '/settings/erasures' },
  { name: 'settings-erasure', path: ({ erasureId }) => `/settings/erasures/${erasureId}` },
  { name: 'settings-audit', path: () => '/settings/audit' },
  { name: 'own-bindings', path: () => '/me/wecom', onPhones: true },
  { name: 'records', path: () => '/records', onPhones: true },
  { name: 'record', path: ({ recordId }) => `/records/${recordId}`, onPhones: true },
];
