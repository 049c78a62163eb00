import { Button, Flex, theme } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PushTask } from '../queries';
import { later } from '../../ui/later';
import type { BulkAction } from './bulk-modal';

const BulkModal = later(async () => (await import('./bulk-modal')).BulkModal, 'errors', 'taskDialogs', 'taskEditor', 'tasks');
const ExportDrawer = later(async () => (await import('../code/export-drawer')).ExportDrawer, 'taskDialogs');

const ACTIONS: readonly BulkAction[] = ['enable', 'disable', 'handOver', 'delete'];

interface BulkBarProps {
  tasks: readonly PushTask[];
  /** Chooses all that the list shows. */
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with the tasks that are chosen in a list; nothing while none is. */
export function BulkBar({ tasks, onAll, onClear }: BulkBarProps): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const [doing, setDoing] = useState<BulkAction | 'export'>();
  if (tasks.length === 0) return null;
  return (
    <Flex gap={8} align="center" wrap role="region" aria-label={t('tasks.bulk.bar')} style={{ marginBottom: 12, padding: '8px 12px', background: token.colorPrimaryBg, borderRadius: token.borderRadius }}>
      <strong style={{ marginInlineEnd: 8 }}>{t('tasks.bulk.chosen', { count: tasks.length })}</strong>
      {ACTIONS.map((action) => <Button key={action} size="small" danger={action === 'delete'} onClick={() => setDoing(action)}>{t(`tasks.bulk.${action}`)}</Button>)}
      <Button size="small" onClick={() => setDoing('export')}>{t('tasks.code.export')}</Button>
      <Button size="small" type="link" onClick={onAll} style={{ marginInlineStart: 'auto' }}>{t('tasks.bulk.all')}</Button>
      <Button size="small" type="link" onClick={onClear}>{t('tasks.bulk.clear')}</Button>
      <Suspense>
        {doing === 'export' && <ExportDrawer of={{ taskIds: tasks.map(({ id }) => id) }} onClose={() => setDoing(undefined)} />}
        {doing && doing !== 'export' && (
          <BulkModal
            action={doing}
            tasks={tasks}
            onClose={(done) => {
              setDoing(undefined);
              if (done) onClear();
            }}
          />
        )}
      </Suspense>
    </Flex>
  );
}
