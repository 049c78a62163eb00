import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../ui/later';
import { LaterField } from '../ui/later-field';
import type { DepartmentTreeProps } from './department-tree';

const DepartmentTree = later(async () => (await import('./department-tree')).DepartmentTree);

/** Filter of a list by department. */
export function DepartmentSelect(props: DepartmentTreeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <LaterField label={t('users.department')} placeholder={t('users.allDepartments')} style={{ width: 180 }} empty={props.value === ''} load={DepartmentTree.load}>
      {(used) => <DepartmentTree {...props} used={used} />}
    </LaterField>
  );
}
