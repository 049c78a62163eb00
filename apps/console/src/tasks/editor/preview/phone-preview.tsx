import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Progress, Segmented, Spin } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../../api/client';
import type { Messages } from '../../../i18n/zh-CN';
import { PhoneScreen } from '../../../records/phone/phone-screen';
import { Typography } from '../../../ui/typography';
import { useErrorText } from '../../../ui/use-error-text';
import type { TaskForm } from '../task-form';
import { useDraft } from '../use-draft';

type Request = Schemas['PreviewRequestDto'];
type Message = Schemas['PreviewMessageDto'];
type LimitName = keyof Messages['taskEditor']['limits'];

const PAUSE_MS = 700;
/** Room for a message of usual length with its meters: what stands below stays where it is when it comes. */
const HEIGHT_PX = 480;

function requestIn(form: TaskForm): Request | undefined {
  if (!form.projectId || !form.pageId || !form.templateKey || !form.title.trim()) return undefined;
  const { projectId, pageId, templateKey, charts, filters, language, title, beginning, ending, withLink, splitTables, schedule } = form;
  if (charts?.length === 0) return undefined;
  return { projectId, pageId, templateKey, charts, filters, language, title, beginning, ending, withLink, splitTables, zone: schedule.zone || 'Asia/Shanghai' };
}

/** What the draft would send, with the page as one sees it oneself now, and how much of WeCom's limits it takes. */
export function PhonePreview(): ReactNode {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const request = requestIn(useDraft(PAUSE_MS));
  const preview = useQuery({
    queryKey: ['draft-preview', request],
    queryFn: ({ signal }) => ask(api.POST('/push/templates/preview', { body: request!, signal })),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  const [index, setIndex] = useState(0);
  const messages = preview.data?.messages ?? [];
  const message = messages[index] ?? messages[0];

  const content = (): ReactNode => {
    if (!request) return <Typography.Text type="secondary">{t('taskEditor.previewWaiting')}</Typography.Text>;
    if (preview.error) {
      const { title, remedy } = textOf(preview.error);
      return <Alert type="warning" showIcon title={t('taskEditor.previewFailed')} description={<>{title}{remedy && <><br />{remedy}</>}</>} />;
    }
    if (!message) return <Flex justify="center" align="center" style={{ height: HEIGHT_PX }}><Spin /></Flex>;
    return (
      <Flex vertical gap={12} align="center" style={{ opacity: preview.isPlaceholderData ? 0.6 : 1 }}>
        {messages.length > 1 && <Segmented value={index} onChange={setIndex} options={messages.map((_, i) => ({ value: i, label: t('records.drawer.message', { index: i + 1 }) }))} />}
        <div style={{ width: '100%', maxHeight: 520, overflow: 'auto' }} tabIndex={0} role="group" aria-label={t('taskEditor.preview')}>
          <Flex justify="center"><PhoneScreen sentAt={null} content={message.content} files={message.attachments} /></Flex>
        </div>
        <Meters message={message} />
      </Flex>
    );
  };

  return (
    <Card variant="borderless" size="small" title={t('taskEditor.preview')} extra={preview.isFetching && <Spin size="small" />}>
      {content()}
    </Card>
  );
}

/** How much of each limit is used; texts are measured in bytes of UTF-8. */
function Meters({ message }: { message: Message }): ReactNode {
  const { t, i18n } = useTranslation();
  const isKnown = (name: string): name is LimitName => i18n.exists(`taskEditor.limits.${name}`);
  /** `markdown.content` in words. */
  const nameOf = (field: string): string => {
    const last = field.split('.').at(-1) ?? '';
    return isKnown(last) ? t(`taskEditor.limits.${last}`) : field;
  };
  const { uses, cut, violations } = message;
  return (
    <div style={{ width: '100%' }}>
      {uses.map(({ field, unit, used, max }) => {
        const percent = Math.min(100, (100 * used) / max);
        return (
          <div key={field}>
            <Flex justify="space-between" gap={8} style={{ fontSize: 13 }}>
              <span title={field}>{nameOf(field)}</span>
              <span>{t('taskEditor.used', { used, max, unit: t(`taskEditor.units.${unit}`) })}</span>
            </Flex>
            <Progress percent={percent} showInfo={false} size="small" status={used > max ? 'exception' : 'normal'} strokeColor={percent > 90 ? '#b35309' : undefined} aria-label={nameOf(field)} />
          </div>
        );
      })}
      {cut.length > 0 && <Alert type="warning" showIcon title={t('taskEditor.wasCut')} style={{ marginTop: 8 }} />}
      {violations.length > 0 && <Alert type="error" showIcon title={t('taskEditor.violates')} style={{ marginTop: 8 }} />}
    </div>
  );
}
