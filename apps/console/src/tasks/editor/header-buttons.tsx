import { DownOutlined, ExperimentOutlined, HistoryOutlined, SendOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { TaskDialog, type DialogKind } from '../dialogs/task-dialog';
import type { PushTask } from '../queries';
import { MenuButton } from '../../ui/menu-button';

interface HeaderButtonsProps {
  /** Left out for a new task. */
  task: PushTask | undefined;
  changed: boolean;
  readOnly: boolean;
  testing: boolean;
  onTest: () => void;
}

/** What one can do with the task as a whole. A test goes with what is typed, a push with what is saved. */
export function HeaderButtons({ task, changed, readOnly, testing, onTest }: HeaderButtonsProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<DialogKind>();
  const test = !readOnly && <Tooltip title={t('taskEditor.testHint')}><Button icon={<ExperimentOutlined aria-hidden />} loading={testing} onClick={onTest}>{t('tasks.test')}</Button></Tooltip>;
  if (!task) return test;
  const open = (kind: DialogKind) => () => setDialog(kind);
  const items = [
    { key: 'day', label: t('tasks.day.open'), onClick: open('day') },
    { key: 'history', label: t('tasks.history.open'), onClick: open('history') },
    ...(readOnly ? [] : [{ key: 'copy', label: t('tasks.copy.open'), onClick: open('copy'), disabled: changed }]),
    { key: 'list', label: t('common.backToList'), onClick: () => void navigate('/tasks') },
  ];
  return (
    <>
      <MenuButton menu={{ items }}><Button>{t('tasks.manage')}<DownOutlined aria-hidden /></Button></MenuButton>
      <Link to={`/records?task=${task.id}`}><Button icon={<HistoryOutlined aria-hidden />}>{t('tasks.records')}</Button></Link>
      {test}
      {!readOnly && <Tooltip title={changed ? t('taskEditor.saveFirst') : undefined}><Button icon={<SendOutlined aria-hidden />} disabled={changed} onClick={open('run')}>{t('tasks.runNow')}</Button></Tooltip>}
      {dialog && <Suspense><TaskDialog kind={dialog} task={task} onClose={() => setDialog(undefined)} /></Suspense>}
    </>
  );
}
