import { RightOutlined } from '@ant-design/icons';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../api/api-error';
import { BrandMark } from '../../ui/brand-mark';
import { later } from '../../ui/later';
import { shortTime } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { FileBubble, ImageBubble, NewsBubble, type PhoneFile } from './media';
import { CardText, Markdown, PlainText } from './rich-text';
import { TemplateCardBubble } from './template-card';
import styles from './phone-screen.module.css';

const MarkdownV2 = later(async () => (await import('./markdown-v2')).MarkdownV2);

interface PhoneScreenProps {
  /** ISO 8601. */
  sentAt: string | null;
  /** `msgtype` and the payload under the key of the same name, as WeCom got it. */
  content: Record<string, unknown>;
  /** Its pictures and files, as far as they are kept. */
  files?: readonly PhoneFile[];
}

/** A message as people saw it on the phone: light, whatever the theme, since that is how it looked. */
export function PhoneScreen({ sentAt, content, files = [] }: PhoneScreenProps): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <section className={styles['phone']} aria-label={t('phone.label')}>
      <div className={styles['bar']}>{t('app.name')}</div>
      <div className={styles['chat']}>
        {sentAt && <div className={styles['when']}>{shortTime(sentAt, i18n.language)}</div>}
        <div className={styles['row']}>
          <BrandMark size={36} />
          <Bubble content={content} files={files} />
        </div>
      </div>
    </section>
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function Bubble({ content, files }: { content: Record<string, unknown>; files: readonly PhoneFile[] }): ReactNode {
  const { t } = useTranslation();
  const type = text(content['msgtype']);
  const payload = content[type];
  if (isRecord(payload)) {
    if (type === 'text') return <div className={`${styles['bubble']} ${styles['text']}`}><PlainText content={text(payload['content'])} /></div>;
    if (type === 'markdown') return <div className={`${styles['bubble']} ${styles['markdown']}`}><Markdown content={text(payload['content'])} /></div>;
    if (type === 'markdown_v2') return <div className={`${styles['bubble']} ${styles['markdownV2']}`}><Suspense fallback={null}><MarkdownV2 content={text(payload['content'])} /></Suspense></div>;
    if (type === 'textcard') return <TextCard payload={payload} />;
    if (type === 'template_card') return <TemplateCardBubble payload={payload} />;
    if (type === 'news') return <NewsBubble payload={payload} files={files} />;
    if (type === 'image') return <ImageBubble payload={payload} files={files} />;
    if (type === 'file') return <FileBubble payload={payload} files={files} />;
  }
  return <div className={styles['bubble']}><Typography.Text type="secondary">{t('phone.unsupported', { type })}</Typography.Text></div>;
}

function TextCard({ payload }: { payload: Record<string, unknown> }): ReactNode {
  const { t } = useTranslation();
  const inside = (
    <>
      <strong className={styles['cardTitle']}>{text(payload['title'])}</strong>
      <div className={styles['cardText']}><CardText content={text(payload['description'])} /></div>
      <div className={styles['cardButton']}>{text(payload['btntxt']) || t('phone.cardButton')}<RightOutlined /></div>
    </>
  );
  const url = text(payload['url']);
  const className = `${styles['bubble']} ${styles['card']}`;
  return /^https?:\/\//i.test(url) ? <a className={className} href={url} target="_blank" rel="noreferrer">{inside}</a> : <div className={className}>{inside}</div>;
}
