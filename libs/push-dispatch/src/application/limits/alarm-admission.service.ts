import { Injectable } from '@nestjs/common';
import type { AlarmMessage } from '#alarms';
import { userIdsOf } from '#wecom';
import { TryAgainError } from '../../domain/push-dispatch.errors';
import { AppGate } from './app-gate';

/** Lets messages about alarms out: before all pushes, but not more of them than WeCom delivers to one person. */
@Injectable()
export class AlarmAdmission {
  constructor(private readonly gate: AppGate) {}

  /** @param deadline until when it is worth sending. @throws TryAgainError when it must wait */
  async admit({ tenantId, targetId, id, body }: AlarmMessage, deadline: Date): Promise<void> {
    const answer = await this.gate.transaction((tx) =>
      this.gate.pass([{ tenantId, targetId }], tx, (gateOf) =>
        gateOf(targetId).ask({ kind: 'alarm', people: userIdsOf(body), part: id, deadline: deadline.getTime(), turn: undefined }),
      ),
    );
    if (answer.kind !== 'go') throw new TryAgainError(answer.reason);
  }
}
