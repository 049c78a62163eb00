import { useInfiniteQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import { Sheet } from '../../ui/page';
import { Typography } from '../../ui/typography';
import { useBatchName } from './batch-name';
import { BatchStateTag } from './batch-state-tag';
import { batchesQuery, type Batch } from './queries';

interface BatchTableProps {
  authorizationId: string;
  addressOf: (batchId: string) => string;
}

export function BatchTable({ authorizationId, addressOf }: BatchTableProps): ReactNode {
  const { t } = useTranslation();
  const nameOf = useBatchName();
  const batches = useInfiniteQuery(batchesQuery(authorizationId));
  const columns: TableColumnsType<Batch> = [
    { title: t('users.batch.what'), key: 'name', render: (_, batch) => <Link to={addressOf(batch.id)}><Typography.Text strong style={{ color: 'inherit' }}>{nameOf(batch)}</Typography.Text></Link> },
    { title: t('common.state'), key: 'state', width: 120, render: (_, { state }) => <BatchStateTag state={state} /> },
    {
      title: t('users.batch.result'),
      key: 'result',
      render: (_, { state, counts: { total, pending, ok, error, applied, undone } }) => {
        if (state === 'checking') return t('users.batch.progress', { done: total - pending, total });
        if (state === 'undone') return t('users.batch.undoneOf', { undone, applied });
        return state === 'applied' ? t('users.batch.appliedOf', { applied, total }) : t('users.batch.found', { ok, error });
      },
    },
    { title: t('users.batch.createdAt'), key: 'at', width: 130, render: (_, { createdAt }) => <Moment value={createdAt} /> },
  ];
  return (
    <Sheet>
      <Typography.Title level={2} style={{ margin: '0 0 12px', fontSize: 16 }}>{t('users.batch.list')}</Typography.Title>
      {batches.error ? (
        <Failure error={batches.error} onRetry={() => void batches.refetch()} />
      ) : (
        <>
          <Table<Batch>
            rowKey="id"
            columns={columns}
            dataSource={batches.data?.pages.flatMap((page) => page.items)}
            loading={batches.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: batches.isPending ? ' ' : <ListEmpty title={t('users.batch.empty')} /> }}
          />
          <LoadMore hasMore={batches.hasNextPage} loading={batches.isFetchingNextPage} onMore={() => void batches.fetchNextPage()} pages={batches.data?.pages.length ?? 0} />
        </>
      )}
    </Sheet>
  );
}
