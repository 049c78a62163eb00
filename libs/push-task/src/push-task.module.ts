import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { RobotDirectoryModule, RobotUses } from '#robots';
import { BindingUses } from '#user-binding';
import { CalendarsService } from './application/calendars.service';
import { PushTasksService } from './application/push-tasks.service';
import { TaskBulk } from './application/task-bulk.service';
import { TaskCalendars } from './application/task-calendars.service';
import { TaskCopies } from './application/task-copies.service';
import { RobotsChannelCheck } from './application/robots-channel-check';
import { TaskDefinitionCheck } from './application/task-definition-check';
import { TaskHistory } from './application/task-history.service';
import { CalendarController } from './http/calendar.controller';
import { PushTaskController } from './http/push-task.controller';
import { TaskLifeController } from './http/task-life.controller';
import { CalendarRepository } from './persistence/calendar.repository';
import { PlannedTaskRepository } from './persistence/planned-task.repository';
import { PushTaskRepository } from './persistence/push-task.repository';
import { TaskSetRepository } from './persistence/task-set.repository';
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
      controllers: http ? [TaskLifeController, PushTaskController, CalendarController] : [],
      providers: [
        options,
        PushTasksService,
        TaskCopies,
        TaskHistory,
        TaskBulk,
        TaskSetRepository,
        TaskDefinitionCheck,
        CalendarsService,
        TaskCalendars,
        PushTaskRepository,
        PlannedTaskRepository,
        CalendarRepository,
        RobotsChannelCheck,
        TaskUsesRepository,
        { provide: BindingUses, useExisting: TaskUsesRepository },
        { provide: RobotUses, useExisting: TaskUsesRepository },
      ],
      exports: [PushTasksService, TaskDefinitionCheck, TaskCalendars, PushTaskRepository, PlannedTaskRepository, BindingUses, RobotUses],
    };
  }
}
