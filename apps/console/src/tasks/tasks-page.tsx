import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useRights } from '../session/me';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Page, Sheet } from '../ui/page';
import { SearchBox } from '../ui/search-box';
import { useAddress } from '../ui/use-address';
import { ProjectSelect } from './project-select';
import { tasksQuery, type PushTaskState } from './queries';
import { TaskTable } from './task-table';

const STATES: readonly PushTaskState[] = ['enabled', 'disabled', 'stopped'];

export function TasksPage(): ReactNode {
  const { t } = useTranslation();
  const rights = useRights();
  const [{ q, project, state }, setAddress] = useAddress('q', 'project', 'state');
  const wanted = STATES.find((known) => known === state);
  const tasks = useInfiniteQuery(tasksQuery({ title: q || undefined, projectId: project || undefined, state: wanted }));
  const mayCreate = project ? rights.mayEdit(project) : rights.editsAnywhere;
  const create = mayCreate && (
    <Link to={`/tasks/new${project && `?project=${encodeURIComponent(project)}`}`}><Button type="primary" icon={<PlusOutlined aria-hidden />}>{t('tasks.create')}</Button></Link>
  );

  const empty = (): ReactNode => {
    if (tasks.isPending) return ' ';
    if (q || project || wanted) return <ListEmpty title={t('tasks.emptyFiltered')} action={<Button onClick={() => setAddress({ q: '', project: '', state: '' })}>{t('common.clearFilters')}</Button>} />;
    return mayCreate ? <ListEmpty title={t('tasks.empty')} text={t('tasks.emptyText')} action={create} /> : <ListEmpty title={t('tasks.emptyViewer')} />;
  };

  return (
    <Page title={t('tasks.title')} description={t('tasks.description')} actions={create}>
      <Sheet>
        <Flex gap={12} wrap style={{ marginBottom: 16 }}>
          <SearchBox value={q} placeholder={t('tasks.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} />
          <ProjectSelect value={project} onChange={(id) => setAddress({ project: id })} />
          <Select
            allowClear
            aria-label={t('common.state')}
            placeholder={t('tasks.allStates')}
            value={wanted}
            options={STATES.map((value) => ({ value, label: t(`states.task.${value}`) }))}
            onChange={(value: PushTaskState | undefined) => setAddress({ state: value ?? '' })}
            style={{ width: 150 }}
          />
        </Flex>
        {tasks.error ? (
          <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />
        ) : (
          <>
            <TaskTable tasks={tasks.data?.pages.flatMap((page) => page.items)} loading={tasks.isPending} empty={empty()} />
            <LoadMore hasMore={tasks.hasNextPage} loading={tasks.isFetchingNextPage} onMore={() => void tasks.fetchNextPage()} pages={tasks.data?.pages.length ?? 0} />
          </>
        )}
      </Sheet>
    </Page>
  );
}
