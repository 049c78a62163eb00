import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { useProjectNames } from '../tasks/use-project-names';
import { Failure } from '../ui/failure';
import { confirm, message } from '../ui/feedback';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { onceOpen } from '../ui/once-open';
import { TextButton } from '../ui/text-button';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { API_KEYS_KEY, apiKeysQuery, type ApiKey } from './queries';
import { SettingsPage } from './settings-tabs';

const CreateKeyModal = onceOpen(async () => (await import('./create-key-modal')).CreateKeyModal, ({ open }) => open);

type KeyState = 'active' | 'expired' | 'revoked';
const COLORS: Record<KeyState, string> = { active: 'success', expired: 'default', revoked: 'error' };
const stateOf = ({ revokedAt, expiresAt }: ApiKey): KeyState => (revokedAt !== null ? 'revoked' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'active');

export function ApiKeysPage(): ReactNode {
  return <SettingsPage><ApiKeys /></SettingsPage>;
}

function ApiKeys(): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const projectName = useProjectNames();
  const [creating, setCreating] = useState(false);
  const keys = useInfiniteQuery(apiKeysQuery);

  const revoke = ({ id, name }: ApiKey): void =>
    confirm({
      title: t('settings.keys.revokeTitle', { name }),
      content: t('settings.keys.revokeText'),
      okText: t('settings.keys.revoke'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: async () => {
        try {
          await ask(api.DELETE('/push/api-keys/{id}', { params: { path: { id } } }));
          message.success(t('settings.keys.revoked'));
        } catch (error) {
          report(error as Error);
        }
        await queries.invalidateQueries({ queryKey: API_KEYS_KEY });
      },
    });

  const columns: TableColumnsType<ApiKey> = [
    { title: t('settings.keys.name'), key: 'name', render: (_, { name, prefix }) => <><strong>{name}</strong><br /><Typography.Text type="secondary">{prefix}…</Typography.Text></> },
    {
      title: t('settings.keys.role'),
      key: 'role',
      render: (_, { administrator, projectRoles }) => (administrator ? t('app.administrator') : Object.entries(projectRoles).map(([id, role]) => <div key={id}>{projectName(id)}{' · '}{t(`settings.roles.${role}`)}</div>)),
    },
    { title: t('settings.keys.expiresAt'), key: 'expires', width: 130, render: (_, { expiresAt }) => <Moment value={expiresAt} /> },
    { title: t('settings.keys.lastUsedAt'), key: 'used', width: 130, render: (_, { lastUsedAt }) => (lastUsedAt ? <Moment value={lastUsedAt} /> : t('settings.keys.never')) },
    { title: t('common.state'), key: 'state', width: 100, render: (_, key) => <Tag variant="filled" color={COLORS[stateOf(key)]}>{t(`settings.keys.states.${stateOf(key)}`)}</Tag> },
    { title: t('common.actions'), key: 'actions', width: 90, render: (_, key) => stateOf(key) === 'active' && <TextButton danger of={key.name} onClick={() => revoke(key)}>{t('settings.keys.revoke')}</TextButton> },
  ];

  if (keys.error) return <Failure error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <>
      <Flex justify="space-between" align="center" gap={12} wrap style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary">{t('settings.keys.description')}</Typography.Text>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>{t('settings.keys.create')}</Button>
      </Flex>
      <Table<ApiKey>
        rowKey="id"
        columns={columns}
        dataSource={keys.data?.pages.flatMap((page) => page.items)}
        loading={keys.isPending}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: keys.isPending ? ' ' : <ListEmpty title={t('settings.keys.empty')} text={t('settings.keys.description')} /> }}
      />
      <LoadMore hasMore={keys.hasNextPage} loading={keys.isFetchingNextPage} onMore={() => void keys.fetchNextPage()} pages={keys.data?.pages.length ?? 0} />
      <CreateKeyModal open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
