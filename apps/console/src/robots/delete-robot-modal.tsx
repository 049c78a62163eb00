import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Modal, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { useProjectNames } from '../tasks/use-project-names';
import { Failure } from '../ui/failure';
import { message } from '../ui/feedback';
import { LostTasks } from '../ui/lost-tasks';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { robotEffectsQuery, ROBOTS_KEY, type Robot } from './queries';

interface DeleteRobotModalProps {
  robot: Robot;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** A robot that tasks post through cannot be deleted: they are shown, so that one knows where to change it. */
export function DeleteRobotModal({ robot, open, onClose, onDeleted }: DeleteRobotModalProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const projectName = useProjectNames();
  const { id, name } = robot;
  const { data: effects, error, refetch } = useQuery({ ...robotEffectsQuery(id), enabled: open });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE('/push/robots/{id}', { params: { path: { id } } })),
    onError: report,
    onSuccess: () => {
      message.success(t('robots.deleted'));
      onDeleted();
      queries.removeQueries({ queryKey: [...ROBOTS_KEY, id] });
      void queries.invalidateQueries({ queryKey: ROBOTS_KEY });
    },
  });
  return (
    <Modal
      open={open}
      title={t('robots.deleteTitle', { name })}
      okText={t('common.delete')}
      okButtonProps={{ danger: true, disabled: !effects || effects.taskCount > 0 }}
      confirmLoading={remove.isPending}
      onOk={() => remove.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {t('robots.deleteText')}
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : effects ? (
          <>
            {effects.taskCount > 0 && <Alert type="warning" showIcon title={t('errors.ROBOT_IN_USE')} />}
            <LostTasks tasks={effects.tasks} total={effects.taskCount} />
            {effects.notifiedProjects.length > 0 && <Typography.Text>{t('robots.deleteNotified', { names: effects.notifiedProjects.map(projectName).join(t('common.joiner')) })}</Typography.Text>}
          </>
        ) : (
          <Skeleton active title={false} />
        )}
      </Flex>
    </Modal>
  );
}
