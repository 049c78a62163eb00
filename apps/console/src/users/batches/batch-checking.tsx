import { Button, Flex, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from './queries';
import type { BatchActions } from './use-batch-actions';

/** How far it is, while its people are looked up. */
export function BatchChecking({ batch: { counts }, actions }: { batch: Batch; actions: BatchActions }): ReactNode {
  const { t } = useTranslation();
  const { total, pending } = counts;
  return (
    <Flex vertical gap={12} align="flex-start">
      <Progress percent={total === 0 ? 0 : Math.floor((100 * (total - pending)) / total)} status="active" aria-label={t('users.batch.states.checking')} />
      <span role="status">{t('users.batch.checking', { done: total - pending, total })}</span>
      <Button loading={actions.busy === 'stop'} onClick={actions.stop}>{t('users.batch.stop')}</Button>
    </Flex>
  );
}
