import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Table, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import { onceOpen } from '../../ui/once-open';
import { Typography } from '../../ui/typography';
import { ErasureStateTag } from './erasure-state-tag';
import { erasuresQuery, type AtHost, type Erasure } from './queries';

const RequestModal = onceOpen(async () => (await import('./request-modal')).RequestModal, ({ open }) => open, 'erasures', 'schedule');

interface ErasureListProps {
  addressOf: (id: string) => string;
  onRequested: (requested: { id: string; atHost: AtHost }) => void;
}

export function ErasureList({ addressOf, onRequested }: ErasureListProps): ReactNode {
  const { t } = useTranslation();
  const [requesting, setRequesting] = useState(false);
  const list = useInfiniteQuery(erasuresQuery);
  const columns: TableColumnsType<Erasure> = [
    { title: t('erasures.who'), key: 'who', render: (_, { id, names, hostUserId, pseudonym }) => <Link to={addressOf(id)}><Typography.Text strong style={{ color: 'inherit' }}>{names[0] ?? hostUserId ?? pseudonym}</Typography.Text></Link> },
    { title: t('common.state'), key: 'state', width: 140, render: (_, { state }) => <ErasureStateTag state={state} /> },
    { title: t('erasures.requestedAt'), key: 'at', width: 130, render: (_, { requestedAt }) => <Moment value={requestedAt} /> },
    { title: t('erasures.endedAt'), key: 'ended', width: 130, render: (_, { endedAt }) => (endedAt ? <Moment value={endedAt} /> : '—') },
  ];
  const ask = <Button type="primary" onClick={() => setRequesting(true)}>{t('erasures.create')}</Button>;
  return (
    <>
      <Flex justify="space-between" align="center" gap={12} wrap style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary" style={{ flex: '1 1 320px' }}>{t('erasures.description')}</Typography.Text>
        {ask}
      </Flex>
      {list.error ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <>
          <Table<Erasure>
            rowKey="id"
            columns={columns}
            dataSource={list.data?.pages.flatMap((page) => page.items)}
            loading={list.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: list.isPending ? ' ' : <ListEmpty title={t('erasures.empty')} /> }}
          />
          <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} pages={list.data?.pages.length ?? 0} />
        </>
      )}
      <RequestModal
        open={requesting}
        onClose={() => setRequesting(false)}
        onRequested={(requested) => {
          setRequesting(false);
          onRequested(requested);
        }}
      />
    </>
  );
}
