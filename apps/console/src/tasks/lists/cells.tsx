import { Flex, Switch, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useReasonText } from '../../records/use-reason-text';
import { Moment } from '../../ui/moment';
import { RunStateTag, TaskStateTag } from '../../ui/state-tag';
import type { RunState } from '../../records/queries';
import type { ListedTask, PushTask } from '../queries';
import { useProjectNames } from '../use-project-names';
import type { TaskActions } from '../use-task-actions';
import { Typography } from '../../ui/typography';

export function TaskTitle({ task: { id, title, projectId, pageTitle } }: { task: PushTask }): ReactNode {
  const projectName = useProjectNames();
  return (
    <div style={{ maxWidth: 230 }}>
      <Link to={`/tasks/${id}`}><Typography.Text strong style={{ color: 'inherit' }}>{title}</Typography.Text></Link>
      <br />
      <Typography.Text type="secondary">{projectName(projectId)}{' · '}{pageTitle}</Typography.Text>
    </div>
  );
}

export function NextRun({ at }: { at: string | null }): ReactNode {
  const { t } = useTranslation();
  return at ? <Moment value={at} /> : <Typography.Text type="secondary">{t('tasks.noNextRun')}</Typography.Text>;
}

/** How the newest run came out, and a way to its record. */
export function LastRun({ run }: { run: ListedTask['lastRun'] }): ReactNode {
  const { t } = useTranslation();
  const reasonText = useReasonText();
  if (!run) return <Typography.Text type="secondary">{t('tasks.noLastRun')}</Typography.Text>;
  const { recordId, state, plannedAt, finishedAt, reasonCode } = run;
  return (
    <div style={{ maxWidth: 200 }}>
      <Flex gap={6} align="center" wrap>
        <RunStateTag state={state as RunState} />
        <Link to={`/records/${recordId}`} title={t('tasks.viewRecord')}><Moment value={finishedAt ?? plannedAt} /></Link>
      </Flex>
      {reasonCode !== null && state !== 'sent' && <Typography.Text type="secondary" style={{ fontSize: 13 }}>{reasonText({ code: reasonCode, text: '' })}</Typography.Text>}
    </div>
  );
}

export function TaskStateCell({ task, mayEdit, actions }: { task: PushTask; mayEdit: boolean; actions: TaskActions }): ReactNode {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const { state, title, failureCount } = task;
  const change = async (enabled: boolean): Promise<void> => {
    setChanging(true);
    await actions.setEnabled(task, enabled);
    setChanging(false);
  };
  return (
    <Flex gap={8} align="center">
      {mayEdit && <Switch size="small" checked={state === 'enabled'} loading={changing} aria-label={t('tasks.toggle', { title })} onChange={(enabled) => void change(enabled)} />}
      <TaskStateTag state={state} hint={state === 'stopped' ? t('tasks.stoppedHint', { count: failureCount }) : undefined} />
      {state === 'enabled' && failureCount > 0 && <Tooltip title={t('tasks.failures', { count: failureCount })}><Typography.Text type="warning">×{failureCount}</Typography.Text></Tooltip>}
    </Flex>
  );
}
