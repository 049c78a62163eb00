import { CloseOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Flex, Tag } from 'antd';
import dayjs from 'dayjs';
import { useDeferredValue, useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { api, ask, type Schemas } from '../api/client';
import { ProjectSelect } from '../tasks/project-select';
import { taskQuery } from '../tasks/queries';
import { DayRange } from '../ui/day-range';
import { Failure } from '../ui/failure';
import { FilterSelect } from '../ui/filter-select';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Page, Sheet } from '../ui/page';
import { SearchBox } from '../ui/search-box';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import { ExportMenu } from './export-menu';
import { countQuery, isUnderWay, recordsQuery, type RunState } from './queries';
import { PersonFilter } from './person-filter';
import { RecordTable } from './record-table';

type RunTrigger = Schemas['RunTrigger'];
const TRIGGERS: readonly RunTrigger[] = ['schedule', 'manual', 'test', 'replay'];
const isTrigger = (text: string): text is RunTrigger => TRIGGERS.includes(text as RunTrigger);

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs(text).isValid();

const STATES: readonly RunState[] = ['planned', 'preparing', 'sending', 'sent', 'partly_sent', 'failed', 'held', 'missed', 'cancelled'];

interface RecordListProps {
  /** News of pushes under way come by themselves. */
  hearing: boolean;
  /** Told the ids of those under way, joined by commas. */
  onUnderWay: (ids: string) => void;
  /** Address of one of them, with the filters. */
  addressOf: (id: string) => string;
}

export function RecordList({ hearing, onUnderWay, addressOf }: RecordListProps): ReactNode {
  const { t } = useTranslation();
  const [{ q, project, state, task, person, trigger, from, to }, setAddress] = useAddress('q', 'project', 'state', 'task', 'person', 'trigger', 'from', 'to');
  const asked = state.split(',');
  const states = STATES.filter((known) => asked.includes(known));
  const filter = {
    title: q || undefined,
    projectId: project || undefined,
    state: states.length > 0 ? states : undefined,
    taskId: task || undefined,
    hostUserId: person || undefined,
    trigger: isTrigger(trigger) ? [trigger] : undefined,
    from: isDay(from) ? dayjs(from).toISOString() : undefined,
    // The last day counts as well.
    to: isDay(to) ? dayjs(to).add(1, 'day').toISOString() : undefined,
  };
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const records = useInfiniteQuery(recordsQuery(filter, hearing));
  const { data: counted } = useQuery(countQuery(filter));
  const items = useMemo(() => records.data?.pages.flatMap((page) => page.items), [records.data]);
  // Drawn in pieces, between which the browser goes on scrolling.
  const shown = useDeferredValue(items);
  const underWay = items?.filter(isUnderWay).map(({ id }) => id).join() ?? '';
  useEffect(() => onUnderWay(underWay), [underWay, onUnderWay]);

  const empty = (): ReactNode => {
    if (records.isPending) return ' ';
    if (filtered) {
      return <ListEmpty title={t('records.emptyFiltered')} action={<Button onClick={() => setAddress({ q: '', project: '', state: '', task: '', person: '', trigger: '', from: '', to: '' })}>{t('common.clearFilters')}</Button>} />;
    }
    return <ListEmpty title={t('records.empty')} text={t('records.emptyText')} action={<Link to="/tasks"><Button type="primary">{t('records.goTasks')}</Button></Link>} />;
  };

  return (
    <Page
      title={t('records.title')}
      description={t('records.description')}
      actions={<ExportMenu name={t('records.title')} read={async (form) => (await ask<unknown>(api.GET('/push/records/export', { params: { query: { ...filter, ...form } }, parseAs: 'blob' }))) as Blob} />}
    >
      <Sheet>
        <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
          <SearchBox value={q} placeholder={t('records.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} width={320} />
          <ProjectSelect value={project} onChange={(id) => setAddress({ project: id })} />
          <FilterSelect<RunState[]>
            mode="multiple"
            showSearch={false}
            aria-label={t('common.state')}
            placeholder={t('records.allStates')}
            value={states}
            options={STATES.map((value) => ({ value, label: t(`states.run.${value}`) }))}
            onChange={(chosen) => setAddress({ state: chosen?.join(',') ?? '' })}
            style={{ width: 200 }}
          />
          <FilterSelect<RunTrigger>
            aria-label={t('records.trigger')}
            placeholder={t('records.allTriggers')}
            value={isTrigger(trigger) ? trigger : undefined}
            options={TRIGGERS.map((value) => ({ value, label: t(`states.trigger.${value}`) }))}
            onChange={(chosen) => setAddress({ trigger: chosen ?? '' })}
            style={{ width: 130 }}
          />
          <PersonFilter value={person} onChange={(id) => setAddress({ person: id })} />
          <DayRange label={t('records.time')} from={from} to={to} onChange={setAddress} />
          {task && <TaskFilter taskId={task} onClear={() => setAddress({ task: '' })} />}
          <Typography.Text type="secondary" role="status" style={{ marginInlineStart: 'auto' }}>{items?.some(isUnderWay) ? t('records.live') : counted && t(counted.exact ? 'records.count' : 'records.countMore', { count: counted.count })}</Typography.Text>
        </Flex>
        {records.error ? (
          <Failure error={records.error} onRetry={() => void records.refetch()} />
        ) : (
          <>
            <RecordTable records={shown} loading={records.isPending} empty={items?.length ? undefined : empty()} addressOf={addressOf} />
            <LoadMore hasMore={records.hasNextPage} loading={records.isFetchingNextPage} onMore={() => void records.fetchNextPage()} pages={records.data?.pages.length ?? 0} />
          </>
        )}
      </Sheet>
    </Page>
  );
}

function TaskFilter({ taskId, onClear }: { taskId: string; onClear: () => void }): ReactNode {
  const { t } = useTranslation();
  // The task may be deleted; its records stay.
  const { data } = useQuery({ ...taskQuery(taskId), retry: false });
  return <Tag closable closeIcon={<CloseOutlined aria-label={t('common.clearFilters')} />} color="blue" variant="filled" onClose={onClear}>{t('records.ofTask', { title: data?.title ?? taskId })}</Tag>;
}
