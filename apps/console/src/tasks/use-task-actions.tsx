import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { api, ask } from '../api/client';
import { useReportError } from '../ui/use-report-error';
import { TASKS_KEY, type PushTask } from './queries';

export interface TaskActions {
  setEnabled: (task: PushTask, enabled: boolean) => Promise<void>;
  /** Asks first, then sends to the owner only. */
  test: (task: PushTask) => void;
  /** Asks first, then sends to all recipients. */
  runNow: (task: PushTask) => void;
  /** Asks first. */
  remove: (task: PushTask, onDone?: () => void) => void;
}

const paramsOf = ({ id }: PushTask) => ({ params: { path: { id } } });

export function useTaskActions(): TaskActions {
  const { t } = useTranslation();
  const { message, modal, notification } = App.useApp();
  const report = useReportError();
  const queries = useQueryClient();
  const navigate = useNavigate();

  /** Errors are told; the lists show the truth either way. */
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      report(error as Error);
    }
    await queries.invalidateQueries({ queryKey: TASKS_KEY });
  };

  const started = (title: string, recordId: string): void => {
    const key = `started-${recordId}`;
    const open = (): void => {
      notification.destroy(key);
      void navigate(`/records/${recordId}`);
    };
    notification.success({ key, title, actions: <Button type="primary" size="small" onClick={open}>{t('tasks.viewRecord')}</Button>, duration: 10 });
  };

  return {
    setEnabled: (task, enabled) =>
      attempt(async () => {
        await ask(enabled ? api.POST('/push/tasks/{id}/enable', paramsOf(task)) : api.POST('/push/tasks/{id}/disable', paramsOf(task)));
        void message.success(t(enabled ? 'tasks.enabled' : 'tasks.disabled'));
      }),

    test: (task) =>
      void modal.confirm({
        title: t('tasks.testTitle', { title: task.title }),
        content: t('tasks.editor.ownerHint'),
        okText: t('tasks.test'),
        onOk: () => attempt(async () => started(t('tasks.testStarted'), (await ask(api.POST('/push/tasks/{id}/test', paramsOf(task)))).recordId)),
      }),

    runNow: (task) => {
      const count = task.recipients.userIds?.length ?? 0;
      void modal.confirm({
        title: t('tasks.runTitle', { title: task.title }),
        content: t('tasks.runText', { count }),
        okText: t('tasks.runConfirm', { count }),
        onOk: () => attempt(async () => started(t('tasks.runStarted'), (await ask(api.POST('/push/tasks/{id}/run', paramsOf(task)))).recordId)),
      });
    },

    remove: (task, onDone) =>
      void modal.confirm({
        title: t('tasks.deleteTitle', { title: task.title }),
        content: t('tasks.deleteText'),
        okText: t('common.delete'),
        okButtonProps: { danger: true },
        focusable: { autoFocusButton: 'cancel' },
        onOk: () =>
          attempt(async () => {
            await ask(api.DELETE('/push/tasks/{id}', paramsOf(task)));
            void message.success(t('tasks.deleted'));
            onDone?.();
          }),
      }),
  };
}
