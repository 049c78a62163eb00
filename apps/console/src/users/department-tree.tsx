import { TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDepartmentNodes } from './department-nodes';

export interface DepartmentTreeProps {
  /** Empty: all. */
  value: string;
  onChange: (departmentId: string) => void;
}

export function DepartmentTree({ value, onChange, used }: DepartmentTreeProps & { used: boolean }): ReactNode {
  const { t } = useTranslation();
  const { nodes, isPending } = useDepartmentNodes();
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
