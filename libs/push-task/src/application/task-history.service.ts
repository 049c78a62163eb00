import { Injectable } from '@nestjs/common';
import { AuditLogService, type Caller, type Paged } from '#bi-host';
import { fieldChanges, type TaskChange } from '../domain/task-history';
import { PushTasksService } from './push-tasks.service';

/** Who did what to a task and when, as everybody who may see the task may know it. */
@Injectable()
export class TaskHistory {
  constructor(
    private readonly tasks: PushTasksService,
    private readonly audit: AuditLogService,
  ) {}

  /** Newest first. @throws PushTaskNotFoundError also when the caller may not see the task */
  async list(caller: Caller, taskId: string, cursor: string | undefined, limit: number): Promise<Paged<TaskChange>> {
    const task = await this.tasks.get(caller, taskId);
    const { items, nextCursor } = await this.audit.list(caller, { subjectType: 'push_task', subjectId: task.id, cursor, limit });
    return {
      items: items.map(({ id, at, action, actorKind, actorId, actorName, before, after }) => ({
        id,
        at,
        action: action.replace(/^push_task\./, ''),
        by: { kind: actorKind, id: actorId, name: actorName },
        changes: fieldChanges(before, after),
      })),
      nextCursor,
    };
  }
}
