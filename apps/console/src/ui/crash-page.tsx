import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice';

/** What shows when a page throws: also when a part of the console could not be loaded because a new version was installed meanwhile. */
export function CrashPage({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  return (
    <Notice
      kind="trouble"
      title={t('failure.crashTitle')}
      text={<>{t('failure.crashText')}<br /><code>{error instanceof Error ? error.message : String(error)}</code></>}
      action={<Button type="primary" onClick={() => window.location.reload()}>{t('failure.reload')}</Button>}
    />
  );
}
