import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Modal, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Failure } from '../../ui/failure';
import { message } from '../../ui/feedback';
import { LostTasks } from '../../ui/lost-tasks';
import { useReportError } from '../../ui/use-report-error';
import { calendarEffectsQuery, CALENDARS_KEY } from './queries';

interface DeleteCalendarModalProps {
  calendar: { id: string; name: string };
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** A calendar that tasks keep to cannot be deleted: they are shown, so that one knows where to change it. */
export function DeleteCalendarModal({ calendar: { id, name }, open, onClose, onDeleted }: DeleteCalendarModalProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const { data: effects, error, refetch } = useQuery({ ...calendarEffectsQuery(id), enabled: open });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/push/calendars/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      message.success(t('calendars.deleted'));
      onDeleted();
      queries.removeQueries({ queryKey: [...CALENDARS_KEY, id] });
      void queries.invalidateQueries({ queryKey: CALENDARS_KEY });
    },
    onError: (failure) => {
      report(failure);
      void refetch();
    },
  });
  return (
    <Modal
      open={open}
      title={t('calendars.deleteTitle', { name })}
      okText={t('common.delete')}
      okButtonProps={{ danger: true, disabled: !effects || effects.taskCount > 0 }}
      cancelButtonProps={{ autoFocus: true }}
      confirmLoading={remove.isPending}
      onOk={() => remove.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {t('calendars.deleteText')}
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : effects ? (
          <>
            {effects.taskCount > 0 && <Alert type="warning" showIcon title={t('errors.CALENDAR_IN_USE')} />}
            <LostTasks tasks={effects.tasks} total={effects.taskCount} />
          </>
        ) : (
          <Skeleton active title={false} />
        )}
      </Flex>
    </Modal>
  );
}
