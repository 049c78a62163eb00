import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How long each tenant keeps records, and the tables by month as the database knows them: whatever is cut by month of the run's id is made ahead
 * and dropped with the rest, also a table that comes later.
 */
export class KeepRecordsForMonths1796230000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A row without months is of a tenant that has records and decided nothing. whole_until: of months before, rows were left to be dropped with their table.
    await queryRunner.query(`
      create table push_retention (
        tenant_id text not null,
        months int,
        updated_at timestamptz,
        updated_by text,
        removed_before timestamptz,
        whole_until timestamptz,
        constraint pk_push_retention primary key (tenant_id),
        constraint ck_push_retention_months check (months between 1 and 120)
      )`);
    // Of the table for all other times, month and until are null.
    await queryRunner.query(`
      create view push_record_table as
      select parent.relname::text as parent, part.relname::text as part, month.begins at time zone 'UTC' as month,
             (month.begins + interval '1 month') at time zone 'UTC' as until
        from pg_partitioned_table as cut
        join pg_class as parent on parent.oid = cut.partrelid and parent.relnamespace = (select relnamespace from pg_class where oid = 'push_run'::regclass)
        join pg_attribute as key on key.attrelid = parent.oid and key.attnum = cut.partattrs[0] and key.attname = 'run_id'
        join pg_inherits as place on place.inhparent = parent.oid
        join pg_class as part on part.oid = place.inhrelid
       cross join lateral (select case when part.relname ~ '_\\d{6}$' then to_date(right(part.relname, 6), 'YYYYMM')::timestamp end as begins) as month`);
    // Months are reckoned in UTC whatever the zone of the session; nobody who pushes waits long for a table of a later month.
    await queryRunner.query(`
      create or replace function push_make_partitions(first timestamptz, months int) returns int language plpgsql set lock_timeout = '500ms' as $$
      declare
        parent text;
        month timestamp;
        part text;
        lower uuid;
        upper uuid;
        taken boolean;
        made int := 0;
      begin
        -- Another process makes them.
        if not pg_try_advisory_xact_lock(7316200420) then
          return 0;
        end if;
        for month in select generate_series(date_trunc('month', first at time zone 'UTC'), date_trunc('month', first at time zone 'UTC') + make_interval(months => months), '1 month') loop
          for parent in select distinct record.parent from push_record_table as record order by 1 loop
            part := parent || '_' || to_char(month, 'YYYYMM');
            continue when to_regclass(part) is not null;
            lower := push_uuid_from(month at time zone 'UTC');
            upper := push_uuid_from((month + interval '1 month') at time zone 'UTC');
            -- Rows that came before their table stay where they are; the months after it must not suffer for it.
            execute format('select exists (select from %I where run_id >= %L and run_id < %L)', parent || '_other', lower, upper) into taken;
            continue when taken;
            execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, lower, upper);
            if parent <> 'push_message' then
              execute format('alter table %I set (fillfactor = %s)', part, case when parent in ('push_call', 'push_open') then 50 else 90 end);
            end if;
            made := made + 1;
          end loop;
        end loop;
        return made;
      end
      $$`);
    // Page by page of one table after the other, so that any number of rows is removed in small transactions.
    await queryRunner.query(`
      create function push_remove_parts(tenant text, before timestamptz, whole timestamptz, most int) returns int language plpgsql as $$
      declare
        part text;
        gone int;
        removed int := 0;
      begin
        for part in select record.part from push_record_table as record where record.month is null or (record.month >= whole and record.month < before) order by 1 loop
          execute format(
            'delete from %1$I where ctid = any (array(
               select kept.ctid from %1$I as kept where kept.tenant_id = $1 and kept.run_id < push_uuid_from($2)
                  and not exists (select from push_run as run where run.tenant_id = $1 and run.id = kept.run_id) limit $3))', part)
            using tenant, before, most - removed;
          get diagnostics gone = row_count;
          removed := removed + gone;
          exit when removed >= most;
        end loop;
        return removed;
      end
      $$`);
    await queryRunner.query(`
      create function push_drop_record_table(part text) returns void language plpgsql set lock_timeout = '500ms' as $$
      begin
        if exists (select from push_record_table as record where record.part = push_drop_record_table.part and record.month is not null) then
          execute format('drop table %I', part);
        end if;
      end
      $$`);
  }

  async down(): Promise<void> {
    throw new Error('Records that were removed do not come back, and tables by month are made by what this migration brought');
  }
}
