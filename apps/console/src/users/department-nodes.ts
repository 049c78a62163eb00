import { useQuery } from '@tanstack/react-query';
import { departmentsQuery } from './queries';

interface DepartmentNode {
  id: string;
  value: string;
  title: string;
  /** 0: at the top. */
  pId: string | 0;
}

/** The departments as antd's trees take them; those whose parent is not known stand at the top. */
export function useDepartmentNodes(): { nodes: DepartmentNode[]; isPending: boolean } {
  const { data, isPending } = useQuery(departmentsQuery);
  const departments = data?.items ?? [];
  const known = new Set(departments.map(({ id }) => id));
  return { nodes: departments.map(({ id, name, parentId }) => ({ id, value: id, title: name, pId: parentId !== undefined && known.has(parentId) ? parentId : 0 })), isPending };
}
