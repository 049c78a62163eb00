import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import type { Tx } from '#kernel';
import { FINDING_CODES, noteText, remedyText, type Finding } from '#push-task';
import type { Run } from '#records';

/** Tells the owner of a task what its exception rules found, and that it is over. */
@Injectable()
export class ExceptionAlarms {
  constructor(private readonly alarms: Alarms) {}

  /** Raises what was found, once a code, and ends what the run looked at and did not find. */
  async tell(run: Run, found: readonly Finding[], looked: boolean, tx: Tx): Promise<void> {
    const { spec, tenantId, taskId } = run;
    if (run.trigger === 'test' || taskId === null) return;
    const byCode = new Map(found.map((finding) => [finding.code, finding]));
    const subject = { type: 'push_task', id: taskId, name: spec.title };
    for (const finding of byCode.values()) {
      await this.alarms.raise(
        {
          tenantId, cause: finding.code, subject, audience: { kind: 'owner', userId: spec.ownerUserId, projectId: run.projectId }, language: spec.language,
          text: noteText(finding, spec.language, spec.zone), remedy: remedyText(finding.code, spec.language), path: `/tasks/${taskId}`,
        },
        tx,
      );
    }
    if (looked) await this.alarms.clearAll(tenantId, FINDING_CODES.filter((code) => !byCode.has(code)), subject, tx);
  }
}
