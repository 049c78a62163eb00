import type { Base } from './base';

/**
 * Texts by subject, a file each, which pages bring with them; those of every page are in base. This language gives the shape: the files of
 * en-US and each `t('…')` are checked against it by the type check. `_one` and `_other` are the two numbers of English; Chinese only ever uses `_other`.
 */
export const zhCN = {
  alarms: () => import('./alarms'),
  authorizations: () => import('./authorizations'),
  calendars: () => import('./calendars'),
  changes: () => import('./changes'),
  erasures: () => import('./erasures'),
  errors: () => import('./errors'),
  exceptions: () => import('./exceptions'),
  overview: () => import('./overview'),
  ownBindings: () => import('./own-bindings'),
  reasons: () => import('./reasons'),
  recipients: () => import('./recipients'),
  records: () => import('./records'),
  robots: () => import('./robots'),
  schedule: () => import('./schedule'),
  settings: () => import('./settings'),
  signIn: () => import('./sign-in'),
  taskDialogs: () => import('./task-dialogs'),
  taskEditor: () => import('./task-editor'),
  tasks: () => import('./tasks'),
  templates: () => import('./templates'),
  trouble: () => import('./trouble'),
  users: () => import('./users'),
};

type Sources = typeof zhCN;
export type Subject = keyof Sources;
export type { Base };
export type Messages = Base & { [S in Subject]: Awaited<ReturnType<Sources[S]>>[S & keyof Awaited<ReturnType<Sources[S]>>] };
