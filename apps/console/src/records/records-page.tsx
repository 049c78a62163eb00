import { CloseOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { ProjectSelect } from '../tasks/project-select';
import { taskQuery } from '../tasks/queries';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Page, Sheet } from '../ui/page';
import { SearchBox } from '../ui/search-box';
import { useAddress } from '../ui/use-address';
import { isUnderWay, recordsQuery, type RunState } from './queries';
import { RecordDrawer } from './record-drawer';
import { RecordTable } from './record-table';

const STATES: readonly RunState[] = ['planned', 'preparing', 'sending', 'sent', 'partly_sent', 'failed', 'held', 'missed', 'cancelled'];

export function RecordsPage(): ReactNode {
  const { t } = useTranslation();
  const { recordId } = useParams();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [{ q, project, state, task }, setAddress] = useAddress('q', 'project', 'state', 'task');
  const asked = state.split(',');
  const states = STATES.filter((known) => asked.includes(known));
  const records = useInfiniteQuery(recordsQuery({ title: q || undefined, projectId: project || undefined, state: states.length > 0 ? states : undefined, taskId: task || undefined }));
  const items = records.data?.pages.flatMap((page) => page.items);

  /** The filters stay in the address of a record: who closes it is back where he was. */
  const addressOf = (id: string): string => `/records${id && `/${id}`}${params.size > 0 ? `?${params}` : ''}`;

  const empty = (): ReactNode => {
    if (records.isPending) return ' ';
    if (q || project || states.length > 0 || task) {
      return <ListEmpty title={t('records.emptyFiltered')} action={<Button onClick={() => setAddress({ q: '', project: '', state: '', task: '' })}>{t('common.clearFilters')}</Button>} />;
    }
    return <ListEmpty title={t('records.empty')} text={t('records.emptyText')} action={<Link to="/tasks"><Button type="primary">{t('records.goTasks')}</Button></Link>} />;
  };

  return (
    <Page title={t('records.title')} description={t('records.description')}>
      <Sheet>
        <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
          <SearchBox value={q} placeholder={t('records.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} width={320} />
          <ProjectSelect value={project} onChange={(id) => setAddress({ project: id })} />
          <Select<RunState[]>
            mode="multiple"
            allowClear
            showSearch={false}
            maxTagCount="responsive"
            aria-label={t('common.state')}
            placeholder={t('records.allStates')}
            value={states}
            options={STATES.map((value) => ({ value, label: t(`states.run.${value}`) }))}
            onChange={(chosen) => setAddress({ state: chosen.join(',') })}
            style={{ minWidth: 200, maxWidth: 360 }}
          />
          {task && <TaskFilter taskId={task} onClear={() => setAddress({ task: '' })} />}
          <Typography.Text type="secondary" role="status" style={{ marginInlineStart: 'auto' }}>{items?.some(isUnderWay) && t('records.live')}</Typography.Text>
        </Flex>
        {records.error ? (
          <Failure error={records.error} onRetry={() => void records.refetch()} />
        ) : (
          <>
            <RecordTable records={items} loading={records.isPending} empty={empty()} addressOf={addressOf} />
            <LoadMore hasMore={records.hasNextPage} loading={records.isFetchingNextPage} onMore={() => void records.fetchNextPage()} pages={records.data?.pages.length ?? 0} />
          </>
        )}
      </Sheet>
      <RecordDrawer recordId={recordId} onClose={() => void navigate(addressOf(''))} />
    </Page>
  );
}

function TaskFilter({ taskId, onClear }: { taskId: string; onClear: () => void }): ReactNode {
  const { t } = useTranslation();
  // The task may be deleted; its records stay.
  const { data } = useQuery({ ...taskQuery(taskId), retry: false });
  return <Tag closable closeIcon={<CloseOutlined aria-label={t('common.clearFilters')} />} color="blue" variant="filled" onClose={onClear}>{t('records.ofTask', { title: data?.title ?? taskId })}</Tag>;
}
