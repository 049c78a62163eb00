import type { ReactNode } from 'react';
import { useRights } from '../session/me';
import { NoPermission } from './failure';

/** For pages that somebody else may come to by a link. */
export function AdminOnly({ children }: { children: ReactNode }): ReactNode {
  return useRights().administrator ? children : <NoPermission />;
}
