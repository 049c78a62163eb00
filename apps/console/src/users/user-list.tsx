import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Segmented, Table, Tag, Tooltip, Typography, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { NameAvatar } from '../ui/name-avatar';
import { Sheet } from '../ui/page';
import { SearchBox } from '../ui/search-box';
import { BindingStateTag } from '../ui/state-tag';
import { TextButton } from '../ui/text-button';
import { useAddress } from '../ui/use-address';
import { BindingDrawer } from './binding-drawer';
import { DepartmentSelect } from './department-select';
import { bindingStateOf, usersQuery, type ListedUser } from './queries';
import { useDepartmentNames } from './use-department-names';
import { useUnbind } from './use-unbind';

const STATES = ['all', 'bound', 'unbound'] as const;

export function UserList({ authorizationId }: { authorizationId: string }): ReactNode {
  const { t } = useTranslation();
  const [{ q, department, state }, setAddress] = useAddress('q', 'department', 'state');
  const bound = state === 'bound' || state === 'unbound' ? state : undefined;
  const users = useInfiniteQuery(usersQuery({ authorizationId, query: q || undefined, departmentId: department || undefined, state: bound }));
  const [editing, setEditing] = useState<ListedUser>();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const unbind = useUnbind(authorizationId);
  const departmentName = useDepartmentNames();

  const edit = (user: ListedUser): void => {
    setEditing(user);
    setDrawerOpen(true);
  };

  const columns: TableColumnsType<ListedUser> = [
    {
      title: t('users.name'),
      key: 'name',
      render: (_, { name, account, active }) => (
        <Flex gap={10} align="center">
          <NameAvatar name={name} />
          <div>
            {name}
            {!active && <Tooltip title={t('users.inactiveHint')}><Tag variant="filled" style={{ marginInlineStart: 8 }}>{t('users.inactive')}</Tag></Tooltip>}
            <br />
            <Typography.Text type="secondary">{account}</Typography.Text>
          </div>
        </Flex>
      ),
    },
    { title: t('users.department'), key: 'department', responsive: ['md'], render: (_, { departmentIds }) => departmentIds.map(departmentName).join(t('schedule.joiner')) || '—' },
    {
      title: t('users.wecomAccount'),
      key: 'wecom',
      render: (_, { binding }) => binding ? <>{binding.wecomName}<br /><Typography.Text type="secondary">{binding.wecomUserId}</Typography.Text></> : <Typography.Text type="secondary">—</Typography.Text>,
    },
    { title: t('common.state'), key: 'state', width: 150, render: (_, user) => <BindingStateTag state={bindingStateOf(user)} /> },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 170,
      render: (_, user) => (
        <Flex gap={16}>
          <TextButton of={user.name} onClick={() => edit(user)}>{t(user.binding ? 'users.change' : 'users.bind')}</TextButton>
          {user.binding && <TextButton of={user.name} danger onClick={() => unbind(user)}>{t('users.unbind')}</TextButton>}
        </Flex>
      ),
    },
  ];

  const filtered = q !== '' || department !== '' || bound !== undefined;
  const clear = <Button onClick={() => setAddress({ q: '', department: '', state: '' })}>{t('common.clearFilters')}</Button>;
  return (
    <Sheet>
      <Flex gap={12} wrap style={{ marginBottom: 16 }}>
        <SearchBox value={q} placeholder={t('users.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} />
        <DepartmentSelect value={department} onChange={(id) => setAddress({ department: id })} />
        <Segmented
          aria-label={t('common.state')}
          value={bound ?? 'all'}
          options={STATES.map((value) => ({ value, label: t(`users.filter.${value}`) }))}
          onChange={(value) => setAddress({ state: value === 'all' ? '' : value })}
        />
      </Flex>
      {users.error ? (
        <Failure error={users.error} onRetry={() => void users.refetch()} />
      ) : (
        <>
          <Table<ListedUser>
            rowKey="hostUserId"
            columns={columns}
            dataSource={users.data?.pages.flatMap((page) => page.items)}
            loading={users.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: users.isPending ? ' ' : <ListEmpty title={t('users.empty')} action={filtered && clear} /> }}
          />
          <LoadMore hasMore={users.hasNextPage} loading={users.isFetchingNextPage} onMore={() => void users.fetchNextPage()} pages={users.data?.pages.length ?? 0} />
        </>
      )}
      {editing && <BindingDrawer key={editing.hostUserId} user={editing} authorizationId={authorizationId} open={drawerOpen} onClose={() => setDrawerOpen(false)} />}
    </Sheet>
  );
}
