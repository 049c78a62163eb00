import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Flex, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure';
import { FilterSelect } from '../ui/filter-select';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { NameAvatar } from '../ui/name-avatar';
import { onceOpen } from '../ui/once-open';
import { Sheet } from '../ui/page';
import { SearchBox } from '../ui/search-box';
import { BindingStateTag } from '../ui/state-tag';
import { TextButton } from '../ui/text-button';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import { DepartmentSelect } from './department-select';
import { bindingStateOf, groupsQuery, usersQuery, type ListedUser, type StateFilter } from './queries';
import { useDepartmentNames } from './use-department-names';

const BindingDrawer = onceOpen(async () => (await import('./binding-drawer')).BindingDrawer, ({ open }) => open);
const UnbindModal = onceOpen(async () => (await import('./unbind-modal')).UnbindModal, ({ open }) => open);
const AskModal = onceOpen(async () => (await import('./ask-modal')).AskModal, ({ open }) => open);

const STATES: readonly StateFilter[] = ['unbound', 'bound', 'active', 'out_of_range', 'left'];

/** As many people as the API asks at once. */
const MOST_ASKED = 1000;

export function UserList({ authorizationId }: { authorizationId: string }): ReactNode {
  const { t } = useTranslation();
  const [{ q, department, group, state }, setAddress] = useAddress('q', 'department', 'group', 'state');
  const wanted = STATES.find((known) => known === state);
  const users = useInfiniteQuery(usersQuery({ authorizationId, query: q || undefined, departmentId: department || undefined, groupId: group || undefined, state: wanted }));
  const groups = useQuery(groupsQuery);
  const [chosen, setChosen] = useState<ListedUser[]>([]);
  const [subject, setSubject] = useState<ListedUser>();
  const [opened, setOpened] = useState<'edit' | 'unbind' | 'ask'>();
  const departmentName = useDepartmentNames();
  const close = (): void => setOpened(undefined);

  const open = (what: 'edit' | 'unbind', user: ListedUser): void => {
    setSubject(user);
    setOpened(what);
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
    { title: t('users.department'), key: 'department', responsive: ['md'], render: (_, { departmentIds }) => departmentIds.map(departmentName).join(t('common.joiner')) || '—' },
    {
      title: t('users.wecomAccount'),
      key: 'wecom',
      render: (_, { binding }) => binding ? <>{binding.wecomName && <>{binding.wecomName}<br /></>}<Typography.Text type="secondary">{binding.wecomUserId}</Typography.Text></> : <Typography.Text type="secondary">—</Typography.Text>,
    },
    { title: t('common.state'), key: 'state', width: 150, render: (_, user) => <BindingStateTag state={bindingStateOf(user)} /> },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 170,
      render: (_, user) => (
        <Flex gap={16}>
          <TextButton of={user.name} onClick={() => open('edit', user)}>{t(user.binding ? 'users.change' : 'users.bind')}</TextButton>
          {user.binding && <TextButton of={user.name} danger onClick={() => open('unbind', user)}>{t('users.unbind')}</TextButton>}
        </Flex>
      ),
    },
  ];

  const filtered = q !== '' || department !== '' || group !== '' || wanted !== undefined;
  const clear = <Button onClick={() => setAddress({ q: '', department: '', group: '', state: '' })}>{t('common.clearFilters')}</Button>;
  return (
    <Sheet>
      <Flex gap={12} wrap style={{ marginBottom: 16 }}>
        <SearchBox value={q} placeholder={t('users.searchPlaceholder')} onSearch={(words) => setAddress({ q: words })} />
        <DepartmentSelect value={department} onChange={(id) => setAddress({ department: id })} />
        <FilterSelect<string>
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('users.group')}
          placeholder={t('users.allGroups')}
          loading={groups.isPending}
          value={group || undefined}
          options={groups.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => setAddress({ group: id ?? '' })}
          style={{ width: 150 }}
        />
        <FilterSelect<StateFilter>
          aria-label={t('common.state')}
          placeholder={t('users.allStates')}
          value={wanted}
          options={STATES.map((value) => ({ value, label: t(`users.filter.${value}`) }))}
          onChange={(value) => setAddress({ state: value ?? '' })}
          style={{ width: 170 }}
        />
      </Flex>
      {chosen.length > 0 && (
        <Flex role="status" gap={12} align="center" wrap style={{ marginBottom: 12 }}>
          {t('users.ask.chosen', { count: chosen.length })}
          <Button type="primary" size="small" disabled={chosen.length > MOST_ASKED} onClick={() => setOpened('ask')}>{t('users.ask.open')}</Button>
          <TextButton onClick={() => setChosen([])}>{t('users.ask.clear')}</TextButton>
        </Flex>
      )}
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
            rowSelection={{
              selectedRowKeys: chosen.map(({ hostUserId }) => hostUserId),
              preserveSelectedRowKeys: true,
              onChange: (_, rows) => setChosen(rows),
              getTitleCheckboxProps: () => ({ 'aria-label': t('users.ask.chooseAll') }),
              // Only they can be asked.
              getCheckboxProps: ({ name, binding, active }) => ({ disabled: binding !== null || !active, 'aria-label': t('users.ask.choose', { name }) }),
            }}
            locale={{ emptyText: users.isPending ? ' ' : <ListEmpty title={t('users.empty')} action={filtered && clear} /> }}
          />
          <LoadMore hasMore={users.hasNextPage} loading={users.isFetchingNextPage} onMore={() => void users.fetchNextPage()} pages={users.data?.pages.length ?? 0} />
        </>
      )}
      {subject && (
        <>
          <BindingDrawer key={`edit ${subject.hostUserId}`} user={subject} authorizationId={authorizationId} open={opened === 'edit'} onClose={close} />
          <UnbindModal key={`unbind ${subject.hostUserId}`} user={subject} authorizationId={authorizationId} open={opened === 'unbind'} onClose={close} />
        </>
      )}
      <AskModal authorizationId={authorizationId} people={chosen} open={opened === 'ask'} onClose={close} onDone={() => setChosen([])} />
    </Sheet>
  );
}
