import { Injectable } from '@nestjs/common';
import { AuditLogService, type Caller } from '#bi-host';
import { Clock } from '#kernel';
import { dayPlanOf, PushTasksService, TaskCalendars, type CalendarPolicy, type DayPlan, type PushTask, type Schedule } from '#push-task';
import { RecordsService, type RecordRow } from '#records';
import { answerOf, type DayAnswer, type TaskThen } from '../domain/task-day';

/** Changes of a task that are looked back on; older ones are taken as not made. */
const CHANGES = 200;
/** Runs of one day that an answer names. */
const RUNS = 100;

type Change = { at: Date; action: string; actorName: string; before: unknown };
type Before = { schedule?: Schedule; calendar?: CalendarPolicy | null; state?: PushTask['state'] };

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
    const changes: Change[] = (await this.audit.list(caller, { subjectType: 'push_task', subjectId: taskId, limit: CHANGES })).items;
    const plan = await this.planOf(task, changes, date);
    const runs: RecordRow[] = (await this.records.list(caller, { taskId, from: plan.from, to: plan.to, limit: RUNS })).items;
    const now = this.clock.now();
    const last = plan.times.at(-1);
    return answerOf({ date, task, plan, runs, now, stateThen: thenAt(task, changes, last === undefined || last > now ? now : last) });
  }

  /** By the schedule and calendar policy as they were at the end of that day. */
  private async planOf(task: PushTask, changes: readonly Change[], date: string): Promise<DayPlan> {
    const end = dayPlanOf({ kind: 'none', zone: task.schedule.zone }, date).to;
    let { schedule, calendar } = task;
    for (const { before } of changes.filter((change) => change.at >= end)) {
      const { schedule: old, calendar: oldCalendar } = (before ?? {}) as Before;
      schedule = old ?? schedule;
      if (oldCalendar !== undefined) calendar = oldCalendar;
    }
    return dayPlanOf(schedule, date, await this.calendars.applied(task.tenantId, calendar).catch(() => undefined));
  }
}

/** The state of the task at an instant, and who brought it there. */
function thenAt(task: PushTask, changes: readonly Change[], at: Date): TaskThen {
  let state = task.state;
  for (const change of changes) {
    const old = ((change.before ?? {}) as Before).state;
    if (change.at <= at) {
      if (old !== undefined) return { state, since: change.at, by: change.actorName };
      continue;
    }
    state = old ?? state;
  }
  return { state };
}
