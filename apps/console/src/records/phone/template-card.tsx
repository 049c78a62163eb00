import { RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../api/api-error';
import { PhoneLink } from './rich-text';
import styles from './phone-screen.module.css';

type Payload = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const part = (payload: Payload, name: string): Payload => (isRecord(payload[name]) ? payload[name] : {});

/** A card of the kind `text_notice`, the one that templates make: a number in large, and rows of names and values. */
export function TemplateCardBubble({ payload }: { payload: Payload }): ReactNode {
  const { t } = useTranslation();
  const [source, main, emphasis, action] = ['source', 'main_title', 'emphasis_content', 'card_action'].map((name) => part(payload, name)) as [Payload, Payload, Payload, Payload];
  const rows = Array.isArray(payload['horizontal_content_list']) ? payload['horizontal_content_list'].filter(isRecord) : [];
  const line = (className: string, value: unknown): ReactNode => text(value) && <div className={styles[className]}>{text(value)}</div>;
  return (
    <div className={`${styles['bubble']} ${styles['card']} ${styles['notice']}`}>
      {line('noticeQuiet', source['desc'])}
      {text(main['title']) && <strong className={styles['cardTitle']}>{text(main['title'])}</strong>}
      {line('noticeQuiet', main['desc'])}
      {line('noticeNumber', emphasis['title'])}
      {line('noticeQuiet', emphasis['desc'])}
      {line('noticeText', payload['sub_title_text'])}
      {rows.length > 0 && (
        <dl className={styles['noticeRows']}>
          {rows.map((row, index) => <div key={index}><dt>{text(row['keyname'])}</dt><dd>{text(row['value'])}</dd></div>)}
        </dl>
      )}
      <PhoneLink to={text(action['url'])}><span className={styles['cardButton']}>{t('phone.cardButton')}<RightOutlined aria-hidden /></span></PhoneLink>
    </div>
  );
}
