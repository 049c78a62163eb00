import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Skeleton } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { later } from '../../ui/later';
import { Moment } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { useLastShown } from '../../ui/use-last-shown';
import { useBatchName } from './batch-name';
import { BatchRows } from './batch-rows';
import { BatchStateTag } from './batch-state-tag';
import { batchQuery, isOpen, type Batch } from './queries';
import { useBatchActions, type BatchActions } from './use-batch-actions';

const BatchChecking = later(async () => (await import('./batch-checking')).BatchChecking);

/** An import or match: how far it is, what it would do row by row, and the steps that it allows. */
export function BatchDrawer({ batchId, onClose }: { batchId: string | undefined; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const shown = useLastShown(batchId);
  return (
    <Drawer open={batchId !== undefined} size={860} title={t('users.batch.title')} onClose={onClose} destroyOnHidden>
      {shown && <Loading key={shown} batchId={shown} />}
    </Drawer>
  );
}

function Loading({ batchId }: { batchId: string }): ReactNode {
  const { data, error, refetch } = useQuery(batchQuery(batchId));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <BatchView batch={data} /> : <Skeleton active />;
}

function BatchView({ batch }: { batch: Batch }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useBatchName();
  const actions = useBatchActions(batch);
  const [chosen, setChosen] = useState<number[]>([]);
  const { state, stopReason, createdAt, appliedAt, undoneAt, lookups, wrongLookups } = batch;
  return (
    <Flex vertical gap={16}>
      <div>
        <Flex gap={8} align="center" wrap>
          <Typography.Title level={2} style={{ margin: 0, fontSize: 18 }}>{nameOf(batch)}</Typography.Title>
          <BatchStateTag state={state} />
        </Flex>
        <Typography.Text type="secondary">
          {t('users.batch.createdAt')}{' '}<Moment value={createdAt} />
          {appliedAt && <>{' · '}{t('users.batch.appliedAt')}{' '}<Moment value={appliedAt} /></>}
          {undoneAt && <>{' · '}{t('users.batch.undoneAt')}{' '}<Moment value={undoneAt} /></>}
          {lookups > 0 && <>{' · '}{t('users.batch.lookups', { count: lookups, wrong: wrongLookups })}</>}
        </Typography.Text>
      </div>
      {stopReason && state === 'stopped' && <Alert type="warning" showIcon title={t(`users.batch.stopReasons.${stopReason}`)} action={<Button size="small" loading={actions.busy === 'resume'} onClick={actions.resume}>{t('users.batch.resume')}</Button>} />}
      {state === 'checking' ? <Suspense><BatchChecking batch={batch} actions={actions} /></Suspense> : <Steps batch={batch} actions={actions} chosen={chosen} />}
      {state !== 'checking' && <BatchRows batch={batch} chosen={chosen} onChosen={setChosen} />}
    </Flex>
  );
}

function Steps({ batch, actions, chosen }: { batch: Batch; actions: BatchActions; chosen: number[] }): ReactNode {
  const { t } = useTranslation();
  const { state, counts } = batch;
  if (isOpen(batch)) {
    return (
      <Flex gap={8} wrap>
        <Button type="primary" disabled={counts.ok === 0} loading={actions.busy === 'apply'} onClick={() => actions.apply(chosen.length > 0 ? chosen : undefined)}>
          {chosen.length > 0 ? t('users.batch.applyChosen', { count: chosen.length }) : t('users.batch.applyAll', { count: counts.ok })}
        </Button>
        <Button loading={actions.busy === 'refresh'} onClick={actions.refresh}>{t('users.batch.refresh')}</Button>
      </Flex>
    );
  }
  return state === 'applied' && <div><Button danger loading={actions.busy === 'undo'} onClick={actions.undo}>{t('users.batch.undo')}</Button></div>;
}
