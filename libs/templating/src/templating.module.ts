import { Module, type DynamicModule } from '@nestjs/common';
import { PreviewService } from './application/preview.service';
import { TemplateRenderer } from './application/template-renderer';
import { TemplatesService } from './application/templates.service';
import { OwnTemplateController } from './http/own-template.controller';
import { TemplateController } from './http/template.controller';
import { TemplateRepository } from './persistence/template.repository';

/** Gives {@link TemplateRenderer} and {@link TemplatesService}. Needs global `Clock`, `PushDatabase`, `AuditTrail`, `ContentSource`; the endpoints `HostAccess`. */
@Module({ providers: [TemplateRenderer, TemplatesService, TemplateRepository, PreviewService], exports: [TemplateRenderer, TemplatesService] })
export class TemplatingModule {
  /** @param http whether the REST endpoints are served by this process. @param imports modules that give `Pictures` */
  static register({ http, imports }: { http: boolean; imports: NonNullable<DynamicModule['imports']> }): DynamicModule {
    return { module: TemplatingModule, imports, controllers: http ? [TemplateController, OwnTemplateController] : [] };
  }
}
