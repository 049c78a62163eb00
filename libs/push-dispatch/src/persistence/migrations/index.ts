import type { MigrationClass } from '#kernel';
import { CreateTaskMemory1796040000000 } from './1796040000000-create-task-memory';

export const PUSH_DISPATCH_MIGRATIONS: readonly MigrationClass[] = [CreateTaskMemory1796040000000];
