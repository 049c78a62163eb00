import { Drawer, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appNameOf, type Authorization } from '../queries';
import { later } from '../../ui/later';

/** Loaded when it is first looked at: it brings a table and a timeline. */
const HealthView = later(async () => (await import('./health-view')).HealthView);

interface HealthDrawerProps {
  authorization: Authorization;
  open: boolean;
  onClose: () => void;
}

export function HealthDrawer({ authorization, open, onClose }: HealthDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer open={open} size={720} title={t('authorizations.health.title', { name: appNameOf(authorization) })} onClose={onClose} destroyOnHidden>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}><HealthView authorization={authorization} /></Suspense>
    </Drawer>
  );
}
