export { AlarmsModule } from './alarms.module';
export { Alarms, type AlarmQuery } from './application/alarms.service';
export type { AlarmAudience, AlarmKey, AlarmMessage, AlarmMessageState, AlarmTelling, NewAlarm, PushAlarm, PushAlarmState } from './domain/alarm';
export { AlarmMessageRepository } from './persistence/alarm-message.repository';
export { ALARMS_MIGRATIONS } from './persistence/migrations';
export { AlarmTraces } from './persistence/alarm-traces';
