import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule, loggingModule } from '#kernel';
import { PushReadiness, serviceModules } from '#push-module';
import type { SchedulerConfig } from './scheduler.config';

/** Plans what is due and works off the queue. */
@Module({})
export class SchedulerModule {
  static with(config: SchedulerConfig): DynamicModule {
    const { push } = serviceModules(config, {
      http: false,
      dispatch: { workers: true, concurrentCalls: config.CONCURRENT_CALLS, concurrentRuns: config.CONCURRENT_RUNS },
    });
    return {
      module: SchedulerModule,
      imports: [loggingModule({ app: 'scheduler', level: config.LOG_LEVEL }), push, HealthModule.with(PushReadiness, [push])],
    };
  }
}
