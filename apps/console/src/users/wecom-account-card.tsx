import { Alert, Button, Card, Descriptions, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { NameAvatar } from '../ui/name-avatar';
import { Typography } from '../ui/typography';
import type { ListedUser } from './queries';

interface WecomAccountCardProps {
  account: Schemas['WecomAccountResponseDto'];
  /** To whom it would be bound. */
  user: ListedUser;
  binding: boolean;
  onBind: () => void;
}

/** The account that WeCom found, with all that helps to see whether it is the right one. */
export function WecomAccountCard({ account, user, binding, onBind }: WecomAccountCardProps): ReactNode {
  const { t } = useTranslation();
  const { userId, name, position, departmentIds, status, boundTo } = account;
  const isOthers = boundTo !== null && boundTo.hostUserId !== user.hostUserId;
  const isThis = boundTo?.hostUserId === user.hostUserId;
  // An account that left may be bound again under the same name.
  const isCurrent = isThis && user.binding?.state === 'active';
  return (
    <Card size="small">
      <Flex vertical gap={12}>
        <Flex gap={12} align="center">
          <NameAvatar name={name} size={40} />
          <div>
            <Typography.Text strong>{name}</Typography.Text>
            <br />
            <Typography.Text type="secondary">{userId}</Typography.Text>
          </div>
        </Flex>
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'position', label: t('users.drawer.position'), children: position ?? '—' },
            { key: 'departments', label: t('users.drawer.departmentIds'), children: departmentIds.join(t('common.joiner')) || '—' },
            { key: 'status', label: t('users.drawer.status'), children: t(`states.account.${status}`) },
          ]}
        />
        {isOthers && <Alert type="error" showIcon title={t('users.drawer.boundToOther', { name: boundTo.hostUserName })} />}
        {isCurrent && <Alert type="info" showIcon title={t('users.drawer.boundToThis')} />}
        {!isOthers && !isThis && name !== user.name && <Alert type="warning" showIcon title={t('users.drawer.nameDiffers', { name: user.name })} />}
        {(status === 'disabled' || status === 'not_activated') && <Alert type="warning" showIcon title={t('users.drawer.statusHint')} />}
        {!isOthers && !isCurrent && <Button type="primary" loading={binding} onClick={onBind}>{t(user.binding ? 'users.drawer.submitChange' : 'users.drawer.submit')}</Button>}
      </Flex>
    </Card>
  );
}
