import { useQuery } from '@tanstack/react-query';
import { departmentsQuery } from './queries';

/** @returns the name of a department; its id while names are on their way */
export function useDepartmentNames(): (id: string) => string {
  const { data } = useQuery(departmentsQuery);
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
