import type { MigrationClass } from '#kernel';
import { CreatePushBinding1795400200000 } from './1795400200000-create-push-binding';

export const USER_BINDING_MIGRATIONS: readonly MigrationClass[] = [CreatePushBinding1795400200000];
