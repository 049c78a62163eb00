import { FileSearchOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Col, Flex, Row } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../export-button';
import { onceOpen } from '../../ui/once-open';
import { Sheet } from '../../ui/page';
import { Typography } from '../../ui/typography';
import type { Batch } from './queries';

const MatchModal = onceOpen(async () => (await import('./match-modal')).MatchModal, ({ open }) => open);
const ImportModal = onceOpen(async () => (await import('./import-modal')).ImportModal, ({ open }) => open);

interface BatchStartersProps {
  authorizationId: string;
  onStarted: (batch: Batch) => void;
}

/** The two ways to bind many people. */
export function BatchStarters({ authorizationId, onStarted }: BatchStartersProps): ReactNode {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'match' | 'import'>();
  const close = (): void => setOpened(undefined);
  const started = (batch: Batch): void => {
    close();
    onStarted(batch);
  };
  return (
    <Row gutter={[16, 16]}>
      <Way icon={<FileSearchOutlined aria-hidden />} title={t('users.match.title')} text={t('users.match.text')}>
        <Button type="primary" onClick={() => setOpened('match')}>{t('users.match.open')}</Button>
      </Way>
      <Way icon={<UploadOutlined aria-hidden />} title={t('users.import.title')} text={t('users.import.text')}>
        <Button type="primary" onClick={() => setOpened('import')}>{t('users.import.open')}</Button>
        <ExportButton authorizationId={authorizationId} />
      </Way>
      <MatchModal authorizationId={authorizationId} open={opened === 'match'} onClose={close} onStarted={started} />
      <ImportModal authorizationId={authorizationId} open={opened === 'import'} onClose={close} onStarted={started} />
    </Row>
  );
}

function Way({ icon, title, text, children }: { icon: ReactNode; title: string; text: string; children: ReactNode }): ReactNode {
  return (
    <Col xs={24} md={12}>
      <Sheet style={{ height: '100%', padding: 24 }}>
        <Flex vertical gap={12} justify="space-between" style={{ height: '100%' }}>
          <div>
            <Typography.Title level={2} style={{ margin: '0 0 4px', fontSize: 16 }}>{icon} {title}</Typography.Title>
            <Typography.Text type="secondary">{text}</Typography.Text>
          </div>
          <Flex gap={8} wrap>{children}</Flex>
        </Flex>
      </Sheet>
    </Col>
  );
}
