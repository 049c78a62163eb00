import { useInfiniteQuery } from '@tanstack/react-query';
import { Table, Tag, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../api/client';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { Typography } from '../ui/typography';
import { robotRecordsQuery } from './queries';

type RobotRecord = Schemas['RobotRecordDto'];

const COLORS: Record<RobotRecord['state'], string> = { sending: 'processing', sent: 'success', refused: 'error', unknown: 'purple' };

/** What a robot posted, newest first. */
export function RobotRecords({ robotId }: { robotId: string }): ReactNode {
  const { t } = useTranslation();
  const records = useInfiniteQuery(robotRecordsQuery(robotId));
  if (records.error && !records.data) return <Failure error={records.error} onRetry={() => void records.refetch()} />;
  const columns: TableColumnsType<RobotRecord> = [
    {
      title: t('robots.records.message'),
      key: 'title',
      render: (_, { kind, title, subjectId, reason }) => (
        <>
          {kind === 'push' && subjectId ? <Link to={`/records/${subjectId}`}>{title}</Link> : title}
          {' '}<Typography.Text type="secondary">{t(`robots.records.kinds.${kind}`)}</Typography.Text>
          {reason && <div><Typography.Text type="danger">{reason}</Typography.Text></div>}
        </>
      ),
    },
    { title: t('common.state'), key: 'state', width: 110, render: (_, { state }) => <Tag color={COLORS[state]} variant="filled">{t(`robots.records.states.${state}`)}</Tag> },
    { title: t('robots.records.sentAt'), key: 'at', width: 120, render: (_, { sentAt }) => <Moment value={sentAt} /> },
  ];
  return (
    <>
      <Table<RobotRecord>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={records.data?.pages.flatMap((page) => page.items)}
        loading={records.isPending}
        pagination={false}
        locale={{ emptyText: records.isPending ? ' ' : <ListEmpty title={t('robots.records.empty')} /> }}
      />
      <LoadMore hasMore={records.hasNextPage} loading={records.isFetchingNextPage} onMore={() => void records.fetchNextPage()} pages={records.data?.pages.length ?? 0} />
    </>
  );
}
