import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from './queries';

export interface DepartmentTreeProps {
  /** Empty: all. */
  value: string;
  onChange: (departmentId: string) => void;
}

export function DepartmentTree({ value, onChange, used }: DepartmentTreeProps & { used: boolean }): ReactNode {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(departmentsQuery);
  const known = new Set(data?.items.map(({ id }) => id));
  const nodes = (data?.items ?? []).map(({ id, name, parentId }) => ({ id, value: id, title: name, pId: parentId !== undefined && known.has(parentId) ? parentId : 0 }));
  return (
    <TreeSelect
      allowClear
      autoFocus={used}
      defaultOpen={used}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll
      treeDataSimpleMode
      treeData={nodes}
      loading={isPending}
      aria-label={t('users.department')}
      placeholder={t('users.allDepartments')}
      value={value || undefined}
      onChange={(id: string | undefined) => onChange(id ?? '')}
      popupMatchSelectWidth={false}
      style={{ width: 180 }}
    />
  );
}
