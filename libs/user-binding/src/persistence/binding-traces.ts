import { Injectable } from '@nestjs/common';
import { accountKeys, PersonTraces, type ErasedPerson, type ErasingStep, type PersonNames } from '#bi-host';
import type { Tx } from '#kernel';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Bindings, what became of them, and the imports and matches that named the person: of these a step for each. */
@Injectable()
export class BindingTraces extends PersonTraces {
  readonly area = 'bindings';

  override async namesOf(tenantId: string, hostUserId: string, tx: Tx): Promise<PersonNames> {
    const rows = await this.rows<{ name: string | null; account: string | null }>(
      `select unnest(array[host_user_name, wecom_name]) as name, wecom_user_id as account from push_binding where tenant_id = $1 and host_user_id = $2
       union select host_user_name, unnest(array[wecom_user_id, previous_wecom_user_id]) from push_binding_change where tenant_id = $1 and host_user_id = $2
       union select unnest(array[host_user_name, wecom_name, previous->>'wecomName']), unnest(array[wecom_user_id, previous->>'wecomUserId', null])
         from push_binding_batch as batch
         join push_binding_batch_row as row on row.tenant_id = $1 and row.batch_id = batch.id and row.host_user_id = $2
        where batch.tenant_id = $1
       union select host_user_name, null from push_self_binding where tenant_id = $1 and host_user_id = $2
       union select host_user_name, null from push_bind_ask where tenant_id = $1 and host_user_id = $2`,
      [tenantId, hostUserId],
      tx,
    );
    return { names: rows.flatMap(({ name }) => name ?? []), accounts: rows.flatMap(({ account }) => account ?? []) };
  }

  /** Accounts that are bound to others by now. */
  override async takenOver(tenantId: string, hostUserId: string, accounts: readonly string[], tx: Tx): Promise<string[]> {
    const rows = await this.rows<{ account: string }>(
      `select wecom_user_key as account from push_binding where tenant_id = $1 and host_user_id <> $2 and wecom_user_key = any($3)`,
      [tenantId, hostUserId, accounts.map((account) => account.toLowerCase())],
      tx,
    );
    return rows.map(({ account }) => account);
  }

  override async count(tenantId: string, hostUserId: string, tx: Tx): Promise<number> {
    return this.changed(`select count(*)::int as rows from push_binding where tenant_id = $1 and host_user_id = $2`, [tenantId, hostUserId], tx);
  }

  async erase(person: ErasedPerson, position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    return position === null ? { rows: await this.eraseBindings(person, tx), position: FIRST_ID } : this.eraseFromBatch(person, position, tx);
  }

  private async eraseBindings(person: ErasedPerson, tx: Tx): Promise<number> {
    const { tenantId, hostUserId, pseudonym } = person;
    let rows = 0;
    for (const table of ['push_binding', 'push_self_binding', 'push_bind_ask']) {
      rows += await this.changed(`with gone as (delete from ${table} where tenant_id = $1 and host_user_id = $2 returning 1) select count(*)::int as rows from gone`, [tenantId, hostUserId], tx);
    }
    rows += await this.changed(
      `with changed as (
         update push_binding_change set
                host_user_id = case when host_user_id = $2 then $4 else host_user_id end,
                host_user_name = case when host_user_id = $2 then '' else host_user_name end,
                wecom_user_id = case when host_user_id = $2 or lower(wecom_user_id) = any($3) then $4 else wecom_user_id end,
                previous_wecom_user_id = case when previous_wecom_user_id is not null and (host_user_id = $2 or lower(previous_wecom_user_id) = any($3)) then $4 else previous_wecom_user_id end
          where tenant_id = $1 and (host_user_id = $2 or lower(wecom_user_id) = any($3) or lower(previous_wecom_user_id) = any($3)) returning 1)
       select count(*)::int as rows from changed`,
      [tenantId, hostUserId, accountKeys(person), pseudonym],
      tx,
    );
    return rows;
  }

  /** Rows about the person stay, so that the numbers of the batch stay true; rows of others forget that the person had their account. */
  private async eraseFromBatch(person: ErasedPerson, after: string, tx: Tx): Promise<ErasingStep> {
    const { tenantId, hostUserId, names, pseudonym } = person;
    const batch = await this.row<{ id: string }>(`select id from push_binding_batch where tenant_id = $1 and id > $2 order by id limit 1 for update`, [tenantId, after], tx);
    if (!batch) return { rows: 0, position: null };
    await this.rows(`update push_binding_batch set filter = push_erase_json(filter, $3, $4, $5, $6) where tenant_id = $1 and id = $2`, [tenantId, batch.id, hostUserId, accountKeys(person), names, pseudonym], tx);
    const rows = await this.changed(
      `with about as (
         select row_number, host_user_id = $3 or coalesce(wecom_user_key = any($4), false) as person from push_binding_batch_row
          where tenant_id = $1 and batch_id = $2
            and (host_user_id = $3 or wecom_user_key = any($4) or push_mentions(concat(problem_details, previous), $3, $4))),
       changed as (
         update push_binding_batch_row as row set
                host_user_id = case when host_user_id = $3 then $6 else host_user_id end,
                host_user_name = case when host_user_id = $3 then '' else host_user_name end,
                wecom_user_id = case when about.person then null else wecom_user_id end, wecom_user_key = case when about.person then null else wecom_user_key end,
                wecom_name = case when about.person then null else wecom_name end, previous = case when about.person then null else push_erase_json(previous, $3, $4, $5, $6) end,
                problem_details = push_erase_json(problem_details, $3, $4, $5, $6)
           from about
          where row.tenant_id = $1 and row.batch_id = $2 and row.row_number = about.row_number returning 1)
       select count(*)::int as rows from changed`,
      [tenantId, batch.id, hostUserId, accountKeys(person), names, pseudonym],
      tx,
    );
    return { rows, position: batch.id };
  }
}
