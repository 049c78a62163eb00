import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useRights } from '../session/me';
import { useHostPeople } from '../tasks/people/use-host-people';
import { later } from '../ui/later';
import { LaterField } from '../ui/later-field';
import { FilterSelect } from '../ui/filter-select';

const HostPersonSelect = later(async () => (await import('../tasks/people/host-people-select')).HostPersonSelect);

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
    'aria-label': t('records.person'),
    placeholder: t('records.allPeople'),
    value: value || undefined,
    onChange: (id: string | undefined) => onChange(id ?? ''),
    style: { width: 180 },
  };
  if (editsAnywhere) {
    return (
      <LaterField label={shared['aria-label']} placeholder={shared.placeholder} style={shared.style} empty={value === ''} load={HostPersonSelect.load}>
        {(used) => <HostPersonSelect {...shared} allowClear autoFocus={used} defaultOpen={used} withInactive />}
      </LaterField>
    );
  }
  const mine = { value: me.id, label: t('common.personMe', { name: me.name }) };
  return <FilterSelect<string> {...shared} options={value !== '' && value !== me.id ? [mine, { value, label: known.get(value)?.name ?? value }] : [mine]} />;
}
