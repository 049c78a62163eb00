import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuthorizationsService } from '#authorization';
import { AuditTrail, ContentSource, UserDirectory, type Caller, type HostUnit, type Paged } from '#bi-host';
import { chunksOf, Clock, decodeIdCursor, encodeCursor, InvalidInputError, newId, PushDatabase, type Tx } from '#kernel';
import { TemplateNotFoundError, TemplatesService } from '#templating';
import type { PushTask, PushTaskDefinition, PushTaskState } from '../domain/push-task';
import { PushTaskChangedError, PushTaskNotFoundError } from '../domain/push-task.errors';
import type { CalendarPolicy } from '../domain/schedule/calendar-policy';
import type { Schedule } from '../domain/schedule/schedule';
import { previewOf, type SchedulePreview } from '../domain/schedule/schedule-preview';
import { nextStart, shortestGapSeconds } from '../domain/schedule/spread';
import { PushTaskRepository } from '../persistence/push-task.repository';
import { PUSH_TASK_OPTIONS, type PushTaskOptions } from '../push-task.options';
import { TaskCalendars } from './task-calendars.service';
import { taskChanged, taskCreated, taskDeleted } from './task-audit';

const PREVIEWED_RUNS = 10;
/** What the host takes at once. */
const IDS_AT_ONCE = 1000;

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
    private readonly users: UserDirectory,
    private readonly content: ContentSource,
    private readonly authorizations: AuthorizationsService,
    private readonly templates: TemplatesService,
    private readonly audit: AuditTrail,
    private readonly alarms: Alarms,
    private readonly clock: Clock,
    @Inject(PUSH_TASK_OPTIONS) private readonly options: PushTaskOptions,
  ) {}

  /** @throws InvalidInputError naming the field, when page, template, authorization, owner or a recipient does not exist */
  async create(caller: Caller, definition: PushTaskDefinition): Promise<PushTask> {
    caller.mustBe('editor', definition.projectId);
    const pageTitle = await this.check(caller, definition);
    const now = this.clock.now();
    const task: PushTask = {
      ...definition,
      id: newId(),
      tenantId: caller.tenantId,
      pageTitle,
      state: 'enabled',
      failureCount: 0,
      nextRunAt: null,
      nextPlannedAt: null,
      createdAt: now,
      createdBy: caller.userId,
      updatedAt: now,
      updatedBy: caller.userId,
      version: 1,
    };
    await this.database.transaction(async (tx) => {
      Object.assign(task, await this.nextOf(task, now, tx));
      await this.tasks.insert(task, tx);
      await this.audit.record(caller.actor, taskCreated(task), tx);
    });
    return task;
  }

  /**
   * Replaces the definition. A task that the system stopped starts again.
   * @param version the version that the editor read
   * @throws PushTaskChangedError when it is another one now
   */
  async update(caller: Caller, taskId: string, definition: PushTaskDefinition, version: number): Promise<PushTask> {
    const before = await this.editable(caller, taskId);
    if (definition.projectId !== before.projectId) throw InvalidInputError.field('projectId', 'a task stays in its project; copy it instead');
    const pageTitle = await this.check(caller, definition);
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

  private async save(caller: Caller, verb: 'update' | 'enable' | 'disable', before: PushTask, task: PushTask, version: number): Promise<PushTask> {
    const now = this.clock.now();
    const changed: PushTask = {
      ...task,
      updatedAt: now,
      updatedBy: caller.userId,
      version: version + 1,
    };
    await this.database.transaction(async (tx) => {
      Object.assign(changed, await this.nextOf(changed, now, tx));
      if (!(await this.tasks.update(changed, version, tx))) throw new PushTaskChangedError(task.id, version);
      await this.audit.record(caller.actor, taskChanged(verb, before, changed), tx);
      await this.alarms.dismiss(caller.tenantId, { type: 'push_task', id: task.id }, tx);
    });
    return changed;
  }

  private async nextOf(task: PushTask, now: Date, tx: Tx): Promise<Pick<PushTask, 'nextRunAt' | 'nextPlannedAt'>> {
    const calendar = await this.calendars.held(task.tenantId, task.calendar, tx);
    const next = task.state === 'enabled' ? nextStart({ ...task, taskId: task.id, calendar }, now) : null;
    return { nextRunAt: next?.startAt ?? null, nextPlannedAt: next?.plannedAt ?? null };
  }

  private checkInterval({ schedule }: PushTaskDefinition): void {
    const least = this.options.minIntervalMinutes ?? 1;
    const gap = shortestGapSeconds(schedule, this.clock.now()) / 60;
    if (gap >= least) return;
    const field = schedule.kind === 'cron' ? 'schedule.expression' : schedule.kind === 'hourly' ? 'schedule.everyHours' : 'schedule.times';
    throw InvalidInputError.field(field, `runs ${gap} minutes apart; this system allows one every ${least} minutes: choose times further apart`);
  }

  /** @returns the title of the page */
  private async check(caller: Caller, definition: PushTaskDefinition): Promise<string> {
    const { tenantId } = caller;
    const template = await this.templates.newest(tenantId, definition.templateKey).catch((error: unknown) => {
      if (error instanceof TemplateNotFoundError) throw InvalidInputError.field('templateKey', 'there is no such template; see GET /push/templates and /push/templates/own');
      throw error;
    });
    this.checkInterval(definition);
    await this.calendars.applied(tenantId, definition.calendar);
    if (template.needsLink && !definition.withLink) throw InvalidInputError.field('withLink', 'this template makes a card, which needs the link; switch it on or choose another template');
    if (definition.channel.kind === 'robots') throw InvalidInputError.field('channel.kind', 'tasks through robots are not possible yet; choose app');
    await this.authorizations.getApp(tenantId, definition.channel.authorizationId);
    const page = await this.content.getPage(tenantId, { projectId: definition.projectId, pageId: definition.pageId });
    if (!page.published) throw InvalidInputError.field('pageId', 'the page is not published; publish it first');
    if (definition.withLink && !page.sharing) throw InvalidInputError.field('withLink', 'sharing of the page is off, so nobody could open the link; switch sharing on or the link off');
    if (definition.filters.length > 0) throw InvalidInputError.field('filters', 'filter values are not possible yet; leave them out');
    if (definition.countOpens) throw InvalidInputError.field('countOpens', 'counting opens is not possible yet; leave it off');
    if (definition.splitTables) throw InvalidInputError.field('splitTables', 'splitting long tables is not possible yet; leave it off');
    await this.checkPeople(tenantId, definition);
    return page.title;
  }

  private async checkPeople(tenantId: string, definition: PushTaskDefinition): Promise<void> {
    const { userIds, groupIds, departmentIds, rule, allBound } = definition.recipients;
    if (rule !== null) throw InvalidInputError.field('recipients.rule', 'a rule is not possible yet; name users, groups or departments');
    if (allBound) throw InvalidInputError.field('recipients.allBound', 'all bound users are not possible yet; name users, groups or departments');
    if (userIds.length + groupIds.length + departmentIds.length === 0) throw InvalidInputError.field('recipients', 'name at least one user, group or department');
    if (groupIds.length > 0) mustBeAmong(await this.users.listGroups(tenantId), groupIds, 'recipients.groupIds', 'groups');
    if (departmentIds.length > 0) mustBeAmong(await this.users.listDepartments(tenantId), departmentIds, 'recipients.departmentIds', 'departments');
    const wanted = [...new Set([...userIds, definition.ownerUserId])];
    const known = new Set<string>();
    for (const ids of chunksOf(wanted, IDS_AT_ONCE)) for (const user of await this.users.findUsers(tenantId, ids)) known.add(user.id);
    if (!known.has(definition.ownerUserId)) throw InvalidInputError.field('ownerUserId', 'there is no such user');
    const unknown = userIds.filter((id) => !known.has(id));
    if (unknown.length > 0) throw InvalidInputError.field('recipients.userIds', `there are no such users: ${unknown.slice(0, 20).join(', ')}`);
  }
}

function mustBeAmong(units: readonly HostUnit[], ids: readonly string[], field: string, what: string): void {
  const known = new Set(units.map((unit) => unit.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw InvalidInputError.field(field, `there are no such ${what}: ${unknown.slice(0, 20).join(', ')}`);
}
