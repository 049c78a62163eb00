import { Injectable } from '@nestjs/common';
import { AlarmMessageRepository } from '#alarms';
import { Clock, PushDatabase, type Tx } from '#kernel';
import { isQuietTime, RecordRemoval, type DueRetention } from '#records';
import { RobotMessageRepository } from '#robots';
import { TaskMemory } from '../persistence/task-memory';

/** Of each table in one transaction, at most. */
const ROWS_AT_ONCE = 1000;

/** Removes what was sent and is too old for its tenant, in the night in China, in small steps; the sums of statistics name nobody and stay. */
@Injectable()
export class RetentionUpkeep {
  constructor(
    private readonly database: PushDatabase,
    private readonly records: RecordRemoval,
    private readonly robotMessages: RobotMessageRepository,
    private readonly alarmMessages: AlarmMessageRepository,
    private readonly memory: TaskMemory,
    private readonly clock: Clock,
  ) {}

  /** One step; what it did stays done whatever becomes of the process. @returns whether there may be more */
  async removeSome(): Promise<boolean> {
    const now = this.clock.now();
    if (!isQuietTime(now)) return false;
    try {
      for (const due of await this.records.due(now)) {
        if (await this.database.transaction((tx) => this.stepOf(due, now, tx))) return true;
      }
      return await this.records.cleanUp(now);
    } catch (error) {
      if (RecordRemoval.isPostponed(error)) return false;
      throw error;
    }
  }

  /** @returns false when another process is at this tenant */
  private async stepOf(due: DueRetention, now: Date, tx: Tx): Promise<boolean> {
    if (!(await this.records.claim(due, tx))) return false;
    if (await this.records.removeSome(due, now, tx)) return true;
    if ((await this.removeBeside(due, tx)) === 0) await this.records.finish(due, tx);
    return true;
  }

  private async removeBeside({ tenantId, keptSince }: DueRetention, tx: Tx): Promise<number> {
    let removed = 0;
    for (const kept of [this.robotMessages, this.alarmMessages, this.memory]) removed += await kept.removeBefore(tenantId, keptSince, ROWS_AT_ONCE, tx);
    return removed;
  }
}
