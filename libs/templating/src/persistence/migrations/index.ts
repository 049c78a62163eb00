import type { MigrationClass } from '#kernel';
import { CreatePushTemplate1796060100000 } from './1796060100000-create-push-template';

export const TEMPLATING_MIGRATIONS: readonly MigrationClass[] = [CreatePushTemplate1796060100000];
