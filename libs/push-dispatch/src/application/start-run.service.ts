import { Injectable } from '@nestjs/common';
import { AuditTrail, type Caller } from '#bi-host';
import { Clock, newId, PushDatabase } from '#kernel';
import { PushTasksService } from '#push-task';
import { RunLedger, RunUnderWayError, type PlannedRun } from '#records';
import { TEST_LIFE_SECONDS } from '../domain/dispatch-policy';
import { PushQueue } from '../persistence/push-queue';
import { onlyUsers, specOf } from './run-spec';

/** Starts runs that somebody asks for. */
@Injectable()
export class StartRunService {
  constructor(
    private readonly database: PushDatabase,
    private readonly tasks: PushTasksService,
    private readonly runs: RunLedger,
    private readonly queue: PushQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends to all recipients of the task, now.
   * @returns id of the run
   * @throws RunUnderWayError while an earlier one by hand has not ended
   */
  async runNow(caller: Caller, taskId: string): Promise<string> {
    return this.start(caller, taskId, 'manual');
  }

  /** Sends to the task's owner only, marked as a test. @returns id of the run */
  async test(caller: Caller, taskId: string): Promise<string> {
    return this.start(caller, taskId, 'test');
  }

  private async start(caller: Caller, taskId: string, trigger: 'manual' | 'test'): Promise<string> {
    const task = await this.tasks.editable(caller, taskId);
    const now = this.clock.now();
    const run: PlannedRun = {
      id: newId(),
      tenantId: task.tenantId,
      projectId: task.projectId,
      taskId: task.id,
      trigger,
      state: 'planned',
      plannedAt: now,
      deadlineAt: new Date(now.getTime() + 1000 * (trigger === 'test' ? TEST_LIFE_SECONDS : task.graceSeconds)),
      actorUserId: caller.userId,
      spec: trigger === 'test' ? specOf(task, onlyUsers([task.ownerUserId])) : specOf(task),
    };
    await this.database.transaction(async (tx) => {
      if (!(await this.runs.insert([run], now, tx)).has(run.id)) throw new RunUnderWayError(taskId);
      await this.queue.enqueue('push-prepare', [{ tenantId: run.tenantId, runId: run.id }], tx, { urgent: trigger === 'test' });
      const action = trigger === 'test' ? 'push_task.test' : 'push_task.run';
      await this.audit.record(caller.actor, { tenantId: run.tenantId, action, subject: { type: 'push_task', id: task.id, name: task.title }, after: { runId: run.id } }, tx);
    });
    return run.id;
  }
}
