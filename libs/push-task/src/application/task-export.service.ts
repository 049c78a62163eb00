import { Injectable } from '@nestjs/common';
import type { Caller } from '#bi-host';
import { InvalidInputError } from '#kernel';
import { MAX_FILE_TASKS } from '../domain/code/task-file';
import type { PushTask } from '../domain/push-task';
import { PushTaskNotFoundError } from '../domain/push-task.errors';
import { TaskSetRepository } from '../persistence/task-set.repository';
import { PushTasksService } from './push-tasks.service';

const PAGE = 200;

/** Finds the tasks that are exported. */
@Injectable()
export class TaskExport {
  constructor(
    private readonly tasks: PushTasksService,
    private readonly sets: TaskSetRepository,
  ) {}

  /** Those tasks, in the order of their ids. @throws PushTaskNotFoundError also for one that the caller may not see */
  async some(caller: Caller, taskIds: readonly string[]): Promise<PushTask[]> {
    const found = await this.sets.find(caller.tenantId, taskIds, false);
    const visible = new Map(found.filter((task) => caller.may('viewer', task.projectId)).map((task) => [task.id, task]));
    const missing = taskIds.find((id) => !visible.has(id.toLowerCase()));
    if (missing !== undefined) throw new PushTaskNotFoundError(missing);
    for (const task of visible.values()) caller.mustBe('editor', task.projectId);
    return [...visible.values()];
  }

  /** All tasks of a project, in the order of their ids. @throws InvalidInputError when there are too many for one file */
  async ofProject(caller: Caller, projectId: string): Promise<PushTask[]> {
    caller.mustBe('editor', projectId);
    const tasks: PushTask[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.tasks.list(caller, { projectId, cursor, limit: PAGE });
      tasks.push(...page.items);
      cursor = page.nextCursor;
      if (tasks.length > MAX_FILE_TASKS) throw InvalidInputError.field('projectId', `the project has more than ${MAX_FILE_TASKS} tasks; export them by taskIds`);
    } while (cursor !== undefined);
    return tasks.toReversed();
  }
}
