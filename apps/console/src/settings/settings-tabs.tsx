import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router-dom';
import { AdminOnly } from '../ui/admin-only';
import { Page, Sheet } from '../ui/page';

const TABS = ['api-keys', 'roles', 'retention', 'audit'] as const;

/** Frame of the settings: each is a page with an address of its own. */
export function SettingsPage({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const active = TABS.find((tab) => pathname.endsWith(`/${tab}`));
  return (
    <AdminOnly>
      <Page title={t('settings.title')}>
        <Tabs activeKey={active} onChange={(tab) => void navigate(`/settings/${tab}`)} items={TABS.map((key) => ({ key, label: t(`settings.tabs.${key}`) }))} tabBarStyle={{ margin: 0 }} />
        <Sheet>{children}</Sheet>
      </Page>
    </AdminOnly>
  );
}
