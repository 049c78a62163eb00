import { Injectable } from '@nestjs/common';
import { Clock, PushDatabase } from '#kernel';
import { DeliveryLedger, RunLedger, type PreparedMessage, type Run, type RunEnd, type SkippedRecipient } from '#records';
import { reason } from '../domain/reasons';
import { PushQueue } from '../persistence/push-queue';
import { RunSettlement } from './run-settlement';

export interface PreparedRun {
  messages: PreparedMessage[];
  skipped: SkippedRecipient[];
  dataTime: string | null;
}

/** Writes how preparing a run came out, each outcome in one transaction under the run's lock. */
@Injectable()
export class PreparedRunWriter {
  constructor(
    private readonly database: PushDatabase,
    private readonly runs: RunLedger,
    private readonly deliveries: DeliveryLedger,
    private readonly settlement: RunSettlement,
    private readonly queue: PushQueue,
    private readonly clock: Clock,
  ) {}

  /** Everything that will be sent is written, and the sending is queued. */
  async commit(run: Run, draft: PreparedRun): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      // Another worker was quicker, as after a lost heartbeat: its bytes are the ones that count.
      if (locked?.state !== 'preparing') return;
      const now = this.clock.now();
      await this.deliveries.writePrepared(locked, draft.messages, draft.skipped, now, tx);
      const calls = draft.messages.flatMap((message) => message.calls);
      if (calls.length === 0) return this.settlement.end(locked, endWithoutCalls(draft.skipped), tx);
      await this.runs.beginSending(
        locked,
        { dataTime: draft.dataTime, template: draft.messages[0].template, cut: draft.messages.flatMap((message) => message.cut) },
        now,
        tx,
      );
      await this.queue.enqueue('push-send', calls.map((call) => ({ tenantId: run.tenantId, callId: call.id })), tx);
    });
  }

  /** Ends a run of which nothing is sent. */
  async end(run: Run, end: RunEnd): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await this.runs.lock(run.tenantId, run.id, tx);
      if (locked?.state === 'preparing') await this.settlement.end(locked, end, tx);
    });
  }
}

function endWithoutCalls(skipped: readonly SkippedRecipient[]): RunEnd {
  const allEmpty = skipped.some((person) => person.reason.code === 'EMPTY_CONTENT');
  return allEmpty ? { state: 'held', reason: reason('ALL_CHARTS_EMPTY') } : { state: 'failed', reason: reason('NOBODY_REACHABLE') };
}
