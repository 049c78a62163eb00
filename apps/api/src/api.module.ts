import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { BiHostHttpModule } from '#bi-host';
import { HealthModule, loggingModule } from '#kernel';
import { PushReadiness, serviceModules } from '#push-module';
import { AnyErrorFilter } from './any-error.filter';
import type { ApiConfig } from './api.config';

/** REST endpoints for administrators and editors. */
@Module({})
export class ApiModule {
  static with(config: ApiConfig): DynamicModule {
    const { push, httpHost } = serviceModules(config, { http: true, dispatch: { workers: false } });
    return {
      module: ApiModule,
      imports: [
        loggingModule({ app: 'api', level: config.LOG_LEVEL }),
        push,
        BiHostHttpModule.with(httpHost),
        HealthModule.with(PushReadiness, [push]),
      ],
      providers: [{ provide: APP_FILTER, useClass: AnyErrorFilter }],
    };
  }
}
