import { Injectable } from '@nestjs/common';
import { AuditLogService, type Caller } from '#bi-host';
import { Clock } from '#kernel';
import { dayPlanOf, PushTasksService, TaskCalendars, type CalendarPolicy, type DayPlan, type PushTask, type Schedule } from '#push-task';
import { RecordsService, type RecordRow } from '#records';
import { answerOf, type DayAnswer, type TaskThen } from '../domain/task-day';

/** Lines of the audit log that are read at once, and for one answer at most: older ones are taken as not written. */
const LINES = 200;
const LINES_AT_MOST = 10_000;
/** Runs of one day that an answer names. */
const RUNS = 100;

type Before = { schedule?: Schedule; calendar?: CalendarPolicy | null; state?: PushTask['state'] };
type Change = { at: Date; actorName: string; before: Before; made: boolean };

/** "Why did nobody get it?": one answer for a task and a day. */
@Injectable()
export class TaskDaysService {
  constructor(
    private readonly tasks: PushTasksService,
    private readonly calendars: TaskCalendars,
    private readonly records: RecordsService,
    private readonly audit: AuditLogService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param date YYYY-MM-DD in the zone of the task
   * @throws PushTaskNotFoundError also when the caller may not see it
   */
  async answer(caller: Caller, taskId: string, date: string): Promise<DayAnswer> {
    const task = await this.tasks.get(caller, taskId);
    const changes = await this.changesBackTo(caller, taskId, dayPlanOf({ kind: 'none', zone: task.schedule.zone }, date).from);
    const plan = await this.planOf(task, changes, date);
    const runs: RecordRow[] = (await this.records.list(caller, { taskId, from: plan.from, to: plan.to, limit: RUNS })).items;
    const rescheduling = changes.find(({ at, before }) => at < plan.to && (before.schedule !== undefined || before.calendar !== undefined));
    return answerOf({
      date, task, plan, runs, now: this.clock.now(),
      stateAt: (instant) => thenAt(task, changes, instant),
      rescheduled: rescheduling && { at: rescheduling.at, by: rescheduling.actorName },
    });
  }

  /** What changed of schedule and state, newest first, back to the change of state that held when the day began. Most lines, such as runs by hand, change neither. */
  private async changesBackTo(caller: Caller, taskId: string, from: Date): Promise<Change[]> {
    const changes: Change[] = [];
    let cursor: string | undefined;
    for (let read = 0; read < LINES_AT_MOST; read += LINES) {
      const { items, nextCursor } = await this.audit.list(caller, { subjectType: 'push_task', subjectId: taskId, cursor, limit: LINES });
      for (const { at, actorName, action, before } of items) {
        const { schedule, calendar, state } = (before ?? {}) as Before;
        const made = action === 'push_task.create';
        if (made || schedule !== undefined || calendar !== undefined || state !== undefined) changes.push({ at, actorName, before: { schedule, calendar, state }, made });
      }
      if (nextCursor === undefined || changes.some((change) => change.at < from && change.before.state !== undefined)) break;
      cursor = nextCursor;
    }
    return changes;
  }

  /** By the schedule and calendar policy as they were at the end of that day. */
  private async planOf(task: PushTask, changes: readonly Change[], date: string): Promise<DayPlan> {
    const end = dayPlanOf({ kind: 'none', zone: task.schedule.zone }, date).to;
    let { schedule, calendar } = task;
    for (const { before } of changes.filter((change) => change.at >= end)) {
      const { schedule: old, calendar: oldCalendar } = before;
      schedule = old ?? schedule;
      if (oldCalendar !== undefined) calendar = oldCalendar;
    }
    return dayPlanOf(schedule, date, await this.calendars.applied(task.tenantId, calendar).catch(() => undefined));
  }
}

/** The state of the task at an instant, and who brought it there, also by making it so. */
function thenAt(task: PushTask, changes: readonly Change[], at: Date): TaskThen {
  let state = task.state;
  for (const change of changes) {
    const old = change.before.state;
    if (change.at <= at) {
      if (old !== undefined || change.made) return { state, since: change.at, by: change.actorName };
      continue;
    }
    state = old ?? state;
  }
  return { state };
}
