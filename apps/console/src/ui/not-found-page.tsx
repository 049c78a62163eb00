import { Button, Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <Result
      status="404"
      title={t('failure.notFoundTitle')}
      subTitle={t('failure.notFoundText')}
      extra={<Link to="/"><Button type="primary">{t('failure.goHome')}</Button></Link>}
    />
  );
}
