import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../ui/filter-select';
import { projectsQuery } from './queries';

/** Filter of a list; empty: all projects. */
export function ProjectSelect({ value, onChange }: { value: string; onChange: (projectId: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(projectsQuery);
  return (
    <FilterSelect<string>
      showSearch={{ optionFilterProp: 'label' }}
      loading={isPending}
      aria-label={t('common.project')}
      placeholder={t('common.allProjects')}
      value={value || undefined}
      options={data?.items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => onChange(id ?? '')}
      style={{ width: 180 }}
    />
  );
}
