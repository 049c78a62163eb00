import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppOrRobotButton } from '../robots/app-or-robot';
import { AdminOnly } from '../ui/admin-only';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { onceOpen } from '../ui/once-open';
import { Page, Sheet } from '../ui/page';
import { AuthorizationCard } from './authorization-card';
import { authorizationsQuery } from './queries';

const AuthorizeDrawer = onceOpen(async () => (await import('./authorize/authorize-drawer')).AuthorizeDrawer, ({ open }) => open, 'authorizations', 'schedule', 'trouble');

export function AuthorizationsPage(): ReactNode {
  return <AdminOnly><Authorizations /></AdminOnly>;
}

function Authorizations(): ReactNode {
  const { t } = useTranslation();
  const [authorizing, setAuthorizing] = useState(false);
  const { data, error, isPending, refetch } = useQuery(authorizationsQuery);
  const authorize = <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAuthorizing(true)}>{t('authorizations.authorize')}</Button>;

  const list = (): ReactNode => {
    if (isPending) return <Card variant="borderless"><Skeleton active avatar /></Card>;
    if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
    if (data.items.length === 0) return <Sheet><ListEmpty title={t('authorizations.empty')} text={t('authorizations.emptyText')} action={authorize} /></Sheet>;
    return <Flex vertical gap={16}>{data.items.map((item) => <AuthorizationCard key={item.id} authorization={item} />)}</Flex>;
  };

  return (
    <Page title={t('authorizations.title')} description={t('authorizations.description')} actions={<><AppOrRobotButton />{data && data.items.length > 0 && authorize}</>}>
      {list()}
      <AuthorizeDrawer open={authorizing} onClose={() => setAuthorizing(false)} />
    </Page>
  );
}
