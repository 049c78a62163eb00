import type { MigrationClass } from '#kernel';
import { CreatePushAlarm1796020100000 } from './1796020100000-create-push-alarm';
import { CreatePushAlarmMessage1796020300000 } from './1796020300000-create-push-alarm-message';

export const ALARMS_MIGRATIONS: readonly MigrationClass[] = [CreatePushAlarm1796020100000, CreatePushAlarmMessage1796020300000];
