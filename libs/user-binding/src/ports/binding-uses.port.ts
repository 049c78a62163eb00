/** A task that pushes through an authorization. */
export interface TaskUse {
  taskId: string;
  title: string;
  projectId: string;
  state: string;
  /** When it is sent next; null when no time is set. */
  nextRunAt: Date | null;
}

/** How a task comes to a person: named himself, through a group, a department or one above it, or as one of all who are bound. */
export const USE_WAYS = ['user', 'group', 'department', 'all_bound'] as const;

/** Something that reaches a person through the binding. */
export interface BindingUse extends TaskUse {
  hostUserId: string;
  /** At least one. */
  through: (typeof USE_WAYS)[number][];
}

/** A person with the groups and departments by which tasks may mean him. */
export interface PersonUnits {
  hostUserId: string;
  groupIds: string[];
  /** With all above them. */
  departmentIds: string[];
}

/** Tasks of one person, or of one authorization, that are told, at most. */
export const USES_TOLD = 100;

/** What would not be pushed without bindings or an authorization. Given by whoever knows the tasks. */
export abstract class BindingUses {
  /**
   * Tasks of the authorization that mean these people, less those that exclude them, the newest first, at most {@link USES_TOLD} for each person.
   * Whom a rule of the host will name is known at the run only, so that such tasks are not told.
   */
  abstract usesOf(tenantId: string, authorizationId: string, people: readonly PersonUnits[]): Promise<BindingUse[]>;

  /** Tasks of the authorization, the next to be sent first, at most {@link USES_TOLD}; `count` is the number of all. */
  abstract tasksOf(tenantId: string, authorizationId: string): Promise<{ tasks: TaskUse[]; count: number }>;
}
