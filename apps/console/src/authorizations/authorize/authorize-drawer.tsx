import { Drawer, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../ui/later';

/** Forms and steps are loaded when somebody begins. */
const AuthorizeFlow = later(async () => (await import('./authorize-flow')).AuthorizeFlow);

export function AuthorizeDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer open={open} size={640} title={t('authorizations.form.title')} onClose={onClose} mask={{ closable: false }} destroyOnHidden>
      <Suspense fallback={<Skeleton active />}><AuthorizeFlow onClose={onClose} /></Suspense>
    </Drawer>
  );
}
