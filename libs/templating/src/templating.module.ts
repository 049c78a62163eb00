import { Module, type DynamicModule } from '@nestjs/common';
import { TemplateRenderer } from './application/template-renderer';
import { TemplateController } from './http/template.controller';

/** Gives {@link TemplateRenderer}. The REST endpoint needs a global `HostAccess`. */
@Module({ providers: [TemplateRenderer], exports: [TemplateRenderer] })
export class TemplatingModule {
  /** @param http whether the REST endpoints are served by this process */
  static register({ http }: { http: boolean }): DynamicModule {
    return { module: TemplatingModule, controllers: http ? [TemplateController] : [] };
  }
}
