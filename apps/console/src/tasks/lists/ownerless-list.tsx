import { useInfiniteQuery } from '@tanstack/react-query';
import { type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import { BulkBar } from '../bulk/bulk-bar';
import { ownerlessQuery } from '../queries';
import { Typography } from '../../ui/typography';
import { NextRun } from './cells';
import { TaskTable } from './task-table';
import { useSelection } from './use-selection';

type OwnerlessTask = Schemas['OwnerlessTaskDto'];

/** Tasks of people who left, to be handed over. They go on meanwhile. */
export function OwnerlessList(): ReactNode {
  const { t } = useTranslation();
  const tasks = useInfiniteQuery(ownerlessQuery);
  const selection = useSelection<OwnerlessTask>();
  const shown = tasks.data?.pages.flatMap((page) => page.items);
  const about: TableColumnsType<OwnerlessTask> = [
    { title: t('tasks.formerOwner'), key: 'owner', render: (_, { ownerName, ownerUserId }) => ownerName ?? ownerUserId },
    { title: t('tasks.ownerGoneSince'), key: 'since', width: 140, render: (_, { ownerGoneSince }) => <Moment value={ownerGoneSince} /> },
    { title: t('tasks.nextRun'), key: 'next', width: 120, render: (_, { nextRunAt }) => <NextRun at={nextRunAt} /> },
  ];
  if (tasks.error) return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  return (
    <>
      <Typography.Paragraph type="secondary">{t('tasks.ownerlessHint')}</Typography.Paragraph>
      <BulkBar tasks={selection.chosen} onAll={() => selection.chooseAll(shown)} onClear={selection.clear} />
      <TaskTable tasks={shown} loading={tasks.isPending} empty={tasks.isPending ? ' ' : <ListEmpty title={t('tasks.noOwnerless')} />} about={about} selection={selection.props} />
      <LoadMore hasMore={tasks.hasNextPage} loading={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} pages={tasks.data?.pages.length ?? 0} />
    </>
  );
}
