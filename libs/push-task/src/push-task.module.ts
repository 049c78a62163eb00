import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { RobotDirectoryModule, RobotUses } from '#robots';
import { BindingUses } from '#user-binding';
import { CalendarsService } from './application/calendars.service';
import { Deputies } from './application/deputies.service';
import { OwnerWatch } from './application/owner-watch.service';
import { PushTasksService } from './application/push-tasks.service';
import { TaskBulk } from './application/task-bulk.service';
import { TaskCalendars } from './application/task-calendars.service';
import { TaskCopies } from './application/task-copies.service';
import { RobotsChannelCheck } from './application/robots-channel-check';
import { TaskDefinitionCheck } from './application/task-definition-check';
import { TaskExport } from './application/task-export.service';
import { TaskHistory } from './application/task-history.service';
import { TaskImport } from './application/task-import.service';
import { TaskOverview } from './application/task-overview.service';
import { TaskReferences } from './application/task-references.service';
import { TaskWriter } from './application/task-writer.service';
import { CalendarController } from './http/calendar.controller';
import { DeputiesController } from './http/deputies.controller';
import { PushTaskController } from './http/push-task.controller';
import { TaskCodeController } from './http/task-code.controller';
import { TaskLifeController } from './http/task-life.controller';
import { TaskTroubleController } from './http/task-trouble.controller';
import { CalendarRepository } from './persistence/calendar.repository';
import { PlannedTaskRepository } from './persistence/planned-task.repository';
import { DeputiesRepository } from './persistence/deputies.repository';
import { PushTaskRepository } from './persistence/push-task.repository';
import { TaskOwnerRepository } from './persistence/task-owner.repository';
import { TaskSetRepository } from './persistence/task-set.repository';
import { TaskTroubleRepository } from './persistence/task-trouble.repository';
import { TaskUsesRepository } from './persistence/task-uses.repository';
import { PUSH_TASK_OPTIONS, type PushTaskOptions } from './push-task.options';

export interface PushTaskModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export what tasks are checked against: authorizations. */
  imports: NonNullable<DynamicModule['imports']>;
  inject: unknown[];
  useFactory: (...dependencies: never[]) => PushTaskOptions;
}

@Module({})
export class PushTaskModule {
  static register({ http, imports, inject, useFactory }: PushTaskModuleOptions): DynamicModule {
    const options = { provide: PUSH_TASK_OPTIONS, inject, useFactory } as Provider;
    return {
      module: PushTaskModule,
      imports: [...imports, RobotDirectoryModule],
      controllers: http ? [TaskTroubleController, TaskCodeController, TaskLifeController, PushTaskController, DeputiesController, CalendarController] : [],
      providers: [
        options,
        PushTasksService,
        TaskOverview,
        TaskCopies,
        TaskHistory,
        TaskBulk,
        TaskWriter,
        TaskReferences,
        TaskExport,
        TaskImport,
        TaskDefinitionCheck,
        RobotsChannelCheck,
        CalendarsService,
        TaskCalendars,
        Deputies,
        OwnerWatch,
        PushTaskRepository,
        PlannedTaskRepository,
        TaskSetRepository,
        TaskTroubleRepository,
        TaskOwnerRepository,
        DeputiesRepository,
        CalendarRepository,
        TaskUsesRepository,
        { provide: BindingUses, useExisting: TaskUsesRepository },
        { provide: RobotUses, useExisting: TaskUsesRepository },
      ],
      exports: [PushTasksService, TaskDefinitionCheck, TaskCalendars, OwnerWatch, PushTaskRepository, PlannedTaskRepository, BindingUses, RobotUses],
    };
  }
}
