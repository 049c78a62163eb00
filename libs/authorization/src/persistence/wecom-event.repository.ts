import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';

export interface NewWecomEvent {
  id: string;
  channel: string;
  bodyHash: string;
  tenantId: string | null;
  authorizationId: string | null;
  suiteId: string | null;
  kind: string;
  bodySealed: string;
  receivedAt: Date;
}

export interface ClaimedEvent extends NewWecomEvent {
  /** This one included; also proves that the claim is still ours. */
  attempts: number;
}

@Injectable()
export class WecomEventRepository extends SqlRepository {
  /**
   * @param again a callback that is stored already is to be worked on once more; whoever works on it now does not end it
   * @returns false when this very callback is stored already, and not to be worked on again: then nothing is written
   */
  async insert(event: NewWecomEvent, again: boolean): Promise<boolean> {
    const row = await this.row(
      `insert into push_wecom_event (id, channel, body_hash, tenant_id, authorization_id, suite_id, kind, body_sealed, state, next_try_at, received_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $9)
       on conflict (channel, body_hash) do update
          set state = 'pending', attempts = push_wecom_event.attempts + 1, next_try_at = excluded.next_try_at, ended_at = null
        where $10
       returning id`,
      [event.id, event.channel, event.bodyHash, event.tenantId, event.authorizationId, event.suiteId, event.kind, event.bodySealed, event.receivedAt, again],
    );
    return row !== undefined;
  }

  /** Takes events that are due, oldest first; a claim that is not settled ends by itself. @param leaseUntil when others may take them */
  async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<ClaimedEvent[]> {
    const rows = await this.rows<ClaimedEvent>(
      `with due as (
         select id from push_wecom_event where state = 'pending' and next_try_at <= $1 order by next_try_at, id limit $3 for update skip locked)
       update push_wecom_event as event set attempts = attempts + 1, next_try_at = $2
         from due where event.id = due.id
       returning event.id, channel, body_hash as "bodyHash", tenant_id as "tenantId", authorization_id as "authorizationId", suite_id as "suiteId", kind,
                 body_sealed as "bodySealed", received_at as "receivedAt", attempts`,
      [now, leaseUntil, limit],
    );
    return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** @param dropBody destroys the body */
  async done({ id, attempts }: ClaimedEvent, now: Date, dropBody: boolean): Promise<void> {
    await this.rows(
      `update push_wecom_event set state = 'done', ended_at = $3, last_error = null, body_sealed = case when $4 then null else body_sealed end
        where id = $1 and attempts = $2 and state = 'pending'`,
      [id, attempts, now, dropBody],
    );
  }

  async retry({ id, attempts }: ClaimedEvent, error: string, nextTryAt: Date): Promise<void> {
    await this.rows(`update push_wecom_event set last_error = $3, next_try_at = $4 where id = $1 and attempts = $2 and state = 'pending'`, [id, attempts, error, nextTryAt]);
  }

  async failed({ id, attempts }: ClaimedEvent, error: string, now: Date): Promise<void> {
    await this.rows(
      `update push_wecom_event set state = 'failed', ended_at = $4, last_error = $3, body_sealed = null where id = $1 and attempts = $2 and state = 'pending'`,
      [id, attempts, error, now],
    );
  }

  /** Of what an authorization was told only the kinds and times stay. */
  async destroyBodies(authorizationId: string, tx: Tx): Promise<void> {
    await this.rows(`update push_wecom_event set body_sealed = null where authorization_id = $1 and state <> 'pending'`, [authorizationId], tx);
  }

  async removeBefore(time: Date): Promise<void> {
    await this.rows('delete from push_wecom_event where received_at < $1', [time]);
  }
}
