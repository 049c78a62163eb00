import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Flex, Modal, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { Failure } from '../ui/failure';
import { message } from '../ui/feedback';
import { LostTasks } from '../ui/lost-tasks';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { appNameOf, AUTHORIZATIONS_KEY, effectsQuery, type Authorization } from './queries';

interface RevokeModalProps {
  authorization: Authorization;
  open: boolean;
  onClose: () => void;
}

/** Shows what would stop before it is done: it cannot be undone. */
export function RevokeModal({ authorization, open, onClose }: RevokeModalProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const { id } = authorization;
  const { data: effects, error, refetch } = useQuery({ ...effectsQuery(id), enabled: open });
  const revoke = useMutation({
    mutationFn: () => ask(api.DELETE('/push/authorizations/{id}', { params: { path: { id } } })),
    onError: report,
    onSuccess: () => {
      message.success(t('authorizations.revoked'));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY }),
  });
  return (
    <Modal
      open={open}
      title={t('authorizations.revokeTitle', { name: appNameOf(authorization) })}
      okText={t('authorizations.revoke')}
      okButtonProps={{ danger: true, disabled: !effects }}
      cancelButtonProps={{ autoFocus: true }}
      confirmLoading={revoke.isPending}
      onOk={() => revoke.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {t('authorizations.revokeText')}
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : effects ? (
          <>
            <Typography.Text>{t('authorizations.revokeBound', { count: effects.boundPeople })}</Typography.Text>
            <LostTasks tasks={effects.tasks} total={effects.taskCount} />
          </>
        ) : (
          <Skeleton active title={false} />
        )}
      </Flex>
    </Modal>
  );
}
