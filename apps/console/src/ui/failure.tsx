import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error';
import { Notice } from './notice';
import { useErrorText } from './use-error-text';

export function NoPermission(): ReactNode {
  const { t } = useTranslation();
  return <Notice kind="locked" title={t('failure.forbiddenTitle')} text={t('failure.forbiddenText')} />;
}

/** In the place of what could not be loaded. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation();
  const { title, remedy } = useErrorText()(error);
  if (error instanceof ApiError && error.status === 403) return <NoPermission />;
  const retry = onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>;
  return <Notice kind="trouble" title={t('failure.loadTitle')} text={<>{title}{remedy && <><br />{remedy}</>}</>} action={retry} />;
}
