import { Injectable, Logger } from '@nestjs/common';
import { Clock, newId, PushDatabase, type Tx } from '#kernel';
import { planDue, PushTaskRepository, type DuePlan, type PushTask } from '#push-task';
import { RunLedger, type PlannedRun, type Reason } from '#records';
import { reason } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { specOf } from './run-spec';

/** Tasks that one transaction plans, at most. */
const BATCH = 500;
/** A task that cannot be planned (a fault of ours) is looked at again after this time, so that it does not hold up the others. */
const AFTER_FAULT_MS = 300_000;

/** Plans what is due. */
@Injectable()
export class PlanDueRunsService {
  private readonly log = new Logger(PlanDueRunsService.name);

  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: PushTaskRepository,
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
      const plans = due.map((task) => ({ task, plan: this.planOf(task, now) }));
      await this.write(plans, now, tx);
      return due.length === BATCH;
    });
  }

  private async write(plans: readonly { task: PushTask; plan: DuePlan }[], now: Date, tx: Tx): Promise<void> {
    const runs = plans.flatMap(({ task, plan }) => runsOf(task, plan));
    const written = await this.runs.insert(runs, now, tx);
    await this.tasks.setNextRuns(
      plans.map(({ task, plan }) => ({ tenantId: task.tenantId, taskId: task.id, nextRunAt: plan.next })),
      tx,
    );
    const started = runs.filter((run) => run.state === 'planned' && written.has(run.id));
    await this.queue.enqueue('push-prepare', started.map((run) => ({ tenantId: run.tenantId, runId: run.id })), tx);
    for (const run of runs) this.log.log({ runId: run.id, taskId: run.taskId, plannedAt: run.plannedAt }, `run ${run.state}`);
  }

  private planOf(task: PushTask, now: Date): DuePlan {
    try {
      return planDue(task.schedule, task.nextRunAt!, task.graceSeconds, now);
    } catch (error) {
      this.log.error({ taskId: task.id, err: error }, 'a task cannot be planned');
      return { send: null, missed: [], next: new Date(now.getTime() + AFTER_FAULT_MS) };
    }
  }
}

function runsOf(task: PushTask, plan: DuePlan): PlannedRun[] {
  const spec = specOf(task);
  const run = (plannedAt: Date, state: PlannedRun['state'], why?: Reason): PlannedRun => ({
    id: newId(),
    tenantId: task.tenantId,
    projectId: task.projectId,
    taskId: task.id,
    trigger: 'schedule',
    state,
    reason: why,
    plannedAt,
    deadlineAt: new Date(plannedAt.getTime() + 1000 * task.graceSeconds),
    spec,
  });
  const missed = plan.missed.map(({ plannedAt, why, alsoUntil }) =>
    run(
      plannedAt,
      'missed',
      reason(why === 'too_old' ? 'MISSED_TOO_OLD' : 'MISSED_OVERTAKEN', alsoUntil && `So were all times of this task until ${alsoUntil.toISOString()}`),
    ),
  );
  return plan.send ? [...missed, run(plan.send, 'planned')] : missed;
}
