import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LaterField } from '../ui/later-field';
import type { DepartmentTreeProps } from './department-tree';

const load = async () => ({ default: (await import('./department-tree')).DepartmentTree });
const DepartmentTree = lazy(load);

/** Filter of a list by department. */
export function DepartmentSelect(props: DepartmentTreeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <LaterField label={t('users.department')} placeholder={t('users.allDepartments')} style={{ width: 180 }} empty={props.value === ''} load={load}>
      {(used) => <DepartmentTree {...props} used={used} />}
    </LaterField>
  );
}
