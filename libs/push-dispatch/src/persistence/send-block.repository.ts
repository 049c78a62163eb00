import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { Slowed } from '../domain/calls-at-once';
import type { SendBlock } from '../domain/send-block';

/** What WeCom's refusals of an app for calling too often left behind. */
export interface AppRefusals {
  block: SendBlock | undefined;
  slowed: Slowed | undefined;
}

interface RefusalRow {
  targetId: string;
  until: Date;
  strikes: number;
  blocked: boolean;
  atOnce: number | null;
  slowedAt: Date | null;
}

/** Longer than an app is slowed by any refusal. */
const SLOWED_FOR_HOURS = 6;

const COLUMNS = `target_id as "targetId", blocked_until as until, strikes, isfinite(blocked_until) as blocked, at_once as "atOnce", slowed_at as "slowedAt"`;

@Injectable()
export class SendBlockRepository extends SqlRepository {
  /** By app; of those that are blocked or slowed. */
  async activeAt(now: Date): Promise<Map<string, AppRefusals>> {
    const rows = await this.rows<RefusalRow>(`select ${COLUMNS} from push_send_block where blocked_until > $1 or slowed_at > $1::timestamptz - make_interval(hours => ${SLOWED_FOR_HOURS})`, [now]);
    return new Map(rows.map((row) => [row.targetId, refusalsOf(row)]));
  }

  /** Reads what was before, and keeps others from changing it until the transaction ends. */
  async lock(tenantId: string, targetId: string, tx: Tx): Promise<AppRefusals> {
    await this.rows(`insert into push_send_block (tenant_id, target_id, blocked_until, strikes) values ($1, $2, '-infinity', 0) on conflict do nothing`, [tenantId, targetId], tx);
    const row = await this.row<RefusalRow>(`select ${COLUMNS} from push_send_block where tenant_id = $1 and target_id = $2 for update`, [tenantId, targetId], tx);
    return refusalsOf(row!);
  }

  async write(tenantId: string, targetId: string, block: SendBlock, slowed: Slowed | undefined, tx: Tx): Promise<void> {
    await this.rows(
      `update push_send_block set blocked_until = $3, strikes = $4, at_once = $5, slowed_at = $6 where tenant_id = $1 and target_id = $2`,
      [tenantId, targetId, block.until, block.strikes, slowed?.atOnce ?? null, slowed?.since ?? null],
      tx,
    );
  }
}

const refusalsOf = ({ until, strikes, blocked, atOnce, slowedAt }: RefusalRow): AppRefusals => ({
  block: blocked ? { until, strikes } : undefined,
  slowed: atOnce !== null && slowedAt !== null ? { atOnce, since: slowedAt } : undefined,
});
