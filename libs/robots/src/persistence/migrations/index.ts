import type { MigrationClass } from '#kernel';
import { CreatePushRobot1796020200000 } from './1796020200000-create-push-robot';

export const ROBOTS_MIGRATIONS: readonly MigrationClass[] = [CreatePushRobot1796020200000];
