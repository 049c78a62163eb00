import { Injectable, Logger } from '@nestjs/common';
import { Clock, type Tx } from '#kernel';
import { isOfTask, RunLedger, type EndedRun, type Run, type RunEnd } from '#records';
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
    await this.ended([{ run, end }], tx);
  }

  /** Lets the tasks know of runs that `tx` has ended. A test, and anything held or missed, says nothing about whether the task works. */
  async ended(runs: readonly EndedRun[], tx: Tx): Promise<void> {
    for (const { run, end } of runs) this.log.log({ runId: run.id, taskId: run.taskId, reasonCode: end.reason?.code }, `run ${end.state}`);
    const telling = runs.flatMap(({ run, end }) => (isOfTask(run) ? [{ run, end }] : []));
    const reached = telling.filter(({ end }) => end.state === 'sent' || end.state === 'partly_sent').map(({ run }) => run);
    await this.memory.keep(reached, tx);
    await this.life.worked(reached, tx);
    for (const { run, end } of telling) {
      if (end.state === 'failed' || end.state === 'missed' || end.state === 'cancelled') await this.memory.takeBack(run, tx);
      if (end.state === 'sent' && run.spec.channel.kind === 'robots') await this.robots.clear(run.tenantId, run.taskId, tx);
      if (end.state === 'failed') await this.life.failed(run, end.reason?.code, tx);
    }
  }
}
