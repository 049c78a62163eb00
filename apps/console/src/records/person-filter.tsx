import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useRights } from '../session/me';
import { HostPersonSelect } from '../tasks/people/host-people-select';
import { useHostPeople } from '../tasks/people/use-host-people';

interface PersonFilterProps {
  /** Id at the host; empty for everybody. */
  value: string;
  onChange: (hostUserId: string) => void;
}

/** Whose records: who makes tasks may search all people; others have themselves, and whom a link names. */
export function PersonFilter({ value, onChange }: PersonFilterProps): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const { editsAnywhere } = useRights();
  const known = useHostPeople(value !== '' && value !== me.id && !editsAnywhere ? [value] : []);
  const shared = {
    allowClear: true,
    'aria-label': t('records.person'),
    placeholder: t('records.allPeople'),
    value: value || undefined,
    onChange: (id: string | undefined) => onChange(id ?? ''),
    style: { width: 180 },
  };
  if (editsAnywhere) return <HostPersonSelect {...shared} withInactive />;
  const mine = { value: me.id, label: t('common.personMe', { name: me.name }) };
  return <Select<string> {...shared} options={value !== '' && value !== me.id ? [mine, { value, label: known.get(value)?.name ?? value }] : [mine]} />;
}
