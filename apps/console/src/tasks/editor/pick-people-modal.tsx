import { useInfiniteQuery } from '@tanstack/react-query';
import { Flex, Modal, Segmented, Table, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { LoadMore } from '../../ui/load-more';
import { SearchBox } from '../../ui/search-box';
import { BindingStateTag } from '../../ui/state-tag';
import { DepartmentSelect } from '../../users/department-select';
import { bindingStateOf, usersQuery, type ListedUser } from '../../users/queries';
import { useDepartmentNames } from '../../users/use-department-names';
import { Typography } from '../../ui/typography';

interface PickPeopleModalProps {
  authorizationId: string;
  selected: readonly string[];
  onClose: () => void;
  /** @param seen everybody who was on the list, so that they need not be looked up */
  onPick: (userIds: string[], seen: ReadonlyMap<string, ListedUser>) => void;
}

type Bound = 'all' | 'bound' | 'unbound';
const STATES: readonly Bound[] = ['all', 'bound', 'unbound'];

export function PickPeopleModal({ authorizationId, selected, onClose, onPick }: PickPeopleModalProps): ReactNode {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [department, setDepartment] = useState('');
  const [state, setState] = useState<Bound>('all');
  const [chosen, setChosen] = useState<readonly string[]>(selected);
  const [seen, setSeen] = useState<ReadonlyMap<string, ListedUser>>(new Map());
  const departmentName = useDepartmentNames();
  const users = useInfiniteQuery(usersQuery({ authorizationId, query: words || undefined, departmentId: department || undefined, state: state === 'all' ? undefined : state }));
  const items = users.data?.pages.flatMap((page) => page.items) ?? [];

  const choose = (keys: readonly string[]): void => {
    setChosen(keys);
    setSeen(new Map([...seen, ...items.map((user) => [user.hostUserId, user] as const)]));
  };

  const columns: TableColumnsType<ListedUser> = [
    { title: t('users.name'), key: 'name', render: (_, { name, account }) => <>{name}{' '}<Typography.Text type="secondary">{account}</Typography.Text></> },
    { title: t('users.department'), key: 'department', render: (_, { departmentIds }) => departmentIds.map(departmentName).join(t('common.joiner')) || '—' },
    { title: t('common.state'), key: 'state', width: 150, render: (_, user) => <BindingStateTag state={bindingStateOf(user)} /> },
  ];

  return (
    <Modal
      open
      width={760}
      title={t('taskEditor.pickTitle')}
      okText={t('taskEditor.pickDone', { count: chosen.length })}
      onCancel={onClose}
      onOk={() => {
        onPick([...chosen], seen);
        onClose();
      }}
    >
      <Flex gap={12} wrap style={{ marginBottom: 12 }}>
        <SearchBox value={words} placeholder={t('users.searchPlaceholder')} onSearch={setWords} width={220} />
        <DepartmentSelect value={department} onChange={setDepartment} />
        <Segmented<Bound> aria-label={t('common.state')} value={state} options={STATES.map((value) => ({ value, label: t(`users.filter.${value}`) }))} onChange={setState} />
      </Flex>
      {users.error ? (
        <Failure error={users.error} onRetry={() => void users.refetch()} />
      ) : (
        <div style={{ height: 420, overflow: 'auto' }}>
          <Table<ListedUser>
            size="small"
            rowKey="hostUserId"
            columns={columns}
            dataSource={items}
            loading={users.isPending}
            pagination={false}
            sticky
            rowSelection={{
              selectedRowKeys: [...chosen],
              // People chosen under another filter stay chosen.
              preserveSelectedRowKeys: true,
              onChange: (keys) => choose(keys.map(String)),
              getCheckboxProps: ({ active, name }) => ({ disabled: !active, 'aria-label': name }),
            }}
            onRow={(user) => ({
              onClick: () => user.active && choose(chosen.includes(user.hostUserId) ? chosen.filter((id) => id !== user.hostUserId) : [...chosen, user.hostUserId]),
              style: { cursor: user.active ? 'pointer' : undefined },
            })}
          />
          <LoadMore hasMore={users.hasNextPage} loading={users.isFetchingNextPage} onMore={() => void users.fetchNextPage()} pages={users.data?.pages.length ?? 0} />
        </div>
      )}
    </Modal>
  );
}
