import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FullPageSpin } from '../ui/full-page-spin';
import { Notice } from '../ui/notice';
import { askForToken } from './embed';

/** A page that means to answer does so at once. */
const PATIENCE_MS = 10_000;

/** In a frame, until the page around hands over the token of who is signed in there. */
export function WaitingPage(): ReactNode {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [late]);
  if (!late) return <FullPageSpin />;
  const again = (): void => {
    setLate(false);
    askForToken();
  };
  return <Notice kind="locked" title={t('embed.noToken')} text={t('embed.noTokenText')} action={<Button type="primary" onClick={again}>{t('common.retry')}</Button>} />;
}
