import type { MigrationClass } from '#kernel';
import { CreatePushTask1795400100000 } from './1795400100000-create-push-task';
import { IndexTaskRecipients1796010100000 } from './1796010100000-index-task-recipients';
import { IndexTaskAuthorization1796010300000 } from './1796010300000-index-task-authorization';
import { WidenPushTask1796030000000 } from './1796030000000-widen-push-task';
import { PlanByCalendars1796050100000 } from './1796050100000-plan-by-calendars';
import { IndexTaskRobots1796140000001 } from './1796140000001-index-task-robots';
import { KeepOwnersAndDeputies1796150000001 } from './1796150000001-keep-owners-and-deputies';
import { DropTaskRecipientsIndex1796180000000 } from './1796180000000-drop-task-recipients-index';
import { IndexNextTasks1796250000000 } from './1796250000000-index-next-tasks';

export const PUSH_TASK_MIGRATIONS: readonly MigrationClass[] = [
  CreatePushTask1795400100000,
  IndexTaskRecipients1796010100000,
  IndexTaskAuthorization1796010300000,
  WidenPushTask1796030000000,
  PlanByCalendars1796050100000,
  IndexTaskRobots1796140000001,
  KeepOwnersAndDeputies1796150000001,
  DropTaskRecipientsIndex1796180000000,
  IndexNextTasks1796250000000,
];
