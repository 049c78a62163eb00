import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, UserDirectory, type Caller } from '#bi-host';
import { chunksOf, Clock, InvalidInputError, PushDatabase, type Tx } from '#kernel';
import { changeOf, type BulkAction, type BulkResult } from '../domain/bulk';
import type { PushTask } from '../domain/push-task';
import { nextStart } from '../domain/schedule/spread';
import { TaskSetRepository } from '../persistence/task-set.repository';
import { taskChanged, taskDeleted } from './task-audit';
import { TaskCalendars } from './task-calendars.service';

/** Tasks of one transaction: planning waits for it. */
const AT_ONCE = 200;

const NOT_FOUND = { code: 'PUSH_TASK_NOT_FOUND', text: 'There is no such push task' };
const FORBIDDEN = { code: 'FORBIDDEN', text: 'This needs the role editor in the project' };

interface Decided {
  results: BulkResult[];
  changed: { before: PushTask; after: PushTask }[];
}

/** Enables, disables, hands over and deletes many tasks; each task stands for itself, what may not be changed is refused alone. */
@Injectable()
export class TaskBulk {
  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: TaskSetRepository,
    private readonly calendars: TaskCalendars,
    private readonly users: UserDirectory,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {}

  /**
   * @param taskIds each once
   * @param dryRun only says what would be done
   * @returns a result for each task, in their order
   * @throws InvalidInputError (field `ownerUserId`) when the new owner is nobody, or left
   */
  async apply(caller: Caller, action: BulkAction, taskIds: readonly string[], dryRun: boolean): Promise<BulkResult[]> {
    if (action.kind === 'handOver') await this.mustBeActive(caller.tenantId, action.ownerUserId);
    const results = new Map<string, BulkResult>();
    // In the order of ids, so that two of these never wait for each other.
    for (const ids of chunksOf(taskIds.toSorted(), AT_ONCE)) {
      const decided = dryRun ? this.decide(caller, action, ids, await this.tasks.find(caller.tenantId, ids, false)) : await this.applyTo(caller, action, ids);
      for (const result of decided.results) results.set(result.taskId, result);
    }
    return taskIds.map((id) => results.get(id)!);
  }

  private async applyTo(caller: Caller, action: BulkAction, ids: readonly string[]): Promise<Decided> {
    return this.database.transaction(async (tx) => {
      const decided = this.decide(caller, action, ids, await this.tasks.find(caller.tenantId, ids, true, tx));
      if (decided.changed.length > 0) await this.write(caller, action, decided.changed, tx);
      return decided;
    });
  }

  private decide(caller: Caller, action: BulkAction, ids: readonly string[], found: readonly PushTask[]): Decided {
    const byId = new Map(found.map((task) => [task.id, task]));
    const decided: Decided = { results: [], changed: [] };
    for (const taskId of ids) {
      const task = byId.get(taskId);
      const visible = task && caller.may('viewer', task.projectId) ? task : undefined;
      const reason = !visible ? NOT_FOUND : caller.may('editor', visible.projectId) ? null : FORBIDDEN;
      const change = visible && !reason ? changeOf(action, visible) : undefined;
      decided.results.push({ taskId, title: visible?.title ?? null, outcome: reason ? 'refused' : change ? 'done' : 'unchanged', reason });
      if (visible && change) decided.changed.push({ before: visible, after: { ...visible, ...change } });
    }
    return decided;
  }

  private async write(caller: Caller, action: BulkAction, changed: Decided['changed'], tx: Tx): Promise<void> {
    const { tenantId, userId } = caller;
    const now = this.clock.now();
    const ids = changed.map(({ before }) => before.id);
    if (action.kind === 'delete') {
      await this.tasks.delete(tenantId, ids, userId, now, tx);
      await this.audit.recordAll(caller.actor, changed.map(({ before }) => taskDeleted(before)), tx);
    } else {
      const calendarOf = await this.calendars.lookup(changed.map(({ after }) => after), tx);
      for (const { before, after } of changed) {
        Object.assign(after, { updatedAt: now, updatedBy: userId, version: after.version + 1 });
        if (before.state === after.state) continue;
        const next = after.state === 'enabled' ? nextStart({ ...after, taskId: after.id, calendar: calendarOf(after) }, now) : null;
        Object.assign(after, { nextRunAt: next?.startAt ?? null, nextPlannedAt: next?.plannedAt ?? null });
      }
      await this.tasks.save(tenantId, changed.map(({ after }) => after), tx);
      const verb = action.kind === 'handOver' ? 'hand_over' : action.kind;
      await this.audit.recordAll(caller.actor, changed.map(({ before, after }) => taskChanged(verb, before, after)), tx);
    }
    await this.alarms.dismissAll(tenantId, 'push_task', ids, tx);
  }

  private async mustBeActive(tenantId: string, userId: string): Promise<void> {
    const [user] = await this.users.findUsers(tenantId, [userId]);
    if (!user) throw InvalidInputError.field('ownerUserId', 'there is no such user');
    if (!user.active) throw InvalidInputError.field('ownerUserId', `${user.name} is locked or has left at the host; name somebody else`);
  }
}
