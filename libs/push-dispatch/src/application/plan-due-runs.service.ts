import { Injectable, Logger } from '@nestjs/common';
import { Clock, newId, PushDatabase, type Tx } from '#kernel';
import { planDue, PushTaskRepository, TaskCalendars, type CalendarLookup, type DuePlan, type PushTask } from '#push-task';
import { RunLedger, type PlannedRun, type Reason } from '#records';
import { reason } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { specOf } from './run-spec';

/** Tasks that one transaction plans, at most. */
const BATCH = 500;
/** A task that cannot be planned (a fault of ours) is looked at again after this time, so that it does not hold up the others. */
const AFTER_FAULT_MS = 300_000;

interface PlannedTask {
  task: PushTask;
  plan: DuePlan;
  next: { nextRunAt: Date | null; nextPlannedAt: Date | null };
}

/** Plans what is due. */
@Injectable()
export class PlanDueRunsService {
  private readonly log = new Logger(PlanDueRunsService.name);

  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: PushTaskRepository,
    private readonly calendars: TaskCalendars,
    private readonly runs: RunLedger,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims due tasks, writes their runs, sets their next times and queues the jobs: all or nothing, in one transaction.
   * Two planners at once, or one after a crash, never plan a run twice: tasks are locked while they are planned, and a run
   * is unique by task and planned time.
   * @returns whether there may be more
   */
  async planOnce(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const due = await this.tasks.claimDue(now, BATCH, tx);
      if (due.length === 0) return false;
      const calendarOf = await this.calendars.lookup(due, tx);
      await this.write(due.map((task) => this.planOf(task, calendarOf, now)), now, tx);
      return due.length === BATCH;
    });
  }

  private async write(plans: readonly PlannedTask[], now: Date, tx: Tx): Promise<void> {
    const runs = plans.flatMap(({ task, plan }) => runsOf(task, plan));
    const written = await this.runs.insert(runs, now, tx);
    await this.tasks.setNextRuns(
      plans.map(({ task, next }) => ({ tenantId: task.tenantId, taskId: task.id, ...next })),
      tx,
    );
    const started = runs.filter((run) => run.state === 'planned' && written.has(run.id));
    await this.queue.enqueue('push-prepare', started.map((run) => ({ tenantId: run.tenantId, runId: run.id })), tx);
    for (const run of runs) this.log.log({ runId: run.id, taskId: run.taskId, plannedAt: run.plannedAt }, `run ${run.state}`);
  }

  private planOf(task: PushTask, calendarOf: CalendarLookup, now: Date): PlannedTask {
    try {
      const plan = planDue({ ...task, taskId: task.id, calendar: calendarOf(task) }, task.nextPlannedAt!, task.graceSeconds, now);
      return { task, plan, next: { nextRunAt: plan.next?.startAt ?? null, nextPlannedAt: plan.next?.plannedAt ?? null } };
    } catch (error) {
      this.log.error({ taskId: task.id, err: error }, 'a task cannot be planned');
      return { task, plan: { send: null, missed: [], next: null }, next: { nextRunAt: new Date(now.getTime() + AFTER_FAULT_MS), nextPlannedAt: task.nextPlannedAt } };
    }
  }
}

function runsOf(task: PushTask, plan: DuePlan): PlannedRun[] {
  const spec = specOf(task);
  const run = (plannedAt: Date, startAt: Date, state: PlannedRun['state'], why?: Reason): PlannedRun => ({
    id: newId(),
    tenantId: task.tenantId,
    projectId: task.projectId,
    taskId: task.id,
    trigger: 'schedule',
    state,
    reason: why,
    plannedAt,
    deadlineAt: new Date(startAt.getTime() + 1000 * task.graceSeconds),
    spec,
  });
  const missed = plan.missed.map(({ plannedAt, why, alsoUntil }) =>
    run(
      plannedAt,
      plannedAt,
      'missed',
      reason(why === 'too_old' ? 'MISSED_TOO_OLD' : 'MISSED_OVERTAKEN', alsoUntil && `So were all times of this task until ${alsoUntil.toISOString()}`),
    ),
  );
  return plan.send ? [...missed, run(plan.send.plannedAt, plan.send.startAt, 'planned')] : missed;
}
