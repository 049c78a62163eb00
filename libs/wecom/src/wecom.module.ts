import { Module, type DynamicModule } from '@nestjs/common';
import { HttpWecomTransport } from './transport/http-wecom.transport';
import { WecomTransport } from './transport/wecom-transport.port';
import { ConfigurableModuleClass, type ASYNC_OPTIONS_TYPE, type OPTIONS_TYPE } from './wecom.module-definition';

/** Gives {@link WecomTransport} over HTTP. A test replaces the provider `WecomTransport`. */
@Module({
  providers: [{ provide: WecomTransport, useClass: HttpWecomTransport }],
  exports: [WecomTransport],
})
export class WecomModule extends ConfigurableModuleClass {
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    return super.forRoot(options);
  }

  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return super.forRootAsync(options);
  }
}
