import { Grid, Table, type TableColumnsType, type TableProps } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../session/me';
import { later } from '../../ui/later';
import { BROWSER_ZONE, Moment } from '../../ui/moment';
import type { DialogKind } from '../dialogs/task-dialog';
import type { ListedTask, PushTask } from '../queries';
import { useRecipientsSummary } from '../recipients-summary';
import { useScheduleSummary } from '../schedule-summary';
import { useTaskActions } from '../use-task-actions';
import { Typography } from '../../ui/typography';
import { LastRun, TaskStateCell, TaskTitle } from './cells';
import { RowActions } from './row-actions';

const TaskDialog = later(async () => (await import('../dialogs/task-dialog')).TaskDialog);

interface TaskTableProps<T extends ListedTask> {
  tasks: T[] | undefined;
  loading: boolean;
  empty: ReactNode;
  /** In the place of schedule, recipients and last result: what a list of troubled tasks is about. */
  about?: TableColumnsType<T>;
  selection: TableProps<T>['rowSelection'];
}

export function TaskTable<T extends ListedTask>({ tasks, loading, empty, about, selection }: TaskTableProps<T>): ReactNode {
  const { t } = useTranslation();
  const rights = useRights();
  const summary = useScheduleSummary();
  const recipients = useRecipientsSummary();
  const actions = useTaskActions();
  const wide = Grid.useBreakpoint().md;
  const [dialog, setDialog] = useState<{ kind: DialogKind; task: PushTask }>();

  const usual: TableColumnsType<T> = [
    {
      title: t('tasks.schedule'),
      key: 'schedule',
      render: (_, { schedule, nextRunAt }) => (
        <div style={{ maxWidth: 190 }}>
          {summary(schedule)}
          {schedule.kind !== 'none' && schedule.zone !== BROWSER_ZONE && <><br /><Typography.Text type="secondary">{t('common.localTime', { zone: schedule.zone })}</Typography.Text></>}
          {nextRunAt !== null && <><br /><Typography.Text type="secondary">{t('tasks.next')}{' '}<Moment value={nextRunAt} /></Typography.Text></>}
        </div>
      ),
    },
    { title: t('tasks.recipients'), key: 'recipients', responsive: ['md'], render: (_, task) => <div style={{ maxWidth: 140 }}>{recipients(task)}</div> },
    { title: t('tasks.lastRun'), key: 'last', responsive: ['sm'], render: (_, { lastRun }) => <LastRun run={lastRun} /> },
    { title: t('tasks.owner'), key: 'owner', responsive: ['xxl'], render: (_, { ownerName, ownerUserId }) => ownerName ?? ownerUserId },
  ];
  const columns: TableColumnsType<T> = [
    { title: t('tasks.taskTitle'), key: 'title', render: (_, task) => <TaskTitle task={task} /> },
    ...(about ?? usual),
    { title: t('common.state'), key: 'state', width: 120, render: (_, task) => <TaskStateCell task={task} mayEdit={rights.mayEdit(task.projectId)} actions={actions} /> },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 160,
      // Always at hand; on a phone it would cover the rest.
      fixed: wide ? 'end' : undefined,
      render: (_, task) => <RowActions task={task} mayEdit={rights.mayEdit(task.projectId)} actions={actions} onOpen={(kind, of) => setDialog({ kind, task: of })} />,
    },
  ];
  return (
    <>
      <Table<T> size="medium" rowKey="id" columns={columns} dataSource={tasks} loading={loading} pagination={false} scroll={tasks?.length ? { x: 'max-content' } : undefined} locale={{ emptyText: empty }} rowSelection={selection} />
      <Suspense>{dialog && <TaskDialog key={`${dialog.kind} ${dialog.task.id}`} {...dialog} onClose={() => setDialog(undefined)} />}</Suspense>
    </>
  );
}
