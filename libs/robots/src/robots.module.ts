import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { SecretBox } from '#kernel';
import { RobotHealth } from './application/robot-health.service';
import { RobotMentions } from './application/robot-mentions.service';
import { RobotPoster } from './application/robot-poster.service';
import { RobotUploader } from './application/robot-uploader.service';
import { RobotsService } from './application/robots.service';
import { RobotController } from './http/robot.controller';
import { RobotDirectoryModule } from './robot-directory.module';
import { RobotMessageRepository } from './persistence/robot-message.repository';
import { RobotRepository } from './persistence/robot.repository';
import { ROBOTS_OPTIONS, type RobotsOptions } from './robots.options';

export interface RobotsModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export `WecomTransport`, `RecipientResolver`, `TemplatesService` and `RobotUses`, and what `inject` names. */
  imports: NonNullable<DynamicModule['imports']>;
  inject: unknown[];
  useFactory: (...dependencies: never[]) => RobotsOptions;
}

/** Group robots. Needs global `Clock`, `Alarms`, `AuditTrail` and `HostAccess`, and the data source of the product. */
@Module({})
export class RobotsModule {
  static register({ http, imports, inject, useFactory }: RobotsModuleOptions): DynamicModule {
    return {
      module: RobotsModule,
      imports: [...imports, RobotDirectoryModule],
      controllers: http ? [RobotController] : [],
      providers: [
        { provide: ROBOTS_OPTIONS, inject, useFactory } as Provider,
        { provide: SecretBox, inject: [ROBOTS_OPTIONS], useFactory: ({ secretKeys }: RobotsOptions) => new SecretBox(SecretBox.parseKeys(secretKeys)) },
        RobotRepository,
        RobotMessageRepository,
        RobotHealth,
        RobotMentions,
        RobotUploader,
        RobotPoster,
        RobotsService,
      ],
      exports: [RobotMessageRepository, RobotPoster, RobotUploader, RobotMentions, RobotsService, RobotDirectoryModule],
    };
  }
}
