import { useInfiniteQuery } from '@tanstack/react-query';
import { type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../../api/client';
import { useReasonText } from '../../records/use-reason-text';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import { BulkBar } from '../bulk/bulk-bar';
import { failingQuery } from '../queries';
import { Typography } from '../../ui/typography';
import { TaskTable } from './task-table';
import { useSelection } from './use-selection';

type FailingTask = Schemas['FailingTaskDto'];

/** What failed in all projects: why, and what mends it. */
export function FailingList(): ReactNode {
  const { t } = useTranslation();
  const tasks = useInfiniteQuery(failingQuery);
  const selection = useSelection<FailingTask>();
  const shown = tasks.data?.pages.flatMap((page) => page.items);
  const about: TableColumnsType<FailingTask> = [
    { title: t('tasks.cause'), key: 'cause', render: (_, { failure }) => <Cause failure={failure} /> },
    { title: t('tasks.failedAt'), key: 'at', width: 120, render: (_, { failure }) => failure && <Link to={`/records/${failure.recordId}`} title={t('tasks.viewRecord')}><Moment value={failure.at} /></Link> },
    { title: t('tasks.owner'), key: 'owner', responsive: ['lg'], render: (_, { ownerName, ownerUserId }) => ownerName ?? ownerUserId },
  ];
  if (tasks.error) return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  return (
    <>
      <BulkBar tasks={selection.chosen} onAll={() => selection.chooseAll(shown)} onClear={selection.clear} />
      <TaskTable tasks={shown} loading={tasks.isPending} empty={tasks.isPending ? ' ' : <ListEmpty title={t('tasks.noFailing')} />} about={about} selection={selection.props} />
      <LoadMore hasMore={tasks.hasNextPage} loading={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} pages={tasks.data?.pages.length ?? 0} />
    </>
  );
}

function Cause({ failure }: { failure: FailingTask['failure'] }): ReactNode {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  if (!failure) return <Typography.Text type="secondary">{t('tasks.causeGone')}</Typography.Text>;
  const { reasonCode, cause, remedy } = failure;
  return (
    <div style={{ maxWidth: 420 }}>
      {reasonCode === null ? cause : reasonText({ code: reasonCode, text: cause })}
      <br />
      <Typography.Text type="secondary">{t('failure.remedy', { text: remedy })}</Typography.Text>
    </div>
  );
}
