import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Segmented, Spin } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { Typography } from '../ui/typography';
import { PhoneScreen } from './phone/phone-screen';
import { filesQuery, isUnderWay, type RecordDetail } from './queries';

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
      {message.content['erased'] ? <ListEmpty title={t('records.drawer.erased')} /> : <SentMessage record={record} message={message} />}
    </Flex>
  );
}

const WITH_FILES: ReadonlySet<string> = new Set(['image', 'news', 'file']);

function SentMessage({ record, message }: { record: RecordDetail; message: RecordDetail['messages'][number] }): ReactNode {
  const files = useQuery({ ...filesQuery(record.id, message.id), enabled: WITH_FILES.has(message.msgtype) });
  if (files.isLoading) return <Spin />;
  return (
    <>
      {files.error && <Failure error={files.error} onRetry={() => void files.refetch()} />}
      <PhoneScreen sentAt={record.preparedAt} content={message.content} files={files.data?.items} />
    </>
  );
}

function CutNotice({ cut }: { cut: Schemas['CutDto'] }): ReactNode {
  const { t } = useTranslation();
  const text = cut.field === 'link' ? t('records.drawer.cutLink') : cut.rows !== undefined ? t('records.drawer.cutRows', { rows: cut.rows }) : t('records.drawer.cut', { limit: cut.limitBytes, full: cut.fullBytes });
  return <Alert type="warning" showIcon title={text} />;
}
