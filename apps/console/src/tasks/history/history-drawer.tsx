import { useInfiniteQuery } from '@tanstack/react-query';
import { Drawer, Skeleton, Timeline } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import type { Messages } from '../../i18n/zh-CN';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import type { DialogProps } from '../dialogs/task-dialog';
import { TASKS_KEY } from '../queries';
import { Typography } from '../../ui/typography';
import { FieldChanges } from './field-changes';

type Change = Schemas['TaskChangeDto'];
type ActionName = keyof Messages['taskDialogs']['history']['actions'];

/** Who did what to a task, newest first. */
export function HistoryDrawer({ task, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const history = useInfiniteQuery({
    queryKey: [...TASKS_KEY, task.id, 'history'],
    queryFn: ({ pageParam, signal }) => ask(api.GET('/push/tasks/{id}/history', { params: { path: { id: task.id }, query: { cursor: pageParam, limit: 30 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Drawer open size={640} title={t('taskDialogs.history.title', { title: task.title })} onClose={onClose}>
      {history.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {history.error && <Failure error={history.error} onRetry={() => void history.refetch()} />}
      {history.data && items.length === 0 && <ListEmpty title={t('taskDialogs.history.empty')} />}
      <Timeline items={items.map((change) => ({ key: change.id, color: COLORS[change.action] ?? 'blue', content: <OneChange change={change} /> }))} />
      <LoadMore hasMore={history.hasNextPage} loading={history.isFetchingNextPage} onMore={() => void history.fetchNextPage()} pages={history.data?.pages.length ?? 0} />
    </Drawer>
  );
}

const COLORS: Record<string, string> = { create: 'green', enable: 'green', disable: 'gray', stop: 'red' };

function OneChange({ change: { at, action, by, changes } }: { change: Change }): ReactNode {
  const { t, i18n } = useTranslation();
  const isKnown = (name: string): name is ActionName => i18n.exists(`taskDialogs.history.actions.${name}`);
  // A new task is a change of every field: that it was made says enough.
  const shown = action === 'create' ? [] : changes;
  return (
    <>
      <Typography.Text strong>{isKnown(action) ? t(`taskDialogs.history.actions.${action}`) : action}</Typography.Text>
      {' · '}{by.kind === 'system' ? t('taskDialogs.history.bySystem') : by.name}{' · '}<Moment value={at} />
      {shown.length > 0 && <div style={{ marginTop: 8 }}><FieldChanges changes={shown} /></div>}
    </>
  );
}
