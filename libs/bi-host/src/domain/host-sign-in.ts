import type { ProjectRole } from './caller';

/** Who signed in at the host, and what the person may do. */
export interface HostSignIn {
  userId: string;
  name: string;
  administrator: boolean;
  projectRoles: Record<string, ProjectRole>;
}
