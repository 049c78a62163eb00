import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Modal, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { Failure } from '../ui/failure';
import { message, notification } from '../ui/feedback';
import { LostTasks } from '../ui/lost-tasks';
import { useReportError } from '../ui/use-report-error';
import { unbindEffectsQuery, USERS_KEY, type ListedUser } from './queries';

interface UnbindModalProps {
  user: ListedUser;
  authorizationId: string;
  open: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Shows which tasks lose the person before the binding is taken away; afterwards it can be put back. */
export function UnbindModal({ user, authorizationId, open, onClose, onDone }: UnbindModalProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const { hostUserId, name, binding } = user;
  const { data: effects, error, refetch } = useQuery({ ...unbindEffectsQuery(authorizationId, hostUserId), enabled: open });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: USERS_KEY });

  const putBack = async (wecomUserId: string): Promise<void> => {
    notification.destroy(hostUserId);
    try {
      await ask(api.PUT('/push/users/{hostUserId}/binding', { params: { path: { hostUserId } }, body: { authorizationId, wecomUserId } }));
      message.success(t('users.putBack'));
    } catch (failure) {
      report(failure as Error);
    }
    await refresh();
  };

  const unbind = useMutation({
    mutationFn: () => ask(api.DELETE('/push/users/{hostUserId}/binding', { params: { path: { hostUserId }, query: { authorizationId } } })),
    onError: report,
    onSuccess: () => {
      const undo = binding && <Button size="small" onClick={() => void putBack(binding.wecomUserId)}>{t('users.undo')}</Button>;
      notification.success({ key: hostUserId, title: t('users.unbound', { name }), actions: undo, duration: 10 });
      onClose();
      onDone?.();
    },
    onSettled: refresh,
  });

  return (
    <Modal
      open={open}
      title={t('users.unbindTitle', { name })}
      okText={t('users.unbind')}
      okButtonProps={{ danger: true, disabled: !effects }}
      cancelButtonProps={{ autoFocus: true }}
      confirmLoading={unbind.isPending}
      onOk={() => unbind.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        {t('users.unbindText', { name })}
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : effects ? <LostTasks tasks={effects.tasks} total={effects.tasks.length} /> : <Skeleton active title={false} />}
      </Flex>
    </Modal>
  );
}
