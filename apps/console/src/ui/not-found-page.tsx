import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Notice } from './notice';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  const home = <Link to="/"><Button type="primary">{t('failure.goHome')}</Button></Link>;
  return <Notice kind="lost" title={t('failure.notFoundTitle')} text={t('failure.notFoundText')} action={home} />;
}
