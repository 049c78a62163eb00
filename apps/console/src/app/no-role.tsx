import { Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function NoRole(): ReactNode {
  const { t } = useTranslation();
  return <Result status="403" title={t('home.noRole')} subTitle={t('home.noRoleText')} />;
}
