import { Injectable } from '@nestjs/common';
import { Alarms, type AlarmKey } from '#alarms';
import type { Tx } from '#kernel';
import { robotTroubleWords } from '#push-task';
import type { Run } from '#records';

/** Tells the owner of a task that a group got nothing, because its robot cannot be used; administrators are told of the robot itself. */
@Injectable()
export class RobotAlarms {
  constructor(private readonly alarms: Alarms) {}

  /** @param names of the robots */
  async raise(run: Run, names: readonly string[], tx: Tx): Promise<void> {
    const { tenantId, spec, projectId, taskId } = run;
    if (run.trigger === 'test' || taskId === null || names.length === 0) return;
    const { cause, remedy } = robotTroubleWords(names, spec.language);
    const audience = { kind: 'owner' as const, userId: spec.ownerUserId, projectId };
    await this.alarms.raise({ ...keyOf(tenantId, taskId), subject: { type: 'push_task', id: taskId, name: spec.title }, audience, language: spec.language, text: cause, remedy, path: `/tasks/${taskId}` }, tx);
  }

  /** All groups got it. */
  async clear(tenantId: string, taskId: string, tx: Tx): Promise<void> {
    await this.alarms.clear(keyOf(tenantId, taskId), tx);
  }
}

const keyOf = (tenantId: string, taskId: string): AlarmKey => ({ tenantId, cause: 'TASK_ROBOT_NOT_USABLE', subject: { type: 'push_task', id: taskId } });
