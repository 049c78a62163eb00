import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { SqlRepository, textLines, type Tx } from '#kernel';
import { wecomUserKeyOf, type Binding, type BindingState } from '../domain/binding';

/** Bindings belong to an authorization of a tenant. */
export interface BindingScope {
  tenantId: string;
  authorizationId: string;
}

export interface BindingToSave extends Binding {
  id: string;
}

/** Stands in no account: WeCom itself puts it between those that a message goes to. */
const BETWEEN_ACCOUNTS = '|';

const BINDING = `host_user_id as "hostUserId", host_user_name as "hostUserName", wecom_user_id as "wecomUserId", wecom_name as "wecomName", state,
  bound_by as "boundBy", bound_at as "boundAt"`;

function isTakenAccount(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { constraint }: { constraint?: unknown } = error.driverError;
  return constraint === 'uq_push_binding_wecom_user';
}

/** Whose accounts are asked for. */
export interface AskedAccounts extends BindingScope {
  hostUserIds: readonly string[];
}

export type BoundAccount = Pick<Binding, 'hostUserId' | 'wecomUserId' | 'state'>;

@Injectable()
export class BindingRepository extends SqlRepository {
  /**
   * Binds a host user, in the place of an earlier account if there is one.
   * @returns undefined when the account is another host user's: then nothing is written
   */
  async save({ tenantId, authorizationId }: BindingScope, binding: BindingToSave, tx: Tx): Promise<Binding | undefined> {
    try {
      return await this.row<Binding>(
        `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state,
                                   bound_by, bound_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
         on conflict on constraint uq_push_binding_host_user do update
            set host_user_name = excluded.host_user_name, wecom_user_id = excluded.wecom_user_id, wecom_user_key = excluded.wecom_user_key,
                wecom_name = excluded.wecom_name, state = excluded.state, bound_by = excluded.bound_by, bound_at = excluded.bound_at,
                updated_at = excluded.updated_at, version = push_binding.version + 1
         returning ${BINDING}`,
        [
          tenantId,
          binding.id,
          authorizationId,
          binding.hostUserId,
          binding.hostUserName,
          binding.wecomUserId,
          wecomUserKeyOf(binding.wecomUserId),
          binding.wecomName,
          binding.state,
          binding.boundBy,
          binding.boundAt,
        ],
        tx,
      );
    } catch (error) {
      if (isTakenAccount(error)) return undefined;
      throw error;
    }
  }

  /** @returns the binding that was removed, if there was one */
  async remove({ tenantId, authorizationId }: BindingScope, hostUserId: string, tx: Tx): Promise<Binding | undefined> {
    return this.row<Binding>(
      `delete from push_binding where tenant_id = $1 and authorization_id = $2 and host_user_id = $3 returning ${BINDING}`,
      [tenantId, authorizationId, hostUserId],
      tx,
    );
  }

  async findByAccount({ tenantId, authorizationId }: BindingScope, wecomUserId: string): Promise<Binding | undefined> {
    return this.row<Binding>(`select ${BINDING} from push_binding where tenant_id = $1 and authorization_id = $2 and wecom_user_key = $3`, [
      tenantId,
      authorizationId,
      wecomUserKeyOf(wecomUserId),
    ]);
  }

  /** One query for any number of ids. */
  async findByHostUsers({ tenantId, authorizationId }: BindingScope, hostUserIds: readonly string[], tx?: Tx): Promise<Binding[]> {
    if (hostUserIds.length === 0) return [];
    return this.rows<Binding>(
      `select ${BINDING} from push_binding
        where tenant_id = $1 and authorization_id = $2 and host_user_id = any($3::text[])`,
      [tenantId, authorizationId, [...hostUserIds]],
      tx,
    );
  }

  /**
   * What pushes need to know of bindings, and no more: they ask for thousands. All of a state come in one row, which costs Node a third of a row each.
   * @returns one list for each that is asked, in their order; who is not bound is absent
   */
  async findAccounts(asked: readonly AskedAccounts[]): Promise<BoundAccount[][]> {
    const { lines, separator } = textLines(asked.map(({ hostUserIds }) => hostUserIds));
    const rows = await this.rows<{ place: number; state: BindingState; hostUserIds: string; wecomUserIds: string }>(
      // By "any": 1.6 µs a person; joined with the ids 4.5, since PostgreSQL reads the whole table of some 10,000 bindings for one task.
      `select asked.place::int as place, found.*
         from unnest($1::text[], $2::uuid[], $3::text[]) with ordinality as asked(tenant_id, authorization_id, ids, place)
        cross join lateral (
          select state, string_agg(host_user_id, $4) as "hostUserIds", string_agg(wecom_user_id, '${BETWEEN_ACCOUNTS}') as "wecomUserIds" from push_binding
           where tenant_id = asked.tenant_id and authorization_id = asked.authorization_id and host_user_id = any(string_to_array(asked.ids, $4))
           group by state) as found`,
      [asked.map(({ tenantId }) => tenantId), asked.map(({ authorizationId }) => authorizationId), lines, separator],
    );
    const accounts: BoundAccount[][] = asked.map(() => []);
    for (const { place, state, hostUserIds, wecomUserIds } of rows) {
      const wecom = wecomUserIds.split(BETWEEN_ACCOUNTS);
      for (const [at, hostUserId] of hostUserIds.split(separator).entries()) accounts[place - 1].push({ hostUserId, wecomUserId: wecom[at], state });
    }
    return accounts;
  }

  /** Active bindings by host user id, in the order of the unique key. @param after the last one seen */
  async listActive({ tenantId, authorizationId }: BindingScope, after: string | undefined, limit: number): Promise<Pick<Binding, 'hostUserId' | 'wecomUserId'>[]> {
    return this.rows<Pick<Binding, 'hostUserId' | 'wecomUserId'>>(
      `select host_user_id as "hostUserId", wecom_user_id as "wecomUserId" from push_binding
        where tenant_id = $1 and authorization_id = $2 and state = 'active' and ($3::text is null or host_user_id > $3)
        order by host_user_id limit $4`,
      [tenantId, authorizationId, after ?? null, limit],
    );
  }

  async count({ tenantId, authorizationId }: BindingScope): Promise<number> {
    const row = await this.row<{ count: number }>('select count(*)::int as count from push_binding where tenant_id = $1 and authorization_id = $2', [tenantId, authorizationId]);
    return row?.count ?? 0;
  }

  /** Accounts that surely exist at WeCom: bound ones, and those that a batch has found. */
  async countAccounts({ tenantId, authorizationId }: BindingScope, batchId: string): Promise<number> {
    const row = await this.row<{ accounts: number }>(
      `select count(*)::int as accounts from (
         select wecom_user_key from push_binding where tenant_id = $1 and authorization_id = $2
         union select wecom_user_key from push_binding_batch_row where tenant_id = $1 and batch_id = $3 and outcome = 'ok') as known`,
      [tenantId, authorizationId, batchId],
    );
    return row?.accounts ?? 0;
  }
}
