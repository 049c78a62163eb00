import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Segmented, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { ProjectSelect } from '../tasks/project-select';
import { useProjectNames } from '../tasks/use-project-names';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { Page, Sheet } from '../ui/page';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import { alarmsQuery, type Alarm, type AlarmState } from './queries';

const STATES = ['open', 'cleared', 'all'] as const;
const isState = (text: string): text is AlarmState => text === 'open' || text === 'cleared';

/** What is wrong now, and what was: open ones first, each with what to do and whether somebody was told. */
export function AlarmsPage(): ReactNode {
  const { t } = useTranslation();
  const [{ state, project }, setAddress] = useAddress('state', 'project');
  const wanted = isState(state) ? state : undefined;
  const alarms = useInfiniteQuery(alarmsQuery({ state: wanted, projectId: project || undefined }));
  const projectName = useProjectNames();

  const columns: TableColumnsType<Alarm> = [
    {
      title: t('alarms.what'),
      key: 'what',
      render: (_, { text, remedy, subject, path, projectId, state: now }) => (
        <div style={{ maxWidth: 520 }}>
          <Link to={path}><Typography.Text strong style={{ color: 'inherit' }}>{subject.name}</Typography.Text></Link>
          {projectId && <Typography.Text type="secondary">{' · '}{projectName(projectId)}</Typography.Text>}
          <div>{text}</div>
          {now === 'open' && remedy && <Typography.Text type="secondary">{t('failure.remedy', { text: remedy })}</Typography.Text>}
        </div>
      ),
    },
    { title: t('common.state'), key: 'state', width: 110, render: (_, alarm) => <StateOf alarm={alarm} /> },
    {
      title: t('alarms.since'),
      key: 'since',
      width: 180,
      render: (_, { openedAt, lastAt, clearedAt, count }) => (
        <>
          <Moment value={openedAt} />
          <br />
          <Typography.Text type="secondary">{clearedAt ? <>{t('alarms.clearedAt')}{' '}<Moment value={clearedAt} /></> : count > 1 && <>{t('alarms.times', { count })}{' '}<Moment value={lastAt} /></>}</Typography.Text>
        </>
      ),
    },
    { title: t('alarms.telling'), key: 'telling', width: 170, render: (_, alarm) => <Telling alarm={alarm} /> },
  ];

  const filtered = wanted !== undefined || project !== '';
  const empty = filtered ? (
    <ListEmpty title={t(wanted === 'open' ? 'alarms.noneOpen' : 'alarms.emptyFiltered')} action={<Button onClick={() => setAddress({ state: '', project: '' })}>{t('common.clearFilters')}</Button>} />
  ) : (
    <ListEmpty title={t('alarms.empty')} text={t('alarms.emptyText')} />
  );
  return (
    <Page title={t('alarms.title')} description={t('alarms.description')}>
      <Sheet>
        <Flex gap={12} wrap style={{ marginBottom: 16 }}>
          <Segmented aria-label={t('common.state')} value={wanted ?? 'all'} options={STATES.map((value) => ({ value, label: t(`alarms.filter.${value}`) }))} onChange={(value) => setAddress({ state: value === 'all' ? '' : value })} />
          <ProjectSelect value={project} onChange={(id) => setAddress({ project: id })} />
        </Flex>
        {alarms.error && !alarms.data ? (
          <Failure error={alarms.error} onRetry={() => void alarms.refetch()} />
        ) : (
          <>
            <Table<Alarm>
              rowKey="id"
              columns={columns}
              dataSource={alarms.data?.pages.flatMap((page) => page.items)}
              loading={alarms.isPending}
              pagination={false}
              scroll={{ x: 'max-content' }}
              locale={{ emptyText: alarms.isPending ? ' ' : empty }}
            />
            <LoadMore hasMore={alarms.hasNextPage} loading={alarms.isFetchingNextPage} onMore={() => void alarms.fetchNextPage()} pages={alarms.data?.pages.length ?? 0} />
          </>
        )}
      </Sheet>
    </Page>
  );
}

function StateOf({ alarm: { state } }: { alarm: Alarm }): ReactNode {
  const { t } = useTranslation();
  return <Tag color={state === 'open' ? 'error' : 'success'} variant="filled" style={{ margin: 0 }}>{t(`alarms.states.${state}`)}</Tag>;
}

/** Whether somebody knows of it. */
function Telling({ alarm: { telling, audience } }: { alarm: Alarm }): ReactNode {
  const { t } = useTranslation();
  const { state, reason, toldAt } = telling;
  if (state === 'undeliverable') return <Tooltip title={reason}><Typography.Text type="danger" tabIndex={0}>{t('alarms.tellings.undeliverable')}</Typography.Text></Tooltip>;
  return (
    <>
      {t(`alarms.tellings.${state}`)}
      <br />
      <Typography.Text type="secondary">{t(`alarms.audience.${audience}`)}{toldAt && <>{' · '}<Moment value={toldAt} /></>}</Typography.Text>
    </>
  );
}
