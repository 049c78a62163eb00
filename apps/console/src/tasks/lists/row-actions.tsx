import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Flex, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { MenuButton } from '../../ui/menu-button';
import { TextButton } from '../../ui/text-button';
import type { DialogKind } from '../dialogs/task-dialog';
import type { PushTask } from '../queries';
import type { TaskActions } from '../use-task-actions';

interface RowActionsProps {
  task: PushTask;
  mayEdit: boolean;
  actions: TaskActions;
  onOpen: (kind: DialogKind, task: PushTask) => void;
}

export function RowActions({ task, mayEdit, actions, onOpen }: RowActionsProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, title } = task;
  const open = (kind: DialogKind) => () => onOpen(kind, task);
  const toRead: MenuProps['items'] = [
    { key: 'records', label: t('tasks.records'), onClick: () => void navigate(`/records?task=${id}`) },
    { key: 'day', label: t('tasks.day.open'), onClick: open('day') },
    { key: 'history', label: t('tasks.history.open'), onClick: open('history') },
  ];
  const items: MenuProps['items'] = !mayEdit ? toRead : [
    { key: 'test', label: t('tasks.test'), onClick: () => actions.test(task) },
    { key: 'copy', label: t('tasks.copy.open'), onClick: open('copy') },
    { type: 'divider' },
    ...toRead,
    { type: 'divider' },
    { key: 'delete', danger: true, label: t('common.delete'), onClick: () => actions.remove(task) },
  ];
  return (
    <Flex gap={12} align="center">
      {mayEdit && <TextButton of={title} onClick={open('run')}>{t('tasks.runNow')}</TextButton>}
      <TextButton of={title} onClick={() => void navigate(`/tasks/${id}`)}>{t(mayEdit ? 'common.edit' : 'tasks.view')}</TextButton>
      <MenuButton menu={{ items }} placement="bottomRight">
        <Button type="text" size="small" icon={<EllipsisOutlined aria-hidden />} aria-label={`${t('common.more')} ${title}`} />
      </MenuButton>
    </Flex>
  );
}
