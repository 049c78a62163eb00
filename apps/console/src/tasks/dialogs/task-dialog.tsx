import { lazy, Suspense, type ReactNode } from 'react';
import type { PushTask } from '../queries';

export type DialogKind = 'run' | 'copy' | 'history' | 'day';

export interface DialogProps {
  task: PushTask;
  onClose: () => void;
}

const DIALOGS = {
  run: lazy(async () => ({ default: (await import('./run-modal')).RunModal })),
  copy: lazy(async () => ({ default: (await import('./copy-modal')).CopyModal })),
  history: lazy(async () => ({ default: (await import('../history/history-drawer')).HistoryDrawer })),
  day: lazy(async () => ({ default: (await import('./day-drawer')).DayDrawer })),
};

/** What can be opened over a list or the editor for one task. */
export function TaskDialog({ kind, ...props }: DialogProps & { kind: DialogKind }): ReactNode {
  const Dialog = DIALOGS[kind];
  return <Suspense><Dialog {...props} /></Suspense>;
}
