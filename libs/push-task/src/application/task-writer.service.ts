import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, type Caller } from '#bi-host';
import { Clock, type Tx } from '#kernel';
import type { PushTask, PushTaskDefinition, PushTaskState } from '../domain/push-task';
import { PushTaskChangedError } from '../domain/push-task.errors';
import { nextStart } from '../domain/schedule/spread';
import { PushTaskRepository } from '../persistence/push-task.repository';
import { RobotsChannelCheck } from './robots-channel-check';
import { taskChanged, taskCreated } from './task-audit';
import { TaskCalendars } from './task-calendars.service';

/** What is not known of a task before it is written. */
export interface NewTask {
  id: string;
  definition: PushTaskDefinition;
  pageTitle: string;
  state: PushTaskState;
  copiedFrom?: string;
}

/** Writes tasks with their next times, their line of the audit log and the end of their alarms, in the transaction of the caller. */
@Injectable()
export class TaskWriter {
  constructor(
    private readonly tasks: PushTaskRepository,
    private readonly calendars: TaskCalendars,
    private readonly robots: RobotsChannelCheck,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {}

  async insert(caller: Caller, { id, definition, pageTitle, state, copiedFrom }: NewTask, tx: Tx): Promise<PushTask> {
    const { tenantId, userId } = caller;
    const now = this.clock.now();
    const own = { id, tenantId, pageTitle, state, failureCount: 0, nextRunAt: null, nextPlannedAt: null, createdAt: now, createdBy: userId, updatedAt: now, updatedBy: userId, version: 1 };
    const task: PushTask = { ...definition, ...own };
    await this.robots.hold(tenantId, task.channel, tx);
    Object.assign(task, await this.nextOf(task, now, tx));
    await this.tasks.insert(task, tx);
    await this.audit.record(caller.actor, taskCreated(task, copiedFrom), tx);
    return task;
  }

  /** @param version the version that was read. @throws PushTaskChangedError when it is another one now */
  async save(caller: Caller, verb: 'update' | 'enable' | 'disable', before: PushTask, task: PushTask, version: number, tx: Tx): Promise<PushTask> {
    const now = this.clock.now();
    const changed: PushTask = { ...task, updatedAt: now, updatedBy: caller.userId, version: version + 1 };
    await this.robots.hold(changed.tenantId, changed.channel, tx);
    Object.assign(changed, await this.nextOf(changed, now, tx));
    if (!(await this.tasks.update(changed, version, tx))) throw new PushTaskChangedError(task.id, version);
    await this.audit.record(caller.actor, taskChanged(verb, before, changed), tx);
    await this.alarms.dismiss(caller.tenantId, { type: 'push_task', id: task.id }, tx);
    return changed;
  }

  private async nextOf(task: PushTask, now: Date, tx: Tx): Promise<Pick<PushTask, 'nextRunAt' | 'nextPlannedAt'>> {
    const calendar = await this.calendars.held(task.tenantId, task.calendar, tx);
    const next = task.state === 'enabled' ? nextStart({ ...task, taskId: task.id, calendar }, now) : null;
    return { nextRunAt: next?.startAt ?? null, nextPlannedAt: next?.plannedAt ?? null };
  }
}
