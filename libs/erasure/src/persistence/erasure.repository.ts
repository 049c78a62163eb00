import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { Erasure, ErasureState } from '../domain/erasure';

const ERASURE = `id, tenant_id as "tenantId", state, pseudonym, host_user_id as "hostUserId", names, accounts, found, erased, area, position, waiting,
  requested_by as "requestedBy", requested_at as "requestedAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt", ended_at as "endedAt"`;

export type NewErasure = Pick<Erasure, 'id' | 'tenantId' | 'pseudonym' | 'names' | 'accounts' | 'found' | 'requestedBy' | 'requestedAt'> & { hostUserId: string };

/** What a step came to. */
export interface ErasureProgress {
  area: string;
  position: string | null;
  waiting: boolean;
  rows: number;
}

@Injectable()
export class ErasureRepository extends SqlRepository {
  /** @returns undefined when one of this person is there already */
  async insert(erasure: NewErasure, lookAt: Date, tx: Tx): Promise<Erasure | undefined> {
    return this.row<Erasure>(
      `insert into push_erasure (tenant_id, id, state, pseudonym, host_user_id, names, accounts, found, look_at, requested_by, requested_at)
       values ($1, $2, 'requested', $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, host_user_id) where host_user_id is not null do nothing returning ${ERASURE}`,
      [
        erasure.tenantId, erasure.id, erasure.pseudonym, erasure.hostUserId, erasure.names, erasure.accounts, JSON.stringify(erasure.found), lookAt,
        erasure.requestedBy, erasure.requestedAt,
      ],
      tx,
    );
  }

  async ofPerson(tenantId: string, hostUserId: string, tx?: Tx): Promise<Erasure | undefined> {
    return this.row<Erasure>(`select ${ERASURE} from push_erasure where tenant_id = $1 and host_user_id = $2`, [tenantId, hostUserId], tx);
  }

  /** With `tx` for changing it. */
  async find(tenantId: string, id: string, tx?: Tx): Promise<Erasure | undefined> {
    return this.row<Erasure>(`select ${ERASURE} from push_erasure where tenant_id = $1 and id = $2 ${tx ? 'for update' : ''}`, [tenantId, id], tx);
  }

  /** Newest first. @param after id of the last one seen */
  async list(tenantId: string, after: string | undefined, limit: number): Promise<Erasure[]> {
    return this.rows<Erasure>(`select ${ERASURE} from push_erasure where tenant_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`, [tenantId, after ?? null, limit]);
  }

  async confirm({ tenantId, id }: Erasure, by: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(`update push_erasure set state = 'running', confirmed_by = $3, confirmed_at = $4, look_at = $4 where tenant_id = $1 and id = $2`, [tenantId, id, by, now], tx);
  }

  /** One that is worked on or overdue, for the transaction: no other process has it. */
  async claim(now: Date, tx: Tx): Promise<Erasure | undefined> {
    return this.row<Erasure>(
      `select ${ERASURE} from push_erasure where state in ('requested', 'running') and look_at <= $1 order by look_at limit 1 for update skip locked`,
      [now],
      tx,
    );
  }

  async note({ tenantId, id }: Erasure, { area, position, waiting, rows }: ErasureProgress, lookAt: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_erasure set area = $3, position = $4, waiting = $5, look_at = $7, erased = erased || jsonb_build_object($3::text, coalesce((erased->>$3)::int, 0) + $6::int)
        where tenant_id = $1 and id = $2`,
      [tenantId, id, area, position, waiting, rows, lookAt],
      tx,
    );
  }

  /** Forgets whom it was about. */
  async end({ tenantId, id }: Erasure, state: Extract<ErasureState, 'done' | 'cancelled'>, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_erasure set state = $3, host_user_id = null, names = '{}', accounts = '{}', area = null, position = null, waiting = false, ended_at = $4 where tenant_id = $1 and id = $2`,
      [tenantId, id, state, now],
      tx,
    );
  }
}
