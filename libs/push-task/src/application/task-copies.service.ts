import { Injectable } from '@nestjs/common';
import type { Caller } from '#bi-host';
import type { PushTask } from '../domain/push-task';
import { asInvalidInput } from './definition-problems';
import { PushTasksService } from './push-tasks.service';

export interface TaskCopy {
  title: string;
  /** Left out: the project and the page of the source. */
  projectId?: string;
  pageId?: string;
  /** Left out: the caller, or for a machine the owner of the source. */
  ownerUserId?: string;
}

/** Copies of tasks. */
@Injectable()
export class TaskCopies {
  constructor(private readonly tasks: PushTasksService) {}

  /**
   * A disabled task like another one that the caller may see, in a project whose editor he is.
   * @throws InvalidInputError naming what of the source does not hold any more, or not in the other project
   */
  async copy(caller: Caller, taskId: string, { title, projectId, pageId, ownerUserId }: TaskCopy): Promise<PushTask> {
    const source = await this.tasks.get(caller, taskId);
    const owner = ownerUserId ?? (caller.actor.kind === 'user' ? caller.userId : source.ownerUserId);
    const copy = { ...source, title, projectId: projectId ?? source.projectId, pageId: pageId ?? source.pageId, ownerUserId: owner };
    return this.tasks.create(caller, copy, source.id).catch((error: unknown) => {
      throw asInvalidInput(error);
    });
  }
}
