import { Injectable } from '@nestjs/common';
import { Alarms, type AlarmKey, type NewAlarm } from '#alarms';
import type { Tx } from '#kernel';
import { FINDING_CODES, noteText, remedyText, type Finding } from '#push-task';
import type { TaskRun } from '#records';

/** What the exception rules of a run found. */
export interface RunFindings {
  run: TaskRun;
  found: readonly Finding[];
  /** Whether the page was seen, so that what was not found is over. */
  looked: boolean;
}

/** Tells the owner of a task what its exception rules found, and that it is over. */
@Injectable()
export class ExceptionAlarms {
  constructor(private readonly alarms: Alarms) {}

  /** Raises what was found, once a code, and ends what the runs looked at and did not find. */
  async tell(findings: readonly RunFindings[], tx: Tx): Promise<void> {
    for (const { run, found } of findings) for (const finding of onceACode(found)) await this.alarms.raise(alarmOf(run, finding), tx);
    const over = findings.flatMap(({ run, found, looked }) => (looked ? keysOf(run, FINDING_CODES.filter((code) => !found.some((one) => one.code === code))) : []));
    await this.alarms.clearAll(over, tx);
  }
}

const onceACode = (found: readonly Finding[]): Finding[] => [...new Map(found.map((finding) => [finding.code, finding])).values()];

const keysOf = ({ tenantId, taskId }: TaskRun, causes: readonly string[]): AlarmKey[] => causes.map((cause) => ({ tenantId, cause, subject: { type: 'push_task', id: taskId } }));

function alarmOf({ tenantId, projectId, taskId, spec }: TaskRun, finding: Finding): NewAlarm {
  return {
    tenantId,
    cause: finding.code,
    subject: { type: 'push_task', id: taskId, name: spec.title },
    audience: { kind: 'owner', userId: spec.ownerUserId, projectId },
    language: spec.language,
    text: noteText(finding, spec.language, spec.zone),
    remedy: remedyText(finding.code, spec.language),
    path: `/tasks/${taskId}`,
  };
}
