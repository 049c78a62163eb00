import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { FilterSelect } from '../../ui/filter-select';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { SearchBox } from '../../ui/search-box';
import { useAddress } from '../../ui/use-address';
import { BulkBar } from '../bulk/bulk-bar';
import { ProjectSelect } from '../project-select';
import { tasksQuery, type ListedTask, type PushTaskState } from '../queries';
import { TaskTable } from './task-table';
import { useSelection } from './use-selection';

const STATES: readonly PushTaskState[] = ['enabled', 'disabled', 'stopped'];

export function AllList({ create }: { create: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const [{ q, project, state }, setAddress] = useAddress('q', 'project', 'state');
  const wanted = STATES.find((known) => known === state);
  const tasks = useInfiniteQuery(tasksQuery({ title: q || undefined, projectId: project || undefined, state: wanted }));
  const selection = useSelection<ListedTask>();
  const shown = tasks.data?.pages.flatMap((page) => page.items);

  const empty = (): ReactNode => {
    if (tasks.isPending) return ' ';
    if (q || project || wanted) return <ListEmpty title={t('tasks.emptyFiltered')} action={<Button onClick={() => setAddress({ q: '', project: '', state: '' })}>{t('common.clearFilters')}</Button>} />;
    return create ? <ListEmpty title={t('tasks.empty')} text={t('tasks.emptyText')} action={create} /> : <ListEmpty title={t('tasks.emptyViewer')} />;
  };

  return (
    <>
      <Flex gap={12} wrap style={{ marginBottom: 16 }}>
        <SearchBox value={q} placeholder={t('tasks.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} />
        <ProjectSelect value={project} onChange={(id) => setAddress({ project: id })} />
        <FilterSelect<PushTaskState>
          aria-label={t('common.state')}
          placeholder={t('tasks.allStates')}
          value={wanted}
          options={STATES.map((value) => ({ value, label: t(`states.task.${value}`) }))}
          onChange={(value: PushTaskState | undefined) => setAddress({ state: value ?? '' })}
          style={{ width: 150 }}
        />
      </Flex>
      <BulkBar tasks={selection.chosen} onAll={() => selection.chooseAll(shown)} onClear={selection.clear} />
      {tasks.error ? (
        <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />
      ) : (
        <>
          <TaskTable tasks={shown} loading={tasks.isPending} empty={empty()} selection={selection.props} />
          <LoadMore hasMore={tasks.hasNextPage} loading={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} pages={tasks.data?.pages.length ?? 0} />
        </>
      )}
    </>
  );
}
