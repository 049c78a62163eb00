import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router-dom';
import { AdminOnly } from '../ui/admin-only';
import { Page, Sheet } from '../ui/page';
import { PartMenu } from '../ui/part-menu';

const TABS = ['api-keys', 'roles', 'calendars', 'retention', 'erasures', 'audit'] as const;

/** Frame of the settings: each is a page with an address of its own. */
export function SettingsPage({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <AdminOnly>
      <Page title={t('settings.title')}>
        <PartMenu label={t('settings.title')} active={TABS.find((tab) => pathname.startsWith(`/settings/${tab}`))} parts={TABS.map((key) => ({ key, to: `/settings/${key}`, label: t(`settings.tabs.${key}`) }))} />
        <Sheet>{children}</Sheet>
      </Page>
    </AdminOnly>
  );
}
