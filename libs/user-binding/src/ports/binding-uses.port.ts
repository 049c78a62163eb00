/** Something that reaches a person through the binding. */
export interface BindingUse {
  hostUserId: string;
  taskId: string;
  title: string;
  projectId: string;
  state: string;
  /** When it is sent next; null when no time is set. */
  nextRunAt: Date | null;
}

/** Tasks of one person that are told, at most. */
export const USES_TOLD = 100;

/** What people would miss without their bindings. Given by whoever knows the tasks. */
export abstract class BindingUses {
  /** Tasks of the authorization that name these people by id, the newest first, at most {@link USES_TOLD} for each person. */
  abstract usesOf(tenantId: string, authorizationId: string, hostUserIds: readonly string[]): Promise<BindingUse[]>;
}
