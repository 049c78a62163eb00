import { Drawer, Skeleton } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appNameOf, type Authorization } from '../queries';

/** Loaded when it is first looked at: it brings a table and a timeline. */
const HealthView = lazy(async () => ({ default: (await import('./health-view')).HealthView }));

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
