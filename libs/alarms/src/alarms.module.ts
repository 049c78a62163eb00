import { Module, type DynamicModule } from '@nestjs/common';
import { Alarms } from './application/alarms.service';
import { AlarmController } from './http/alarm.controller';
import { AlarmMessageRepository } from './persistence/alarm-message.repository';
import { AlarmRepository } from './persistence/alarm.repository';

/** Alarms for all libs. Needs the data source of the product and a global `Clock`; with its endpoints also `HostAccess`. */
@Module({})
export class AlarmsModule {
  /** @param http whether the REST endpoints are served by this process */
  static register({ http }: { http: boolean }): DynamicModule {
    return { module: AlarmsModule, global: true, controllers: http ? [AlarmController] : [], providers: [Alarms, AlarmRepository, AlarmMessageRepository], exports: [Alarms, AlarmMessageRepository] };
  }
}
