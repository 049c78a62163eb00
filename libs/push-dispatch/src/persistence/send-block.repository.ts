import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { SendBlock } from '../domain/send-block';

interface BlockRow extends SendBlock {
  tenantId: string;
  targetId: string;
}

@Injectable()
export class SendBlockRepository extends SqlRepository {
  async activeAt(now: Date): Promise<BlockRow[]> {
    return this.rows<BlockRow>(`select tenant_id as "tenantId", target_id as "targetId", blocked_until as until, strikes from push_send_block where blocked_until > $1`, [now]);
  }

  /** Reads the last block, and keeps others from changing it until the transaction ends. */
  async lock(tenantId: string, targetId: string, tx: Tx): Promise<SendBlock | undefined> {
    await this.rows(`insert into push_send_block (tenant_id, target_id, blocked_until, strikes) values ($1, $2, '-infinity', 0) on conflict do nothing`, [tenantId, targetId], tx);
    const row = await this.row<SendBlock & { ever: boolean }>(
      `select blocked_until as until, strikes, isfinite(blocked_until) as ever from push_send_block where tenant_id = $1 and target_id = $2 for update`,
      [tenantId, targetId],
      tx,
    );
    return row?.ever ? { until: row.until, strikes: row.strikes } : undefined;
  }

  async write(tenantId: string, targetId: string, block: SendBlock, tx: Tx): Promise<void> {
    await this.rows(`update push_send_block set blocked_until = $3, strikes = $4 where tenant_id = $1 and target_id = $2`, [tenantId, targetId, block.until, block.strikes], tx);
  }
}
