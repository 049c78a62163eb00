import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Clock, HealthModule, loggingModule, Readiness, SystemClock } from '#kernel';
import { ContentService } from './content/content.service';
import { PageDataService } from './content/page-data.service';
import { PageLinks } from './content/page-links';
import { Pause } from './content/pause';
import { RuleService } from './content/rule.service';
import { HostErrorFilter } from './contract/host-error.filter';
import { ProjectsController } from './contract/projects.controller';
import { RulesController } from './contract/rules.controller';
import { UsersController } from './contract/users.controller';
import { Warehouse } from './data/warehouse';
import { DemoHostConfig } from './demo-host.config';
import { SignInService } from './people/sign-in.service';
import { NoticeBox } from './people/notice-box';
import { TenantBook } from './people/tenant-book';
import { InboxController } from './web/inbox.controller';
import { WebController } from './web/web.controller';

/** Nothing outside is needed: once the app listens, its data are loaded. */
class AlwaysReady extends Readiness {
  override async check(): Promise<Record<string, string>> {
    return { data: 'ok' };
  }
}

@Module({})
export class DemoHostModule {
  static with(config: DemoHostConfig): DynamicModule {
    return {
      module: DemoHostModule,
      imports: [loggingModule({ app: 'demo-host', level: config.LOG_LEVEL }), HealthModule.with(AlwaysReady)],
      controllers: [UsersController, ProjectsController, RulesController, InboxController, WebController],
      providers: [
        { provide: DemoHostConfig, useValue: config },
        { provide: APP_FILTER, useClass: HostErrorFilter },
        { provide: Clock, useClass: SystemClock },
        ContentService,
        NoticeBox,
        PageDataService,
        PageLinks,
        Pause,
        RuleService,
        SignInService,
        TenantBook,
        Warehouse,
      ],
    };
  }
}
