import type { MigrationClass } from '#kernel';
import { CreatePushTask1795400100000 } from './1795400100000-create-push-task';

export const PUSH_TASK_MIGRATIONS: readonly MigrationClass[] = [CreatePushTask1795400100000];
