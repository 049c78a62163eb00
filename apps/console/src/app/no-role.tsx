import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Notice } from '../ui/notice';

export function NoRole(): ReactNode {
  const { t } = useTranslation();
  return <Notice kind="locked" title={t('home.noRole')} text={t('home.noRoleText')} action={<Link to="/me/wecom"><Button>{t('nav.ownBindings')}</Button></Link>} />;
}
