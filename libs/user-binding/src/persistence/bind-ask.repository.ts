import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { BindingScope } from './binding.repository';

export interface BindAsk extends BindingScope {
  hostUserId: string;
  hostUserName: string;
  tokenHash: string;
}

export interface AskTimes {
  now: Date;
  expiresAt: Date;
  /** Who was asked after this is not asked again. */
  askedBefore: Date;
  /** An ask that was begun before this and never ended is another's to take: its process died. */
  begunBefore: Date;
}

@Injectable()
export class BindAskRepository extends SqlRepository {
  /** Takes people for asking, in the place of earlier asks; of several who ask at once one gets each. @returns ids of those taken */
  async claim({ tenantId, authorizationId }: BindingScope, people: readonly Omit<BindAsk, keyof BindingScope>[], askedBy: string, times: AskTimes): Promise<Set<string>> {
    const rows = await this.rows<{ hostUserId: string }>(
      `insert into push_bind_ask (tenant_id, authorization_id, host_user_id, host_user_name, token_hash, state, asked_at, asked_by, expires_at)
       select $1, $2, person.id, person.name, person.token_hash, 'asking', $6, $7, $8
         from unnest($3::text[], $4::text[], $5::text[]) as person(id, name, token_hash) order by person.id
       on conflict on constraint pk_push_bind_ask do update
          set host_user_name = excluded.host_user_name, token_hash = excluded.token_hash, state = excluded.state, asked_at = excluded.asked_at,
              asked_by = excluded.asked_by, expires_at = excluded.expires_at
        where push_bind_ask.asked_at <= case push_bind_ask.state when 'asking' then $10::timestamptz else $9::timestamptz end
       returning host_user_id as "hostUserId"`,
      [
        tenantId, authorizationId, people.map((one) => one.hostUserId), people.map((one) => one.hostUserName), people.map((one) => one.tokenHash),
        times.now, askedBy, times.expiresAt, times.askedBefore, times.begunBefore,
      ],
    );
    return new Set(rows.map((row) => row.hostUserId));
  }

  /** They were told. */
  async told(tokenHashes: readonly string[], tx: Tx): Promise<void> {
    await this.rows(`update push_bind_ask set state = 'asked' where token_hash in (select unnest($1::text[])) and state = 'asking'`, [[...tokenHashes]], tx);
  }

  /** They were not told, and may be asked again. */
  async release(tokenHashes: readonly string[], tx?: Tx): Promise<void> {
    await this.rows(`delete from push_bind_ask where token_hash in (select unnest($1::text[])) and state = 'asking'`, [[...tokenHashes]], tx);
  }

  /** @returns undefined when the link is unknown, used or over, or the person is bound by now */
  async find(tokenHash: string, now: Date): Promise<BindAsk | undefined> {
    return this.row<BindAsk>(
      `select tenant_id as "tenantId", authorization_id as "authorizationId", host_user_id as "hostUserId", host_user_name as "hostUserName", token_hash as "tokenHash"
         from push_bind_ask as ask
        where token_hash = $1 and expires_at > $2 and state <> 'used'
          and not exists (select 1 from push_binding as bound
                           where bound.tenant_id = ask.tenant_id and bound.authorization_id = ask.authorization_id and bound.host_user_id = ask.host_user_id)`,
      [tokenHash, now],
    );
  }

  /** Uses the link up. @returns false when it is over or another used it */
  async use(tokenHash: string, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(`update push_bind_ask set state = 'used' where token_hash = $1 and expires_at > $2 and state <> 'used' returning host_user_id`, [tokenHash, now], tx);
    return row !== undefined;
  }
}
