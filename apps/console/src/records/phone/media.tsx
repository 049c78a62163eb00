import { PictureOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../api/api-error';
import type { Schemas } from '../../api/client';
import { PhoneLink } from './rich-text';
import styles from './phone-screen.module.css';

/** What goes with a message. */
export type PhoneFile = Pick<Schemas['RecordFileDto'], 'placeholder' | 'fileName' | 'sizeBytes' | 'dataUrl'>;

type Payload = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const KB = 1024;

interface PictureProps {
  id: string;
  files: readonly PhoneFile[];
  /** A click keeps the picture as a file, to be looked at in its own size. */
  toKeep?: boolean;
}

function Picture({ id, files, toKeep = false }: PictureProps): ReactNode {
  const { t } = useTranslation();
  const file = files.find(({ placeholder }) => placeholder === id);
  if (file?.dataUrl) {
    const picture = <img src={file.dataUrl} alt={t('phone.picture', { name: file.fileName })} />;
    return toKeep ? <a href={file.dataUrl} download={file.fileName} title={t('phone.keepPicture')}>{picture}</a> : picture;
  }
  return <span className={styles['noPicture']}><PictureOutlined aria-hidden />{t(file ? 'phone.pictureTooLarge' : 'phone.pictureNotKept')}</span>;
}

/** Through the app a picture has an id; robots post the bytes themselves, which a record holds back and tells as a file without a name. */
export function ImageBubble({ payload, files }: { payload: Payload; files: readonly PhoneFile[] }): ReactNode {
  const { t } = useTranslation();
  const base64 = text(payload['base64']);
  return (
    <div className={styles['image']}>
      {base64 ? <img src={`data:${base64.startsWith('/9j/') ? 'image/jpeg' : 'image/png'};base64,${base64}`} alt={t('phone.pictureAlone')} /> : <Picture id={text(payload['media_id'])} files={files} toKeep />}
    </div>
  );
}

export function NewsBubble({ payload, files }: { payload: Payload; files: readonly PhoneFile[] }): ReactNode {
  const articles = Array.isArray(payload['articles']) ? payload['articles'].filter(isRecord) : [];
  return (
    <div className={`${styles['bubble']} ${styles['card']} ${styles['news']}`}>
      {articles.map((article, index) => (
        <PhoneLink key={index} to={text(article['url'])}>
          <Picture id={text(article['picurl'])} files={files} />
          <strong className={styles['cardTitle']}>{text(article['title'])}</strong>
          <span className={styles['cardText']}>{text(article['description'])}</span>
        </PhoneLink>
      ))}
    </div>
  );
}

export function FileBubble({ payload, files }: { payload: Payload; files: readonly PhoneFile[] }): ReactNode {
  const { t } = useTranslation();
  const file = files.find(({ placeholder }) => placeholder === payload['media_id']);
  const extension = file?.fileName.split('.').at(-1)?.slice(0, 4).toUpperCase() ?? '';
  return (
    <div className={`${styles['bubble']} ${styles['file']}`}>
      <span>
        {file?.fileName ?? t('phone.file')}
        <small>{file ? t('phone.fileSize', { kb: Math.ceil(file.sizeBytes / KB) }) : t('phone.fileNotKept')}</small>
      </span>
      <b aria-hidden data-kind={extension.toLowerCase()}>{extension || '…'}</b>
    </div>
  );
}
