import type { PushTask } from './push-task';

/** How often it is looked whether owners are still there, in milliseconds. */
export const OWNER_CHECK_EVERY_MS = 3_600_000;

/** Somebody who owns tasks, as a process has taken him for a look. */
export interface OwnerToCheck {
  tenantId: string;
  userId: string;
  /** Since when the host does not know him, or knows that he left. */
  goneSince: Date | null;
}

/** People who take over tasks of a project whose owner left: the first of them who is there. */
export interface ProjectDeputies {
  projectId: string;
  /** Host users, in order. */
  userIds: string[];
  updatedAt: Date | null;
  updatedBy: string | null;
}

/**
 * What changes of a task that a deputy takes over without being asked. A group sees what the owner may see: nobody has decided that it may see what
 * the deputy sees, so that a task through robots is disabled until somebody does.
 */
export function takenOverBy(deputy: string, { channel, state }: Pick<PushTask, 'channel' | 'state'>): Partial<PushTask> {
  if (channel.kind !== 'robots' || state === 'disabled') return { ownerUserId: deputy };
  return { ownerUserId: deputy, state: 'disabled', nextRunAt: null, nextPlannedAt: null };
}
