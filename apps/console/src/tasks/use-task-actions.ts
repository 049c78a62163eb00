import { useQueryClient } from '@tanstack/react-query';

import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { confirm, message } from '../ui/feedback';
import { useReportError } from '../ui/use-report-error';
import { TASKS_KEY, type PushTask } from './queries';
import { useRunStarted } from './use-run-started';

export interface TaskActions {
  setEnabled: (task: PushTask, enabled: boolean) => Promise<void>;
  /** Asks first, then sends to the owner only. */
  test: (task: PushTask) => void;
  /** Asks first. */
  remove: (task: PushTask) => void;
}

const paramsOf = ({ id }: PushTask) => ({ params: { path: { id } } });

export function useTaskActions(): TaskActions {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const started = useRunStarted();

  /** Errors are told; the lists show the truth either way. */
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      report(error as Error);
    }
    await queries.invalidateQueries({ queryKey: TASKS_KEY });
  };

  return {
    setEnabled: (task, enabled) =>
      attempt(async () => {
        await ask(enabled ? api.POST('/push/tasks/{id}/enable', paramsOf(task)) : api.POST('/push/tasks/{id}/disable', paramsOf(task)));
        message.success(t(enabled ? 'tasks.enabled' : 'tasks.disabled'));
      }),

    test: (task) =>
      confirm({
        title: t('tasks.testTitle', { title: task.title }),
        content: t('tasks.ownerHint'),
        okText: t('tasks.test'),
        onOk: () => attempt(async () => started(t('tasks.testStarted'), (await ask(api.POST('/push/tasks/{id}/test', paramsOf(task)))).recordId)),
      }),

    remove: (task) =>
      confirm({
        title: t('tasks.deleteTitle', { title: task.title }),
        content: t('tasks.deleteText'),
        okText: t('common.delete'),
        okButtonProps: { danger: true },
        focusable: { autoFocusButton: 'cancel' },
        onOk: () =>
          attempt(async () => {
            await ask(api.DELETE('/push/tasks/{id}', paramsOf(task)));
            message.success(t('tasks.deleted'));
          }),
      }),
  };
}
