import { useInfiniteQuery } from '@tanstack/react-query';
import { Flex, Segmented, Table, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { api, ask } from '../api/client';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { ROWS_IN_SIGHT } from '../ui/rows-in-sight';
import { DeliveryStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { ExportMenu } from './export-menu';
import { deliveriesQuery, isUnderWay, pendingOf, type Delivery, type DeliveryState, type RecordDetail } from './queries';
import { ReasonText } from './reason-text';

const STATES: readonly DeliveryState[] = ['pending', 'sent', 'rejected', 'skipped', 'expired', 'unknown'];

export function RecordPeople({ record, hearing }: { record: RecordDetail; hearing: boolean }): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<DeliveryState | 'all'>('all');
  const underWay = isUnderWay(record);
  const people = useInfiniteQuery(deliveriesQuery(record.id, state === 'all' ? undefined : state, underWay, hearing));
  const countOf = (wanted: DeliveryState): number => (wanted === 'pending' ? pendingOf(record.counts) : record.counts[wanted]);

  const columns: TableColumnsType<Delivery> = [
    {
      title: t('records.drawer.name'),
      key: 'name',
      render: (_, { hostUserId, hostUserName, wecomUserId, robot, erased }) => <>{robot || erased ? hostUserName : <Link to={`/records?person=${encodeURIComponent(hostUserId)}`} title={t('records.ofPerson')} style={{ color: 'inherit' }}>{hostUserName}</Link>}{(robot || wecomUserId !== null) && <><br /><Typography.Text type="secondary">{robot ? t('records.drawer.robot') : wecomUserId}</Typography.Text></>}</>,
    },
    { title: t('records.drawer.result'), key: 'state', width: 110, render: (_, { state: now, recalledAt }) => <><DeliveryStateTag state={now} />{recalledAt && <><br /><Typography.Text type="secondary">{t('records.drawer.recalled')}</Typography.Text></>}</> },
    { title: t('records.drawer.reason'), key: 'reason', render: (_, { reason }) => reason && <ReasonText reason={reason} /> },
    { title: t('records.drawer.settledAt'), key: 'at', width: 120, render: (_, { settledAt }) => settledAt && <Moment value={settledAt} /> },
  ];

  if (people.error && !people.data) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  const filters = STATES.filter((known) => countOf(known) > 0 || known === state);
  return (
    <>
      <Flex justify="space-between" gap={12} wrap style={{ marginBottom: 12, overflow: 'auto' }}>
        {filters.length > 1 && (
          <Segmented<DeliveryState | 'all'>
            aria-label={t('records.drawer.result')}
            value={state}
            onChange={setState}
            options={[{ value: 'all' as const, label: t('records.drawer.filterAll') }, ...filters.map((value) => ({ value, label: `${t(`states.delivery.${value}`)} ${countOf(value)}` }))]}
          />
        )}
        {people.data && (
          <ExportMenu
            name={t('records.export.people')}
            read={async (form) => (await ask<unknown>(api.GET('/push/records/{id}/deliveries/export', { params: { path: { id: record.id }, query: { ...form, state: state === 'all' ? undefined : state } }, parseAs: 'blob' }))) as Blob}
          />
        )}
      </Flex>
      <Table<Delivery>
        {...ROWS_IN_SIGHT}
        size="small"
        rowKey="hostUserId"
        columns={columns}
        dataSource={people.data?.pages.flatMap((page) => page.items)}
        loading={people.isPending}
        pagination={false}
        scroll={{ x: 560 }}
        locale={{ emptyText: people.isPending ? ' ' : <ListEmpty title={t(underWay ? 'records.drawer.noPeopleYet' : 'records.drawer.noPeople')} /> }}
      />
      <LoadMore hasMore={people.hasNextPage} loading={people.isFetchingNextPage} onMore={() => void people.fetchNextPage()} pages={people.data?.pages.length ?? 0} />
    </>
  );
}
