import { Module, type DynamicModule } from '@nestjs/common';
import { BindingUses } from '#user-binding';
import { PushTasksService } from './application/push-tasks.service';
import { PushTaskController } from './http/push-task.controller';
import { PushTaskRepository } from './persistence/push-task.repository';
import { TaskUsesRepository } from './persistence/task-uses.repository';

export interface PushTaskModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export what tasks are checked against: authorizations. */
  imports: NonNullable<DynamicModule['imports']>;
}

@Module({})
export class PushTaskModule {
  static register({ http, imports }: PushTaskModuleOptions): DynamicModule {
    return {
      module: PushTaskModule,
      imports,
      controllers: http ? [PushTaskController] : [],
      providers: [PushTasksService, PushTaskRepository, { provide: BindingUses, useClass: TaskUsesRepository }],
      exports: [PushTasksService, PushTaskRepository, BindingUses],
    };
  }
}
