import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { appLabelOf, authorizationsQuery, isUsable } from '../authorizations/queries';
import { AdminOnly } from '../ui/admin-only';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { Page, Sheet } from '../ui/page';
import { PartMenu } from '../ui/part-menu';
import { LaterSelect } from '../ui/select';
import { useAddress } from '../ui/use-address';

const PARTS = ['people', 'batches', 'changes'] as const;
type Part = (typeof PARTS)[number];
const ADDRESSES: Record<Part, string> = { people: '/users', batches: '/users/batches', changes: '/users/changes' };

interface UsersFrameProps {
  part: Part;
  actions?: (authorizationId: string) => ReactNode;
  children: (authorizationId: string) => ReactNode;
}

export function UsersFrame(props: UsersFrameProps): ReactNode {
  return <AdminOnly><Frame {...props} /></AdminOnly>;
}

/** Around the pages of users. Bindings belong to one authorized app: with several, one chooses which. */
function Frame({ part, actions, children }: UsersFrameProps): ReactNode {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(authorizationsQuery);
  const [address, setAddress] = useAddress('authorization');
  const apps = data?.items.filter(isUsable) ?? [];
  const app = apps.find(({ id }) => id === address.authorization) ?? apps[0];
  const search = address.authorization && `?authorization=${address.authorization}`;

  const content = (): ReactNode => {
    if (isPending) return <Sheet><Skeleton active /></Sheet>;
    if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
    if (!app) {
      const action = <Link to="/toolbox/wecom-app"><Button type="primary">{t('users.goAuthorize')}</Button></Link>;
      return <Sheet><ListEmpty title={t('users.noAuthorization')} text={t('users.noAuthorizationText')} action={action} /></Sheet>;
    }
    return children(app.id);
  };

  return (
    <Page
      title={t('users.title')}
      description={t('users.description')}
      actions={
        app && (
          <>
            {apps.length > 1 && (
              <Flex align="center" gap={8}>
                {t('users.authorization')}
                <Suspense><LaterSelect aria-label={t('users.authorization')} value={app.id} options={apps.map((choice) => ({ value: choice.id, label: appLabelOf(choice) }))} onChange={(id: string) => setAddress({ authorization: id })} popupMatchSelectWidth={false} /></Suspense>
              </Flex>
            )}
            {actions?.(app.id)}
          </>
        )
      }
    >
      <PartMenu label={t('users.title')} active={part} parts={PARTS.map((key) => ({ key, to: `${ADDRESSES[key]}${search}`, label: t(`users.parts.${key}`) }))} />
      {content()}
    </Page>
  );
}
