import { TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDepartmentNodes } from '../../users/department-nodes';

export interface DepartmentsTreeProps {
  id?: string;
  /** Ids of departments. */
  value?: string[];
  onChange?: (departmentIds: string[]) => void;
}

export function DepartmentsTree(field: DepartmentsTreeProps): ReactNode {
  const { t } = useTranslation();
  const { nodes, isPending } = useDepartmentNodes();
  return <TreeSelect {...field} multiple allowClear treeDefaultExpandAll treeDataSimpleMode treeData={nodes} loading={isPending} showSearch={{ treeNodeFilterProp: 'title' }} placeholder={t('taskEditor.optional')} />;
}
