import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Links that count when they are opened: the page stands at the message, the number of a person's link at the person, and opens are
 * appended in a table of their own, cut by month like the rest of the record.
 */
export class CountOpens1796120000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_message add column page_url text, add column link_valid_until timestamptz`);
    await queryRunner.query(`alter table push_recipient add column link_number int`);
    // Without the tenant, whom the code does not name. Empty but for counted links.
    await queryRunner.query(`create unique index uq_push_recipient_link on push_recipient (run_id, link_number) where link_number is not null`);
    await queryRunner.query(`
      create table push_open (
        tenant_id text not null,
        run_id uuid not null,
        host_user_id text not null,
        part smallint not null,
        opens int not null,
        first_opened_at timestamptz not null,
        last_opened_at timestamptz not null,
        constraint pk_push_open primary key (tenant_id, run_id, host_user_id, part)
      ) partition by range (run_id)`);
    await queryRunner.query(`create table push_open_other partition of push_open default`);
    await queryRunner.query(`
      create or replace function push_make_partitions(first timestamptz, months int) returns int language plpgsql as $$
      declare
        parent text;
        month timestamptz;
        part text;
        made int := 0;
      begin
        -- Two processes may ask at once.
        perform pg_advisory_xact_lock(7316200420);
        for month in select generate_series(date_trunc('month', first, 'UTC'), date_trunc('month', first, 'UTC') + make_interval(months => months), '1 month') loop
          foreach parent in array array['push_message', 'push_call', 'push_recipient', 'push_open'] loop
            part := parent || '_' || to_char(month at time zone 'UTC', 'YYYYMM');
            if to_regclass(part) is null then
              execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, push_uuid_from(month), push_uuid_from(month + interval '1 month'));
              if parent <> 'push_message' then
                execute format('alter table %I set (fillfactor = %s)', part, case when parent in ('push_call', 'push_open') then 50 else 90 end);
              end if;
              made := made + 1;
            end if;
          end loop;
        end loop;
        return made;
      end
      $$`);
    await queryRunner.query(`select push_make_partitions(now(), 2)`);
  }

  async down(): Promise<void> {
    throw new Error('Opens that were counted cannot be put back into a record that does not know them');
  }
}
