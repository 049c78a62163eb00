import { Injectable } from '@nestjs/common';
import { Clock, GroupedWork, PushDatabase } from '#kernel';
import { CallLedger, type SettledCall } from '#records';
import { RunSettlement } from './run-settlement';

/** Calls that one transaction settles, at most. */
const AT_ONCE = 200;
/** How long a call that is over waits for others in a burst, in milliseconds: one for 100 costs little more than one for 15. */
const GATHER_MS = 100;

/** Writes what became of calls; those of many jobs share a transaction. */
@Injectable()
export class CallSettlement {
  private readonly group = new GroupedWork<SettledCall>((settled) => this.write(settled), { items: AT_ONCE, gatherMs: GATHER_MS });

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

  private async write(settled: SettledCall[]): Promise<void[]> {
    await this.database.transaction(async (tx) => {
      await this.runs.ended(await this.calls.settle(settled, this.clock.now(), tx), tx);
    });
    return [];
  }
}
