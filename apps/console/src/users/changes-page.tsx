import { useInfiniteQuery } from '@tanstack/react-query';
import { Flex, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../api/client';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { Sheet } from '../ui/page';
import { BindingStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { changesQuery } from './queries';
import { UsersFrame } from './users-frame';

type Change = Schemas['BindingChangeResponseDto'];

/** Tasks that show in a row. */
const FIRST = 3;

/** What changed at WeCom with accounts that are bound, and whom tasks miss because of it. */
export function ChangesPage(): ReactNode {
  return <UsersFrame part="changes">{(authorizationId) => <Changes authorizationId={authorizationId} />}</UsersFrame>;
}

function Changes({ authorizationId }: { authorizationId: string }): ReactNode {
  const { t } = useTranslation();
  const changes = useInfiniteQuery(changesQuery(authorizationId));
  const columns: TableColumnsType<Change> = [
    {
      title: t('users.name'),
      key: 'name',
      render: (_, { hostUserName, wecomUserId, previousWecomUserId }) => (
        <>
          {hostUserName}
          <br />
          <Typography.Text type="secondary">{previousWecomUserId && <><del>{previousWecomUserId}</del>{' → '}</>}{wecomUserId}</Typography.Text>
        </>
      ),
    },
    {
      title: t('users.changes.what'),
      key: 'what',
      render: (_, { from, to, previousWecomUserId, cause }) => (
        <>
          {previousWecomUserId !== null ? t('users.changes.renamed') : <Flex gap={6} align="center"><BindingStateTag state={from} />→<BindingStateTag state={to} /></Flex>}
          <Typography.Text type="secondary">{t(`users.changes.causes.${cause}`)}</Typography.Text>
        </>
      ),
    },
    { title: t('users.changes.at'), key: 'at', width: 120, render: (_, { changedAt }) => <Moment value={changedAt} /> },
    {
      title: t('users.changes.now'),
      key: 'now',
      width: 190,
      render: (_, { stateNow, hostUserName }) => (
        <Flex gap={8} align="center" wrap>
          <BindingStateTag state={stateNow} />
          {stateNow !== 'active' && <Link to={`/users?authorization=${authorizationId}&q=${encodeURIComponent(hostUserName)}`} aria-label={`${t('users.changes.mend')} ${hostUserName}`}>{t('users.changes.mend')}</Link>}
        </Flex>
      ),
    },
    {
      title: t('users.changes.tasks'),
      key: 'tasks',
      render: (_, { tasks, stateNow }) => stateNow === 'active' || tasks.length === 0 ? '—' : <>{tasks.slice(0, FIRST).map(({ taskId, title }) => <div key={taskId}><Link to={`/tasks/${taskId}`}>{title}</Link></div>)}{tasks.length > FIRST && t('effects.more', { count: tasks.length - FIRST })}</>,
    },
  ];
  return (
    <Sheet>
      <Typography.Paragraph type="secondary">{t('users.changes.text')}</Typography.Paragraph>
      {changes.error ? (
        <Failure error={changes.error} onRetry={() => void changes.refetch()} />
      ) : (
        <>
          <Table<Change>
            rowKey="id"
            columns={columns}
            dataSource={changes.data?.pages.flatMap((page) => page.items)}
            loading={changes.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: changes.isPending ? ' ' : <ListEmpty title={t('users.changes.empty')} text={t('users.changes.emptyText')} /> }}
          />
          <LoadMore hasMore={changes.hasNextPage} loading={changes.isFetchingNextPage} onMore={() => void changes.fetchNextPage()} pages={changes.data?.pages.length ?? 0} />
        </>
      )}
    </Sheet>
  );
}
