import { Select, type SelectProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/me';
import { useDebounced } from '../../ui/use-debounced';
import { useHostPeople, useHostPeopleSearch } from './use-host-people';

type Shared = Pick<SelectProps, 'id' | 'disabled' | 'placeholder' | 'aria-label' | 'status' | 'style' | 'allowClear' | 'autoFocus' | 'defaultOpen'>;

/** Labels of those that are chosen and of those that were found, me first. */
function useLabels(chosen: readonly string[], words: string, withInactive = false): { options: { value: string; label: string }[]; searching: boolean } {
  const { t } = useTranslation();
  const me = useMe();
  const query = useDebounced(words.trim(), 300);
  const search = useHostPeopleSearch(query);
  const known = useHostPeople(chosen.filter((id) => id !== me.id));
  const labels = new Map<string, string>();
  if (query === '' || chosen.includes(me.id)) labels.set(me.id, t('common.personMe', { name: me.name }));
  for (const { id, name, account, active } of [...known.values(), ...(search.data?.items ?? [])]) {
    if (!labels.has(id) && (active || withInactive || chosen.includes(id))) labels.set(id, `${name} ${account}${active ? '' : ` · ${t('common.personLeft')}`}`);
  }
  return { options: [...labels].map(([value, label]) => ({ value, label })), searching: search.isFetching };
}

/** One of the BI's people, searched by name or account; for administrators and editors. */
export function HostPersonSelect({ value, onChange, withInactive, ...select }: Shared & { value?: string; onChange?: (userId: string) => void; withInactive?: boolean }): ReactNode {
  const [words, setWords] = useState('');
  const { options, searching } = useLabels(value ? [value] : [], words, withInactive);
  return <Select<string> {...select} value={value} onChange={onChange} loading={searching} options={options} showSearch={{ filterOption: false, onSearch: setWords }} />;
}

/** Several of the BI's people, in the order in which they were chosen. */
export function HostPeopleSelect({ value = [], onChange, ...select }: Shared & { value?: string[]; onChange?: (userIds: string[]) => void }): ReactNode {
  const [words, setWords] = useState('');
  const { options, searching } = useLabels(value, words);
  return (
    <Select<string[]> {...select} mode="multiple" value={value} onChange={onChange} loading={searching} options={options} showSearch={{ filterOption: false, onSearch: setWords, autoClearSearchValue: true }} />
  );
}
