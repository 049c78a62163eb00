import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from './queries';

/** @returns the name of a project; its id while names are on their way */
export function useProjectNames(): (id: string) => string {
  const { data } = useQuery(projectsQuery);
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
