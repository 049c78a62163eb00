import type { MigrationClass } from '#kernel';
import { CreatePushRobot1796020200000 } from './1796020200000-create-push-robot';
import { DropRobotKeyWithoutTenant1796310000002 } from './1796310000002-drop-robot-key-without-tenant';

export const ROBOTS_MIGRATIONS: readonly MigrationClass[] = [CreatePushRobot1796020200000, DropRobotKeyWithoutTenant1796310000002];
