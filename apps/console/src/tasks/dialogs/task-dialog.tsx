import { Suspense, type ReactNode } from 'react';
import type { PushTask } from '../queries';
import { later } from '../../ui/later';

export type DialogKind = 'run' | 'copy' | 'history' | 'day';

export interface DialogProps {
  task: PushTask;
  onClose: () => void;
}

const DIALOGS = {
  run: later(async () => (await import('./run-modal')).RunModal, 'recipients', 'schedule', 'taskDialogs', 'taskEditor', 'tasks'),
  copy: later(async () => (await import('./copy-modal')).CopyModal, 'schedule', 'taskDialogs', 'taskEditor'),
  history: later(async () => (await import('../history/history-drawer')).HistoryDrawer, 'changes', 'schedule', 'taskDialogs'),
  day: later(async () => (await import('./day-drawer')).DayDrawer, 'reasons', 'taskDialogs', 'tasks'),
};

/** What can be opened over a list or the editor for one task. */
export function TaskDialog({ kind, ...props }: DialogProps & { kind: DialogKind }): ReactNode {
  const Dialog = DIALOGS[kind];
  return <Suspense><Dialog {...props} /></Suspense>;
}
