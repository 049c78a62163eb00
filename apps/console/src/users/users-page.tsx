import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { ExportButton } from './export-button';
import { UserList } from './user-list';
import { UsersFrame } from './users-frame';

export function UsersPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <UsersFrame
      part="people"
      actions={(authorizationId) => (
        <>
          <ExportButton authorizationId={authorizationId} />
          <Link to={`/users/batches?authorization=${authorizationId}`}><Button type="primary">{t('users.bulk')}</Button></Link>
        </>
      )}
    >
      {(authorizationId) => <UserList key={authorizationId} authorizationId={authorizationId} />}
    </UsersFrame>
  );
}
