import { RedoOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../session/me';
import { later } from '../ui/later';
import { isUnderWay, type RecordDetail } from './queries';

const RecallModal = later(async () => (await import('./recall-modal')).RecallModal);
const ReplayModal = later(async () => (await import('./replay-modal')).ReplayModal);

/** What may be done with a push that has ended, by those who may edit its project. */
export function RecordActions({ record }: { record: RecordDetail }): ReactNode {
  const { t } = useTranslation();
  const { mayEdit } = useRights();
  const [opened, setOpened] = useState<'replay' | 'recall'>();
  if (!mayEdit(record.projectId) || isUnderWay(record)) return null;
  const { counts } = record;
  const missed = counts.total - counts.sent;
  if (counts.total === 0) return null;
  const close = (): void => setOpened(undefined);
  return (
    <Flex gap={8} wrap>
      {missed > 0 && <Button icon={<RedoOutlined aria-hidden />} onClick={() => setOpened('replay')}>{t('records.replay.button')}</Button>}
      {counts.sent > 0 && <Button danger icon={<RollbackOutlined aria-hidden />} onClick={() => setOpened('recall')}>{t('records.recall.button')}</Button>}
      <Suspense>
        {opened === 'replay' && <ReplayModal recordId={record.id} onClose={close} />}
        {opened === 'recall' && <RecallModal recordId={record.id} onClose={close} />}
      </Suspense>
    </Flex>
  );
}
