import { Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import { CallLedger, type SettledCall } from '#records';
import { GroupCommit } from '../domain/group-commit';
import { RunSettlement } from './run-settlement';

/** Calls that one transaction settles, at most. */
const AT_ONCE = 200;

/** Writes what became of calls; those of many jobs share a transaction. */
@Injectable()
export class CallSettlement {
  private readonly group = new GroupCommit<SettledCall>((settled) => this.write(settled), AT_ONCE);

  constructor(
    private readonly database: PushDatabase,
    private readonly calls: CallLedger,
    private readonly runs: RunSettlement,
    private readonly clock: Clock,
  ) {}

  /** Resolves when it is committed. A call that was settled meanwhile stays as it is. */
  settle(settled: SettledCall): Promise<void> {
    return this.group.add(settled);
  }

  private async write(settled: SettledCall[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { run, end } of await this.calls.settle(settled, this.clock.now(), tx)) await this.runs.ended(run, end, tx);
    });
  }
}
