import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/me';
import { useDebounced } from '../../ui/use-debounced';
import { usersQuery } from '../../users/queries';
import { usePeople } from '../../users/use-people';

interface PersonSelectProps {
  id?: string;
  value?: string;
  onChange?: (userId: string) => void;
  authorizationId: string | undefined;
}

/** For administrators and editors: one of the BI's people, searched by name or account. */
export function PersonSelect({ id, value, onChange, authorizationId }: PersonSelectProps): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim(), 300);
  const users = useInfiniteQuery(usersQuery({ authorizationId: authorizationId ?? '', query: query || undefined }));
  const { people } = usePeople(authorizationId, value && value !== me.id ? [value] : []);
  const labels = new Map<string, string>([[me.id, t('tasks.editor.ownerMe', { name: me.name })]]);
  for (const { hostUserId, name, account } of [...people.values(), ...(users.data?.pages.flatMap((page) => page.items) ?? [])]) {
    if (hostUserId !== me.id) labels.set(hostUserId, `${name} ${account}`);
  }
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      loading={users.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={[...labels].map(([userId, label]) => ({ value: userId, label }))}
    />
  );
}
