import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#kernel';
import { HostHttpClient } from './host-http.client';
import { HTTP_HOST_OPTIONS, type HttpHostOptions } from './http-host.options';
import { JWT_ACCESS_OPTIONS } from './jwt-access.options';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<HttpHostOptions>({ optionsInjectionToken: HTTP_HOST_OPTIONS })
  .setClassMethodName('forRoot')
  .build();

/**
 * What `HttpUserDirectory`, `HttpContentSource` and `JwtHostAccess` inject: goes into `imports` of the push module's `host`.
 * Make it once and pass the same object on: two calls are two pools of connections.
 */
@Module({
  providers: [
    HostHttpClient,
    { provide: Clock, useClass: SystemClock },
    { provide: JWT_ACCESS_OPTIONS, inject: [HTTP_HOST_OPTIONS], useFactory: (options: HttpHostOptions) => options.access },
  ],
  exports: [HTTP_HOST_OPTIONS, JWT_ACCESS_OPTIONS, HostHttpClient, Clock],
})
export class HttpHostModule extends ConfigurableModuleClass {}
