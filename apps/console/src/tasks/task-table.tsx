import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, Switch, Table, Tooltip, Typography, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { useRights } from '../session/me';
import { BROWSER_ZONE, Moment } from '../ui/moment';
import { TaskStateTag } from '../ui/state-tag';
import { TextButton } from '../ui/text-button';
import type { PushTask } from './queries';
import { useScheduleSummary } from './schedule-summary';
import { useProjectNames } from './use-project-names';
import { useTaskActions, type TaskActions } from './use-task-actions';

interface TaskTableProps {
  tasks: PushTask[] | undefined;
  loading: boolean;
  empty: ReactNode;
}

export function TaskTable({ tasks, loading, empty }: TaskTableProps): ReactNode {
  const { t } = useTranslation();
  const rights = useRights();
  const projectName = useProjectNames();
  const summary = useScheduleSummary();
  const actions = useTaskActions();

  const columns: TableColumnsType<PushTask> = [
    {
      title: t('tasks.taskTitle'),
      key: 'title',
      render: (_, { id, title, projectId, pageTitle }) => (
        <div style={{ maxWidth: 320 }}>
          <Link to={`/tasks/${id}`}><Typography.Text strong style={{ color: 'inherit' }}>{title}</Typography.Text></Link>
          <br />
          <Typography.Text type="secondary">{projectName(projectId)}{' · '}{pageTitle}</Typography.Text>
        </div>
      ),
    },
    {
      title: t('tasks.schedule'),
      key: 'schedule',
      render: (_, { schedule }) => (
        <div style={{ maxWidth: 240 }}>
          {summary(schedule)}
          {schedule.kind !== 'none' && schedule.zone !== BROWSER_ZONE && <><br /><Typography.Text type="secondary">{t('common.localTime', { zone: schedule.zone })}</Typography.Text></>}
        </div>
      ),
    },
    { title: t('tasks.recipients'), key: 'recipients', width: 100, responsive: ['md'], render: (_, { recipients }) => t('tasks.people', { count: recipients.userIds?.length ?? 0 }) },
    {
      title: t('tasks.nextRun'),
      key: 'next',
      width: 140,
      render: (_, { nextRunAt }) => (nextRunAt ? <Moment value={nextRunAt} /> : <Typography.Text type="secondary">{t('tasks.noNextRun')}</Typography.Text>),
    },
    { title: t('common.state'), key: 'state', width: 150, render: (_, task) => <TaskState task={task} mayEdit={rights.mayEdit(task.projectId)} actions={actions} /> },
    { title: t('common.actions'), key: 'actions', width: 150, render: (_, task) => <RowActions task={task} mayEdit={rights.mayEdit(task.projectId)} actions={actions} /> },
  ];

  return <Table<PushTask> rowKey="id" columns={columns} dataSource={tasks} loading={loading} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: empty }} />;
}

interface RowProps {
  task: PushTask;
  mayEdit: boolean;
  actions: TaskActions;
}

function TaskState({ task, mayEdit, actions }: RowProps): ReactNode {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const { state, title, failureCount } = task;
  const change = async (enabled: boolean): Promise<void> => {
    setChanging(true);
    await actions.setEnabled(task, enabled);
    setChanging(false);
  };
  const hint = state === 'stopped' ? t('tasks.stoppedHint', { count: failureCount }) : undefined;
  return (
    <Flex gap={8} align="center">
      {mayEdit && <Switch size="small" checked={state === 'enabled'} loading={changing} aria-label={t('tasks.toggle', { title })} onChange={(enabled) => void change(enabled)} />}
      <TaskStateTag state={state} hint={hint} />
      {state === 'enabled' && failureCount > 0 && <Tooltip title={t('tasks.failures', { count: failureCount })}><Typography.Text type="warning">×{failureCount}</Typography.Text></Tooltip>}
    </Flex>
  );
}

function RowActions({ task, mayEdit, actions }: RowProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, title } = task;
  const openRecords = (): void => void navigate(`/records?task=${id}`);
  if (!mayEdit) return <TextButton of={title} onClick={openRecords}>{t('tasks.records')}</TextButton>;
  const items = [
    { key: 'test', label: t('tasks.test'), onClick: () => actions.test(task) },
    { key: 'records', label: t('tasks.records'), onClick: openRecords },
    { type: 'divider' as const },
    { key: 'delete', danger: true, label: t('common.delete'), onClick: () => actions.remove(task) },
  ];
  return (
    <Flex gap={12} align="center">
      <TextButton of={title} onClick={() => actions.runNow(task)}>{t('tasks.runNow')}</TextButton>
      <TextButton of={title} onClick={() => void navigate(`/tasks/${id}`)}>{t('common.edit')}</TextButton>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button type="text" size="small" icon={<EllipsisOutlined aria-hidden />} aria-label={`${t('common.more')} ${title}`} />
      </Dropdown>
    </Flex>
  );
}
