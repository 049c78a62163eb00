import { Injectable } from '@nestjs/common';
import type { AlarmMessage } from '#alarms';
import { PushDatabase } from '#kernel';
import { userIdsOf } from '#wecom';
import { TryAgainError } from '../../domain/push-dispatch.errors';
import { AppGate } from './app-gate';

/** Lets messages about alarms out: before all pushes, but not more of them than WeCom delivers to one person. */
@Injectable()
export class AlarmAdmission {
  constructor(
    private readonly database: PushDatabase,
    private readonly gate: AppGate,
  ) {}

  /** @param deadline until when it is worth sending. @throws TryAgainError when it must wait */
  async admit({ tenantId, targetId, id, body }: AlarmMessage, deadline: Date): Promise<void> {
    const people = userIdsOf(body);
    const answer = await this.database.transaction((tx) =>
      this.gate.pass([{ tenantId, targetId }], tx, async (gateOf) => {
        const gate = gateOf(targetId);
        const given = await gate.ask({ kind: 'alarm', people: () => people, count: people.length, part: id, deadline: deadline.getTime(), hadTurn: false });
        if (given.kind === 'go') gate.admit({ runId: null, callIds: [], people });
        return given;
      }),
    );
    if (answer.kind !== 'go') throw new TryAgainError(answer.reason);
  }
}
