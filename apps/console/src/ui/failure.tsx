import { Button, Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error';
import { useErrorText } from './use-error-text';

export function NoPermission(): ReactNode {
  const { t } = useTranslation();
  return <Result status="403" title={t('failure.forbiddenTitle')} subTitle={t('failure.forbiddenText')} />;
}

/** In the place of what could not be loaded. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation();
  const { title, remedy } = useErrorText()(error);
  if (error instanceof ApiError && error.status === 403) return <NoPermission />;
  return (
    <Result
      status="warning"
      title={t('failure.loadTitle')}
      subTitle={<>{title}{remedy && <><br />{remedy}</>}</>}
      extra={onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
}
