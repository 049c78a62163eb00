import type { Tx } from '#kernel';
import type { TaskUse } from '#user-binding';

/** What would not be posted without a robot. Given by whoever knows the tasks. */
export abstract class RobotUses {
  /** Tasks that post through the robot, the next to be sent first, at most `USES_TOLD`; `count` is the number of all. */
  abstract tasksOfRobot(tenantId: string, robotId: string, tx?: Tx): Promise<{ tasks: TaskUse[]; count: number }>;
}
