import { Injectable, Logger } from '@nestjs/common';
import { Clock, type Tx } from '#kernel';
import { RunLedger, type Run, type RunEnd } from '#records';
import { TaskMemory } from '../persistence/task-memory';
import { RobotAlarms } from './robot-alarms';
import { TaskLife } from './task-life';

/** Ends runs, and lets their tasks know. */
@Injectable()
export class RunSettlement {
  private readonly log = new Logger(RunSettlement.name);

  constructor(
    private readonly runs: RunLedger,
    private readonly life: TaskLife,
    private readonly memory: TaskMemory,
    private readonly robots: RobotAlarms,
    private readonly clock: Clock,
  ) {}

  /** Ends a run that `tx` has locked. */
  async end(run: Run, end: RunEnd, tx: Tx): Promise<void> {
    await this.runs.end(run, end, this.clock.now(), tx);
    await this.tellTask(run, end.state, end.reason?.code, tx);
  }

  /** Lets the task know of a run that `tx` has ended by settling its last call. */
  async ended(run: Run, end: RunEnd, tx: Tx): Promise<void> {
    await this.tellTask(run, end.state, end.reason?.code, tx);
  }

  /** A test, and anything held or missed, says nothing about whether the task works. */
  private async tellTask(run: Run, state: RunEnd['state'], reasonCode: string | undefined, tx: Tx): Promise<void> {
    this.log.log({ runId: run.id, taskId: run.taskId, reasonCode }, `run ${state}`);
    const { tenantId, taskId } = run;
    if (run.trigger === 'test' || taskId === null) return;
    if (state !== 'held') await this.memory.settle(run, state === 'sent' || state === 'partly_sent', tx);
    if (state === 'sent' || state === 'partly_sent') await this.life.worked(tenantId, taskId, tx);
    if (state === 'sent' && run.spec.channel.kind === 'robots') await this.robots.clear(tenantId, taskId, tx);
    if (state === 'failed') await this.life.failed(tenantId, taskId, reasonCode, tx);
  }
}
