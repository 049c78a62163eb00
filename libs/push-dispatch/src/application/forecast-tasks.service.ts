import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { PlannedTaskRepository, runTimes, spreadOver, TaskCalendars, type CalendarPolicy, type PlannedTask, type Schedule } from '#push-task';
import { AudienceHistory } from '#records';
import { beginOfChinaDay } from '../domain/china-day';
import { FORECAST_DAYS, type ForecastTask } from '../domain/forecast/load';

/** Tasks of one authorization that are looked at, and starts of all of them in the week; what is more is left out, and said so. */
const MAX_TASKS = 5000;
const MAX_STARTS = 500_000;
const DAY_MS = 86_400_000;

export interface KnownTasks {
  tasks: ForecastTask[];
  /** By id: the run whose people stand for those of the next runs. */
  lastRuns: Map<string, string>;
  /** Ids of those that never ran but name their people one by one. */
  named: Set<string>;
  leftOut: number;
}

type Planned = Pick<PlannedTask, 'id' | 'tenantId' | 'schedule' | 'calendar' | 'toleranceSeconds'>;

/** The tasks of an authorization with their starts in the coming week and the people of their last run, in sets. */
@Injectable()
export class ForecastTasks {
  constructor(
    private readonly planned: PlannedTaskRepository,
    private readonly calendars: TaskCalendars,
    private readonly history: AudienceHistory,
    private readonly clock: Clock,
  ) {}

  /** @param without a task that the draft takes the place of */
  async of(tenantId: string, authorizationId: string, without: string | undefined): Promise<KnownTasks> {
    const found = await this.planned.ofAuthorization(tenantId, authorizationId, MAX_TASKS + 1);
    const rows = found.slice(0, MAX_TASKS).filter((task) => task.id !== without);
    const [runs, startsOf] = await Promise.all([this.history.lastRuns(tenantId, rows.map((task) => task.id)), this.startsOf(rows)]);
    const last = new Map(runs.map((run) => [run.taskId, run]));
    const known: KnownTasks = { tasks: [], lastRuns: new Map(runs.map((run) => [run.taskId, run.runId])), named: new Set(), leftOut: Math.max(0, found.length - MAX_TASKS) };
    let room = MAX_STARTS;
    for (const task of rows) {
      const starts = startsOf(task);
      room -= starts.length;
      if (room < 0) {
        known.leftOut += 1;
        continue;
      }
      const run = last.get(task.id);
      if (!run && task.named !== null) known.named.add(task.id);
      known.tasks.push({
        id: task.id, title: task.title, projectId: task.projectId, draft: false, personTimes: run?.personTimes ?? task.named, perPerson: run?.perPerson ?? 1, starts,
      });
    }
    return known;
  }

  /** When tasks start until the end of the forecast; tasks of one schedule share the work. */
  async startsOf(tasks: readonly Planned[]): Promise<(task: Planned) => number[]> {
    const now = this.clock.now();
    const end = beginOfChinaDay(now.getTime()) + FORECAST_DAYS * DAY_MS;
    const calendarOf = await this.calendars.lookup(tasks);
    const times = new Map<string, Date[]>();
    const timesOf = (task: { tenantId: string; schedule: Schedule; calendar: CalendarPolicy | null }): Date[] => {
      const key = JSON.stringify([task.schedule, task.calendar]);
      let planned = times.get(key);
      if (!planned) {
        planned = [];
        for (const time of runTimes(task.schedule, now, calendarOf(task))) {
          planned.push(time);
          if (time.getTime() >= end) break; // one more, as a start never reaches the next planned time
        }
        times.set(key, planned);
      }
      return planned;
    };
    return (task) => [...spreadOver(timesOf(task), { taskId: task.id, toleranceSeconds: task.toleranceSeconds })].map((start) => start.startAt.getTime()).filter((start) => start < end);
  }
}
