import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, type Caller, type Paged } from '#bi-host';
import { Clock, decodeIdCursor, encodeCursor, InvalidInputError, newId, PushDatabase } from '#kernel';
import type { PushTask, PushTaskDefinition, PushTaskState } from '../domain/push-task';
import { PushTaskNotFoundError } from '../domain/push-task.errors';
import type { CalendarPolicy } from '../domain/schedule/calendar-policy';
import type { Schedule } from '../domain/schedule/schedule';
import { previewOf, type SchedulePreview } from '../domain/schedule/schedule-preview';
import { PushTaskRepository } from '../persistence/push-task.repository';
import { taskDeleted } from './task-audit';
import { TaskCalendars } from './task-calendars.service';
import { TaskDefinitionCheck } from './task-definition-check';
import { TaskWriter } from './task-writer.service';

const PREVIEWED_RUNS = 10;

export interface TaskQuery {
  projectId?: string;
  state?: PushTaskState;
  title?: string;
  cursor?: string;
  limit: number;
}

/** Push tasks as editors of a project make and change them. */
@Injectable()
export class PushTasksService {
  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: PushTaskRepository,
    private readonly calendars: TaskCalendars,
    private readonly check: TaskDefinitionCheck,
    private readonly writer: TaskWriter,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
  ) {}

  /**
   * @param copiedFrom id of the task that it is a copy of: a copy is disabled until somebody has looked at it
   * @throws InvalidInputError naming the field, when page, template, authorization, owner or a recipient does not exist
   */
  async create(caller: Caller, definition: PushTaskDefinition, copiedFrom?: string): Promise<PushTask> {
    caller.mustBe('editor', definition.projectId);
    const pageTitle = await this.check.of(caller.tenantId, definition);
    const state: PushTaskState = copiedFrom === undefined ? 'enabled' : 'disabled';
    return this.database.transaction((tx) => this.writer.insert(caller, { id: newId(), definition, pageTitle, state, copiedFrom }, tx));
  }

  /**
   * Replaces the definition. A task that the system stopped starts again.
   * @param version the version that the editor read
   * @throws PushTaskChangedError when it is another one now
   */
  async update(caller: Caller, taskId: string, definition: PushTaskDefinition, version: number): Promise<PushTask> {
    const before = await this.editable(caller, taskId);
    if (definition.projectId !== before.projectId) throw InvalidInputError.field('projectId', 'a task stays in its project; copy it instead');
    const pageTitle = await this.check.of(caller.tenantId, definition, before);
    const state: PushTaskState = before.state === 'stopped' ? 'enabled' : before.state;
    return this.save(caller, 'update', before, { ...before, ...definition, pageTitle, state, failureCount: 0 }, version);
  }

  /** Starts a task that somebody or the system stopped, with a count of failures of 0. Times that passed meanwhile are not made up for. */
  async enable(caller: Caller, taskId: string): Promise<PushTask> {
    const task = await this.editable(caller, taskId);
    return task.state === 'enabled' ? task : this.save(caller, 'enable', task, { ...task, state: 'enabled', failureCount: 0 }, task.version);
  }

  async disable(caller: Caller, taskId: string): Promise<PushTask> {
    const task = await this.editable(caller, taskId);
    return task.state === 'disabled' ? task : this.save(caller, 'disable', task, { ...task, state: 'disabled' }, task.version);
  }

  /** The task is gone for everybody, its records stay. */
  async delete(caller: Caller, taskId: string): Promise<void> {
    const task = await this.editable(caller, taskId);
    await this.database.transaction(async (tx) => {
      if (!(await this.tasks.delete(caller.tenantId, taskId, caller.userId, this.clock.now(), tx))) throw new PushTaskNotFoundError(taskId);
      await this.audit.record(caller.actor, taskDeleted(task), tx);
      await this.alarms.dismiss(caller.tenantId, { type: 'push_task', id: taskId }, tx);
    });
  }

  /** @throws PushTaskNotFoundError also when the caller may not see its project: its existence is not told */
  async get(caller: Caller, taskId: string): Promise<PushTask> {
    const task = await this.tasks.find(caller.tenantId, taskId);
    if (!task || !caller.may('viewer', task.projectId)) throw new PushTaskNotFoundError(taskId);
    return task;
  }

  /** The task, when the caller may change and run it. */
  async editable(caller: Caller, taskId: string): Promise<PushTask> {
    const task = await this.get(caller, taskId);
    caller.mustBe('editor', task.projectId);
    return task;
  }

  /** The next ten runs of a schedule that need not be saved, and the days off between them. */
  async previewSchedule(caller: Caller, schedule: Schedule, policy: CalendarPolicy | null): Promise<SchedulePreview> {
    return previewOf(schedule, this.clock.now(), PREVIEWED_RUNS, await this.calendars.applied(caller.tenantId, policy));
  }

  /** Newest first. */
  async list(caller: Caller, query: TaskQuery): Promise<Paged<PushTask>> {
    if (query.projectId !== undefined) caller.mustBe('viewer', query.projectId);
    const tasks = await this.tasks.list(
      {
        tenantId: caller.tenantId,
        projectIds: query.projectId === undefined ? caller.projectsAs('viewer') : [query.projectId],
        state: query.state,
        title: query.title,
      },
      query.cursor === undefined ? undefined : decodeIdCursor(query.cursor),
      query.limit + 1,
    );
    const items = tasks.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: tasks.length > query.limit && last ? encodeCursor([last.id]) : undefined };
  }

  /** What runs next in the caller's projects, soonest first. */
  async next(caller: Caller, limit: number): Promise<PushTask[]> {
    return this.tasks.next(caller.tenantId, caller.projectsAs('viewer'), limit);
  }

  private save(caller: Caller, verb: 'update' | 'enable' | 'disable', before: PushTask, task: PushTask, version: number): Promise<PushTask> {
    return this.database.transaction((tx) => this.writer.save(caller, verb, before, task, version, tx));
  }
}
