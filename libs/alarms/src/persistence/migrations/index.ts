import type { MigrationClass } from '#kernel';
import { CreatePushAlarm1796020100000 } from './1796020100000-create-push-alarm';

export const ALARMS_MIGRATIONS: readonly MigrationClass[] = [CreatePushAlarm1796020100000];
