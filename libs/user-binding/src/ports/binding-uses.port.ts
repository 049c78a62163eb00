/** A task that pushes through an authorization. */
export interface TaskUse {
  taskId: string;
  title: string;
  projectId: string;
  state: string;
  /** When it is sent next; null when no time is set. */
  nextRunAt: Date | null;
}

/** Something that reaches a person through the binding. */
export interface BindingUse extends TaskUse {
  hostUserId: string;
}

/** Tasks of one person, or of one authorization, that are told, at most. */
export const USES_TOLD = 100;

/** What would not be pushed without bindings or an authorization. Given by whoever knows the tasks. */
export abstract class BindingUses {
  /** Tasks of the authorization that name these people by id, the newest first, at most {@link USES_TOLD} for each person. */
  abstract usesOf(tenantId: string, authorizationId: string, hostUserIds: readonly string[]): Promise<BindingUse[]>;

  /** Tasks of the authorization, the next to be sent first, at most {@link USES_TOLD}; `count` is the number of all. */
  abstract tasksOf(tenantId: string, authorizationId: string): Promise<{ tasks: TaskUse[]; count: number }>;
}
