import { Injectable } from '@nestjs/common';
import { Alarms, type NewAlarm } from '#alarms';
import { AuditTrail, systemActor } from '#bi-host';
import type { Tx } from '#kernel';
import { FAILURES_UNTIL_STOP, failureWords, PushTaskRepository, type PushTask } from '#push-task';
import type { TaskRun } from '#records';
import { countsAsFailure } from '../domain/reasons';

/** A cause each, so that each warning reaches the owner, however close they come. */
const CAUSES = ['TASK_FAILED_ONCE', 'TASK_FAILED_TWICE', 'TASK_STOPPED'] as const;

/** Counts failed runs of a task in a row, warns its owner, and says so when the system stops it. */
@Injectable()
export class TaskLife {
  constructor(
    private readonly tasks: PushTaskRepository,
    private readonly alarms: Alarms,
    private readonly audit: AuditTrail,
  ) {}

  /** These runs came out as a whole: the count of their tasks starts anew. */
  async worked(runs: readonly TaskRun[], tx: Tx): Promise<void> {
    if (runs.length === 0) return;
    await this.tasks.clearFailures(runs, tx);
    await this.alarms.clearAll(runs.flatMap(({ tenantId, taskId }) => CAUSES.map((cause) => ({ tenantId, cause, subject: { type: 'push_task', id: taskId } }))), tx);
  }

  /** The whole run failed. Trouble of recipients, of the authorization, of the host, or of WeCom as a whole, does not count. */
  async failed({ tenantId, taskId }: TaskRun, reasonCode: string | undefined, tx: Tx): Promise<void> {
    if (!countsAsFailure(reasonCode)) return;
    const task = await this.tasks.countFailure(tenantId, taskId, tx);
    if (!task) return;
    await this.alarms.raise(alarmOf(task, reasonCode), tx);
    // Only the failure that stopped it: a run by hand may fail once more after that.
    if (task.state !== 'stopped' || task.failureCount !== FAILURES_UNTIL_STOP) return;
    await this.audit.record(
      systemActor('dispatch'),
      { tenantId, action: 'push_task.stop', subject: { type: 'push_task', id: taskId, name: task.title }, before: { state: 'enabled' }, after: { state: 'stopped', failures: task.failureCount, reason: reasonCode } },
      tx,
    );
  }
}

function alarmOf(task: PushTask, reasonCode: string | undefined): NewAlarm {
  const { tenantId, id, title, language, failureCount } = task;
  const { cause, remedy } = failureWords(reasonCode, language);
  const stopped = task.state === 'stopped';
  const text = {
    'zh-CN': stopped ? `连续失败 ${failureCount} 次，任务已被系统停止：${cause}` : `连续第 ${failureCount} 次失败（满 ${FAILURES_UNTIL_STOP} 次将自动停止）：${cause}`,
    'en-US': stopped ? `Stopped by the system after ${failureCount} failures in a row: ${cause}` : `Failure ${failureCount} in a row (it is stopped at ${FAILURES_UNTIL_STOP}): ${cause}`,
  }[language];
  const start = { 'zh-CN': '；处理后请重新启用任务', 'en-US': '; then enable the task again' }[language];
  return {
    tenantId,
    cause: CAUSES[Math.min(failureCount, CAUSES.length) - 1],
    subject: { type: 'push_task', id, name: title },
    audience: { kind: 'owner', userId: task.ownerUserId, projectId: task.projectId },
    language,
    text,
    remedy: stopped ? remedy + start : remedy,
    path: `/tasks/${id}`,
    // One message that it is over is enough, though several warnings came.
    tellRecovery: failureCount === 1,
  };
}
