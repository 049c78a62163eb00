import { Alert, Flex, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { ListEmpty } from '../ui/list-empty';
import { Typography } from '../ui/typography';
import { PhoneScreen } from './phone/phone-screen';
import { isUnderWay, type RecordDetail } from './queries';

/** What was sent: people who see different data got different messages. */
export function RecordContent({ record }: { record: RecordDetail }): ReactNode {
  const { t } = useTranslation();
  const [index, setIndex] = useState(0);
  const { messages } = record;
  const message = messages[index] ?? messages[0];
  if (!message) return <ListEmpty title={t(isUnderWay(record) ? 'records.drawer.noContentYet' : 'records.drawer.noContent')} />;
  return (
    <Flex vertical gap={12} align="center">
      {messages.length > 1 && (
        <div style={{ maxWidth: '100%', overflow: 'auto' }}>
          <Segmented value={index} onChange={setIndex} options={messages.map((_, i) => ({ value: i, label: t('records.drawer.message', { index: i + 1 }) }))} />
        </div>
      )}
      <Typography.Text type="secondary">{t('records.drawer.messageFor', { count: message.recipients })}</Typography.Text>
      {message.cut.map((cut) => <CutNotice key={cut.field} cut={cut} />)}
      {message.content['erased'] ? <ListEmpty title={t('records.drawer.erased')} /> : <PhoneScreen sentAt={record.preparedAt} content={message.content} />}
    </Flex>
  );
}

function CutNotice({ cut }: { cut: Schemas['CutDto'] }): ReactNode {
  const { t } = useTranslation();
  const text = cut.field === 'link' ? t('records.drawer.cutLink') : cut.rows !== undefined ? t('records.drawer.cutRows', { rows: cut.rows }) : t('records.drawer.cut', { limit: cut.limitBytes, full: cut.fullBytes });
  return <Alert type="warning" showIcon title={text} />;
}
