export { AlarmsModule } from './alarms.module';
export { Alarms, type AlarmQuery } from './application/alarms.service';
export type { AlarmAudience, AlarmKey, AlarmTelling, NewAlarm, PushAlarm, PushAlarmState } from './domain/alarm';
export { ALARMS_MIGRATIONS } from './persistence/migrations';
