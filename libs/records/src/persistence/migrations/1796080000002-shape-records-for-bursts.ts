import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows of a burst are written once: what became of a call is written at the call, and at a person only where it differs.
 * All three tables are cut by month of the run's id (a UUIDv7 begins with its time), so that keeping time is dropping tables;
 * no foreign keys, which cost more than the rows.
 */
export class ShapeRecordsForBursts1796080000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['push_delivery', 'push_call', 'push_message']) {
      await queryRunner.query(`alter table ${table} rename to ${table}_old`);
      await queryRunner.query(`alter table ${table}_old rename constraint pk_${table} to pk_${table}_old`);
    }
    await queryRunner.query(`alter index ix_push_message_run rename to ix_push_message_run_old`);
    await queryRunner.query(`alter index ix_push_call_run rename to ix_push_call_run_old`);
    await queryRunner.query(`alter table push_run add column open_calls int not null default 0`);
    await queryRunner.query(`
      create table push_message (
        tenant_id text not null,
        run_id uuid not null,
        id uuid not null,
        msgtype text not null,
        content jsonb not null,
        content_key text not null,
        template text not null,
        cut jsonb not null,
        created_at timestamptz not null,
        constraint pk_push_message primary key (tenant_id, run_id, id)
      ) partition by range (run_id)`);
    await queryRunner.query(`
      create table push_call (
        tenant_id text not null,
        run_id uuid not null,
        id uuid not null,
        message_id uuid not null,
        channel text not null,
        target_id uuid not null,
        state text not null,
        recipients_state text not null generated always as (case state when 'sending' then 'pending' when 'refused' then 'rejected' else state end) stored,
        body text not null,
        recipients int not null,
        attempts int not null default 0,
        first_sent_at timestamptz,
        wecom_msgid text,
        reason_code text,
        reason text,
        created_at timestamptz not null,
        settled_at timestamptz,
        constraint pk_push_call primary key (tenant_id, run_id, id),
        constraint ck_push_call_channel check (channel in ('app', 'robot')),
        constraint ck_push_call_state check (state in ('pending', 'sending', 'sent', 'refused', 'expired', 'unknown'))
      ) partition by range (run_id)`);
    await queryRunner.query(`
      create table push_recipient (
        tenant_id text not null,
        run_id uuid not null,
        host_user_id text not null,
        part smallint not null default 0,
        host_user_name text not null,
        wecom_user_id text,
        call_id uuid,
        state text,
        reason_code text,
        reason text,
        settled_at timestamptz,
        constraint pk_push_recipient primary key (tenant_id, run_id, host_user_id, part),
        constraint ck_push_recipient_state check (state in ('rejected', 'skipped')),
        constraint ck_push_recipient_call check (state is not null or call_id is not null)
      ) partition by range (run_id)`);
    await queryRunner.query(`create index ix_push_recipient_person on push_recipient (tenant_id, host_user_id, run_id)`);
    await queryRunner.query(`create index ix_push_recipient_exception on push_recipient (tenant_id, run_id, host_user_id) where state is not null`);
    await queryRunner.query(`
      create view push_delivery as
      select person.tenant_id, person.run_id, person.host_user_id, person.part, person.host_user_name, person.wecom_user_id, person.call_id,
             call.message_id, coalesce(person.state, call.recipients_state) as state,
             case when person.state is null then call.reason_code else person.reason_code end as reason_code,
             case when person.state is null then call.reason else person.reason end as reason,
             case when person.state is null then call.settled_at else person.settled_at end as settled_at
        from push_recipient as person
        left join push_call as call on call.tenant_id = person.tenant_id and call.run_id = person.run_id and call.id = person.call_id`);
    // A row of a month that nobody made a partition for is kept all the same.
    for (const table of ['push_message', 'push_call', 'push_recipient']) {
      await queryRunner.query(`create table ${table}_other partition of ${table} default`);
    }
    await queryRunner.query(`
      create function push_uuid_from(moment timestamptz) returns uuid language sql immutable as $$
        select (substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-0000-0000-000000000000')::uuid
          from lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') as hex
      $$`);
    await queryRunner.query(`
      create function push_make_partitions(first timestamptz, months int) returns int language plpgsql as $$
      declare
        parent text;
        month timestamptz;
        part text;
        made int := 0;
      begin
        -- Two processes may ask at once.
        perform pg_advisory_xact_lock(7316200420);
        for month in select generate_series(date_trunc('month', first, 'UTC'), date_trunc('month', first, 'UTC') + make_interval(months => months), '1 month') loop
          foreach parent in array array['push_message', 'push_call', 'push_recipient'] loop
            part := parent || '_' || to_char(month at time zone 'UTC', 'YYYYMM');
            if to_regclass(part) is null then
              execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, push_uuid_from(month), push_uuid_from(month + interval '1 month'));
              if parent <> 'push_message' then
                execute format('alter table %I set (fillfactor = %s)', part, case parent when 'push_call' then 50 else 90 end);
              end if;
              made := made + 1;
            end if;
          end loop;
        end loop;
        return made;
      end
      $$`);
    await queryRunner.query(`select push_make_partitions(now(), 2)`);
    await queryRunner.query(`
      insert into push_message (tenant_id, run_id, id, msgtype, content, content_key, template, cut, created_at)
      select tenant_id, run_id, id, msgtype, content, content_key, template, cut, created_at from push_message_old`);
    await queryRunner.query(`
      insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, attempts, first_sent_at, wecom_msgid,
                             reason_code, reason, created_at, settled_at)
      select tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, attempts, first_sent_at, wecom_msgid,
             reason_code, reason, created_at, settled_at from push_call_old`);
    await queryRunner.query(`
      insert into push_recipient (tenant_id, run_id, host_user_id, host_user_name, wecom_user_id, call_id, state, reason_code, reason, settled_at)
      select person.tenant_id, person.run_id, person.host_user_id, person.host_user_name, person.wecom_user_id, person.call_id,
             case when call.id is null or person.state <> call.recipients_state then person.state end, person.reason_code, person.reason, person.settled_at
        from push_delivery_old as person
        left join push_call as call on call.tenant_id = person.tenant_id and call.run_id = person.run_id and call.id = person.call_id`);
    await queryRunner.query(`
      update push_run as run set open_calls = open.calls
        from (select tenant_id, run_id, count(*)::int as calls from push_call where state in ('pending', 'sending') group by tenant_id, run_id) as open
       where run.tenant_id = open.tenant_id and run.id = open.run_id`);
    await queryRunner.query(`drop table push_delivery_old, push_call_old, push_message_old`);
  }

  async down(): Promise<void> {
    throw new Error('The shape of records before 1796080000002 cannot be made again');
  }
}
