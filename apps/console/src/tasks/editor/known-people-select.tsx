import { useQuery } from '@tanstack/react-query';
import { Select, type SelectProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMe } from '../../session/me';

/** Recent pushes whose people are offered. */
const RECORDS = 5;

async function peopleOfRecentPushes(projectId: string): Promise<Map<string, string>> {
  const records = await ask(api.GET('/push/records', { params: { query: { projectId, limit: RECORDS } } }));
  const lists = await Promise.all(records.items.map(({ id }) => ask(api.GET('/push/records/{id}/deliveries', { params: { path: { id }, query: { limit: 200 } } }))));
  return new Map(lists.flatMap(({ items }) => items.map(({ hostUserId, hostUserName }) => [hostUserId, hostUserName])));
}

/** For editors, whom the API gives no list of people: those of the project's recent pushes, or anybody by id. */
export function KnownPeopleSelect({ projectId, ...select }: Pick<SelectProps<string[]>, 'id' | 'value' | 'onChange' | 'disabled'> & { projectId: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const { data, isLoading } = useQuery({
    queryKey: ['recent-people', projectId],
    queryFn: () => peopleOfRecentPushes(projectId!),
    enabled: projectId !== undefined,
    staleTime: 60_000,
  });
  const names = new Map([...(data ?? []), [me.id, t('common.personMe', { name: me.name })]]);
  return (
    <Select<string[]>
      {...select}
      mode="tags"
      tokenSeparators={[',', '，', ' ', '\n']}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...names].map(([userId, name]) => ({ value: userId, label: name }))}
      optionRender={({ label, value }) => <>{label}{label === value ? '' : ` (${value})`}</>}
    />
  );
}
