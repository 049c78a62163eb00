import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api, ask, type Schemas } from '../api/client';

export type Me = Schemas['CallerResponseDto'];

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => ask(api.GET('/push/sessions/me')), staleTime: 300_000 });

export const useMeQuery = () => useQuery(meQuery);

export const MeContext = createContext<Me | undefined>(undefined);

/** Who is signed in; only below the shell, which waits for it. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside of the shell');
  return me;
}

/** What the role lets one do. The API refuses the rest anyway: this only spares people the attempt. */
export interface Rights {
  administrator: boolean;
  /** In any project at all. */
  anywhere: boolean;
  mayEdit: (projectId: string) => boolean;
  editsAnywhere: boolean;
}

export function rightsOf({ administrator, projectRoles }: Me): Rights {
  const roles = Object.values(projectRoles);
  return {
    administrator,
    anywhere: administrator || roles.length > 0,
    mayEdit: (projectId) => administrator || projectRoles[projectId] === 'editor',
    editsAnywhere: administrator || roles.includes('editor'),
  };
}

export const useRights = (): Rights => rightsOf(useMe());
