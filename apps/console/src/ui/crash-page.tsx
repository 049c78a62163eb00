import { Button, Result, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router-dom';

/** What shows when a page throws: also when a part of the console could not be loaded because a new version was installed meanwhile. */
export function CrashPage(): ReactNode {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Result
      status="500"
      title={t('failure.crashTitle')}
      subTitle={t('failure.crashText')}
      extra={<Button type="primary" onClick={() => window.location.reload()}>{t('failure.reload')}</Button>}
    >
      <Typography.Text type="secondary" code>{error instanceof Error ? error.message : String(error)}</Typography.Text>
    </Result>
  );
}
