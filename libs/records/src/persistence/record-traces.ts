import { Injectable } from '@nestjs/common';
import { accountKeys, PersonTraces, type ErasedPerson, type ErasingStep, type PersonNames } from '#bi-host';
import type { Tx } from '#kernel';

const RUNS_AT_ONCE = 500;
const ROWS_COUNTED = 10_001;
/** Clocks of machines differ: runs of a little later are looked at as well, if they are there by then. In milliseconds. */
const CLOCKS_DIFFER_MS = 300_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Runs of a step, by their ids. */
interface RunRange {
  after: string;
  upTo: string;
}

/**
 * Records, from the oldest to those of the time when this begins. The person stays in them as somebody who was erased, so that all counts stay true; of a message for
 * the person alone nothing is left but its kind. A run under way is waited for: what is sent must not change.
 */
@Injectable()
export class RecordTraces extends PersonTraces {
  readonly area = 'records';

  override async namesOf(tenantId: string, hostUserId: string, tx: Tx): Promise<PersonNames> {
    const rows = await this.rows<{ name: string; account: string | null }>(
      `select distinct host_user_name as name, wecom_user_id as account from push_recipient where tenant_id = $1 and host_user_id = $2`,
      [tenantId, hostUserId],
      tx,
    );
    return { names: rows.map(({ name }) => name), accounts: rows.flatMap(({ account }) => account ?? []) };
  }

  override async count(tenantId: string, hostUserId: string, tx: Tx): Promise<number> {
    return this.changed(
      `select count(*)::int as rows from (select 1 from push_recipient where tenant_id = $1 and host_user_id = $2 limit ${ROWS_COUNTED}) as person`,
      [tenantId, hostUserId],
      tx,
    );
  }

  async erase(person: ErasedPerson, position: string | null, now: Date, tx: Tx): Promise<ErasingStep> {
    const [until, after] = position === null ? [String(now.getTime() + CLOCKS_DIFFER_MS), FIRST_ID] : position.split('/');
    const runs = await this.rows<{ id: string; ended: boolean }>(
      `select id, finished_at is not null as ended from push_run where tenant_id = $1 and id > $2 and id < push_uuid_from($3) order by id limit ${RUNS_AT_ONCE}`,
      [person.tenantId, after, new Date(Number(until))],
      tx,
    );
    if (runs.length === 0) return { rows: 0, position: null };
    const open = runs.findIndex(({ ended }) => !ended);
    const upTo = runs.at(open === -1 ? -1 : open - 1);
    if (open === 0 || !upTo) return { rows: 0, position: `${until}/${after}`, waiting: true };
    const rows = await this.eraseFrom(person, { after, upTo: upTo.id }, tx);
    return { rows, position: `${until}/${upTo.id}` };
  }

  private async eraseFrom(person: ErasedPerson, range: RunRange, tx: Tx): Promise<number> {
    await this.mayChangeWhatIsOver(tx);
    await this.eraseMentions(person, range, tx);
    await this.eraseOwnMessages(person, range, tx);
    await this.eraseFromCalls(person, range, tx);
    return (await this.eraseFromPeople(person, range, tx)) + (await this.eraseFromRuns(person, range, tx));
  }

  /** Posts in groups that mention the person. */
  private async eraseMentions({ tenantId, hostUserId, accounts, pseudonym }: ErasedPerson, { after, upTo }: RunRange, tx: Tx): Promise<void> {
    if (accounts.length === 0) return;
    const parameters = [tenantId, after, upTo, hostUserId, accounts, pseudonym];
    const mentioned = `run_id in (select id from push_run where tenant_id = $1 and id > $2 and id <= $3 and spec->'channel'->'mention'->'userIds' ? $4)`;
    await this.rows(`update push_call set body = push_erase_mentions(body, $5, $6) where tenant_id = $1 and run_id > $2 and run_id <= $3 and channel = 'robot' and ${mentioned}`, parameters, tx);
    await this.rows(`update push_message set content = push_erase_mentions(content::text, $5, $6)::json where tenant_id = $1 and run_id > $2 and run_id <= $3 and ${mentioned}`, parameters, tx);
  }

  private async eraseOwnMessages({ tenantId, hostUserId, pseudonym }: ErasedPerson, { after, upTo }: RunRange, tx: Tx): Promise<void> {
    await this.rows(
      `update push_message as message set content = json_build_object('msgtype', msgtype, 'erased', true), content_key = $5, cut = '[]', page_url = null, link_valid_until = null
         from (select distinct call.run_id, call.message_id from push_recipient as person
                 join push_call as call on call.tenant_id = $1 and call.run_id = person.run_id and call.id = person.call_id and call.recipients = 1
                where person.tenant_id = $1 and person.host_user_id = $4 and person.run_id > $2 and person.run_id <= $3) as own
        where message.tenant_id = $1 and message.run_id = own.run_id and message.id = own.message_id and message.run_id > $2 and message.run_id <= $3
          and (select sum(recipients) from push_call as each where each.tenant_id = $1 and each.run_id = own.run_id and each.message_id = own.message_id) = 1`,
      [tenantId, after, upTo, hostUserId, pseudonym],
      tx,
    );
  }

  /** A request text names somebody else in the person's place: others may be sent its words again. Of an own message nothing else is left. */
  private async eraseFromCalls(person: ErasedPerson, { after, upTo }: RunRange, tx: Tx): Promise<void> {
    await this.rows(
      `update push_call as call set body = case
              when exists (select from push_message as message where message.tenant_id = $1 and message.run_id = call.run_id and message.id = call.message_id and message.content::jsonb ? 'erased')
              then '{"touser":"' || $6 || '"}' else push_erase_touser(body, $5::text[] || person.account, $6) end
         from (select run_id, call_id, lower(wecom_user_id) as account from push_recipient
                where tenant_id = $1 and host_user_id = $4 and run_id > $2 and run_id <= $3 and call_id is not null) as person
        where call.tenant_id = $1 and call.run_id = person.run_id and call.id = person.call_id and call.run_id > $2 and call.run_id <= $3`,
      [person.tenantId, after, upTo, person.hostUserId, accountKeys(person), person.pseudonym],
      tx,
    );
  }

  private async eraseFromPeople({ tenantId, hostUserId, pseudonym }: ErasedPerson, { after, upTo }: RunRange, tx: Tx): Promise<number> {
    const parameters = [tenantId, after, upTo, hostUserId, pseudonym];
    await this.rows(`update push_open set host_user_id = $5 where tenant_id = $1 and run_id > $2 and run_id <= $3 and host_user_id = $4`, parameters, tx);
    return this.changed(
      `with changed as (
         update push_recipient set host_user_id = $5, host_user_name = '', wecom_user_id = null, link_number = null
          where tenant_id = $1 and run_id > $2 and run_id <= $3 and host_user_id = $4 and not robot returning 1)
       select count(*)::int as rows from changed`,
      parameters,
      tx,
    );
  }

  /** Who asked, who owned the task, who was named; and the same of what was added later. */
  private async eraseFromRuns(person: ErasedPerson, { after, upTo }: RunRange, tx: Tx): Promise<number> {
    const parameters = [person.tenantId, after, upTo, person.hostUserId, accountKeys(person), person.names, person.pseudonym];
    const events = await this.changed(
      `with changed as (
         update push_run_event set actor_user_id = case when actor_user_id = $4 then $7 else actor_user_id end, details = push_erase_json(details, $4, $5, $6, $7)
          where tenant_id = $1 and run_id > $2 and run_id <= $3 and (actor_user_id = $4 or push_mentions(details::text, $4, $5)) returning 1)
       select count(*)::int as rows from changed`,
      parameters,
      tx,
    );
    const runs = await this.rows<{ id: string }>(
      `with named as materialized (
         select id, push_erase_json(spec, $4, $5, $6, $7) as spec from push_run
          where tenant_id = $1 and id > $2 and id <= $3 and (actor_user_id = $4 or push_mentions(spec::text, $4, $5)))
       update push_run as run set actor_user_id = case when actor_user_id = $4 then $7 else actor_user_id end, spec = named.spec
         from named where run.tenant_id = $1 and run.id = named.id and (run.actor_user_id = $4 or run.spec <> named.spec) returning run.id`,
      parameters,
      tx,
    );
    if (runs.length > 0) await this.rows(`select push_note_series_of($1, $2)`, [person.tenantId, runs.map(({ id }) => id)], tx);
    return events + runs.length;
  }
}
