import { FileOutlined } from '@ant-design/icons';
import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../api/api-error';
import type { Schemas } from '../../../api/client';

type Message = Schemas['PreviewMessageDto'];
type Attachment = Schemas['PreviewAttachmentDto'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A message that is more than text: its words, and the pictures and files that go with it. */
export function OtherMessage({ message: { content, attachments } }: { message: Message }): ReactNode {
  const payload = content[text(content['msgtype'])];
  const words = isRecord(payload) ? wordsOf(payload) : [];
  return (
    <Card size="small" style={{ width: '100%', maxWidth: 380 }}>
      <Flex vertical gap={8}>
        {words.map(({ title, description }, index) => (
          <div key={index}>
            {title && <Typography.Text strong>{title}</Typography.Text>}
            {description && <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{description}</div>}
          </div>
        ))}
        <Attachments attachments={attachments} />
      </Flex>
    </Card>
  );
}

/** Title and text of each article, or of the message itself. */
function wordsOf(payload: Record<string, unknown>): { title: string; description: string }[] {
  const articles = payload['articles'];
  if (Array.isArray(articles)) return articles.filter(isRecord).map((article) => ({ title: text(article['title']), description: text(article['description']) }));
  const main = payload['main_title'];
  if (!isRecord(main)) return [{ title: text(payload['title']), description: text(payload['content']) }];
  const rows = Array.isArray(payload['horizontal_content_list']) ? payload['horizontal_content_list'].filter(isRecord) : [];
  const emphasis = isRecord(payload['emphasis_content']) ? [text(payload['emphasis_content']['title']), text(payload['emphasis_content']['desc'])] : [];
  const lines = [text(main['desc']), ...emphasis, text(payload['sub_title_text']), ...rows.map((row) => `${text(row['keyname'])} ${text(row['value'])}`)];
  return [{ title: text(main['title']), description: lines.filter(Boolean).join('\n') }];
}

const KB = 1024;

export function Attachments({ attachments }: { attachments: readonly Attachment[] }): ReactNode {
  const { t } = useTranslation();
  return attachments.map(({ placeholder, dataUrl, fileName, sizeBytes }) =>
    dataUrl ? (
      <img key={placeholder} src={dataUrl} alt={t('tasks.editor.picture', { name: fileName })} style={{ display: 'block', maxWidth: '100%', borderRadius: 6 }} />
    ) : (
      <Flex key={placeholder} gap={8} align="center"><FileOutlined aria-hidden style={{ fontSize: 22 }} /><span>{fileName}<br /><Typography.Text type="secondary">{t('tasks.editor.fileSize', { kb: Math.ceil(sizeBytes / KB) })}</Typography.Text></span></Flex>
    ),
  );
}
