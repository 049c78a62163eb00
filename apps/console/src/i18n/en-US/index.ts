import type { Messages, Subject } from '../zh-CN';

export const enUS: { [S in Subject]: () => Promise<Record<S, Messages[S]>> } = {
  alarms: () => import('./alarms'),
  authorizations: () => import('./authorizations'),
  calendars: () => import('./calendars'),
  erasures: () => import('./erasures'),
  errors: () => import('./errors'),
  exceptions: () => import('./exceptions'),
  overview: () => import('./overview'),
  ownBindings: () => import('./own-bindings'),
  reasons: () => import('./reasons'),
  records: () => import('./records'),
  robots: () => import('./robots'),
  schedule: () => import('./schedule'),
  settings: () => import('./settings'),
  signIn: () => import('./sign-in'),
  taskEditor: () => import('./task-editor'),
  tasks: () => import('./tasks'),
  templates: () => import('./templates'),
  trouble: () => import('./trouble'),
  users: () => import('./users'),
};
