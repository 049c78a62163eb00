import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushErasure1796230300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_erasure (
        tenant_id text not null,
        id uuid not null,
        state text not null,
        pseudonym text not null,
        host_user_id text,
        names text[] not null,
        accounts text[] not null,
        found jsonb not null,
        erased jsonb not null default '{}',
        area text,
        position text,
        waiting boolean not null default false,
        look_at timestamptz not null,
        requested_by text not null,
        requested_at timestamptz not null,
        confirmed_by text,
        confirmed_at timestamptz,
        ended_at timestamptz,
        constraint pk_push_erasure primary key (tenant_id, id),
        constraint ck_push_erasure_state check (state in ('requested', 'running', 'done', 'cancelled')),
        constraint ck_push_erasure_forgets check (state in ('requested', 'running') or (host_user_id is null and names = '{}' and accounts = '{}'))
      )`);
    // Asking twice is asking once.
    await queryRunner.query(`create unique index uq_push_erasure_person on push_erasure (tenant_id, host_user_id) where host_user_id is not null`);
    await queryRunner.query(`create index ix_push_erasure_look on push_erasure (look_at) where state in ('requested', 'running')`);
    // Every column that ends in _by says who did something: in tables of today and of tomorrow.
    await queryRunner.query(`
      create function push_erase_deeds(tenant text, host_user text, pseudonym text) returns int language plpgsql as $$
      declare
        place record;
        some_rows int;
        rows int := 0;
      begin
        for place in
          select class.relname as table_name, col.attname as column_name from pg_class as class
            join pg_attribute as col on col.attrelid = class.oid and col.attname like '%\\_by' and col.atttypid = 'text'::regtype and not col.attisdropped
            join pg_attribute as key on key.attrelid = class.oid and key.attname = 'tenant_id'
           where class.relkind in ('r', 'p') and not class.relispartition
             and class.relnamespace = (select relnamespace from pg_class where oid = 'push_erasure'::regclass)
           order by 1, 2
        loop
          execute format('update %I set %I = $3 where tenant_id = $1 and %I = $2', place.table_name, place.column_name, place.column_name) using tenant, host_user, pseudonym;
          get diagnostics some_rows = row_count;
          rows := rows + some_rows;
        end loop;
        return rows;
      end
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function push_erase_deeds`);
    await queryRunner.query(`drop table push_erasure`);
  }
}
