import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = 'tenant_id, id, project_id, task_id, page_id, trigger, channel, target_ids, title';
const SERIES_OF = `
        select distinct on (tenant_id, series_id) tenant_id, series_id, project_id, task_id, page_id, trigger,
               case spec->'channel'->>'kind' when 'robots' then 'robot' else 'app' end,
               case spec->'channel'->>'kind'
                 when 'robots' then array(select jsonb_array_elements_text(spec->'channel'->'robotIds'))
                 else array_remove(array[spec->'channel'->>'authorizationId'], null)
               end,
               title
          from`;

/**
 * Runs that agree in project, task, page, title, trigger and channel are one series. Series are few beside runs, so every filter but state,
 * time and person is answered by their small table, and runs need an order by time only: of all, of a state, and of a series.
 */
export class FindRunsBySeries1796170000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // jsonb writes the keys of an object in one order, so that equal channels give equal text.
    await queryRunner.query(`
      create function push_series_id(project_id text, task_id uuid, page_id text, title text, trigger text, channel jsonb) returns uuid
      language sql immutable parallel safe as $$
        select md5(jsonb_build_array(project_id, task_id, page_id, title, trigger, channel)::text)::uuid
      $$`);
    // Full-width letters and digits are found by half-width ones, capitals by small ones.
    await queryRunner.query(`
      create function push_search_text(words text) returns text language sql immutable parallel safe as $$ select lower(normalize(words, NFKC)) $$`);
    await queryRunner.query(`
      create table push_series (
        tenant_id text not null,
        id uuid not null,
        project_id text not null,
        task_id uuid,
        page_id text not null,
        trigger text not null,
        channel text not null,
        target_ids text[] not null,
        title text not null,
        title_key text not null generated always as (push_search_text(title)) stored,
        constraint pk_push_series primary key (tenant_id, id),
        constraint ck_push_series_channel check (channel in ('app', 'robot'))
      )`);
    await queryRunner.query(`create index ix_push_series_task on push_series (tenant_id, task_id)`);
    await queryRunner.query(`create index ix_push_series_page on push_series (tenant_id, page_id)`);
    await queryRunner.query(`create index ix_push_series_project on push_series (tenant_id, project_id)`);
    await queryRunner.query(
      `alter table push_run add column series_id uuid not null generated always as (push_series_id(project_id, task_id, page_id, title, trigger, spec->'channel')) stored`,
    );
    await queryRunner.query(`insert into push_series (${COLUMNS}) ${SERIES_OF} push_run on conflict do nothing`);
    // In the transaction that writes the runs, whoever writes them; in one order, so that two who write the same new series never wait for each other in a circle.
    await queryRunner.query(`
      create function push_note_series() returns trigger language plpgsql as $$
      begin
        insert into push_series (${COLUMNS}) ${SERIES_OF} written order by 1, 2 on conflict do nothing;
        return null;
      end
      $$`);
    await queryRunner.query(
      `create trigger push_run_notes_series after insert on push_run referencing new table as written for each statement execute function push_note_series()`,
    );
    await queryRunner.query(`drop index ix_push_run_project, ix_push_run_task, ix_push_run_tenant`);
    await queryRunner.query(`create index ix_push_run_tenant on push_run (tenant_id, planned_at desc, id desc) include (state, series_id)`);
    await queryRunner.query(`create index ix_push_run_state on push_run (tenant_id, state, planned_at desc, id desc) include (series_id)`);
    await queryRunner.query(`create index ix_push_run_series on push_run (tenant_id, series_id, planned_at desc, id desc)`);
    await queryRunner.query(`create index ix_push_run_series_state on push_run (tenant_id, series_id, state, planned_at desc, id desc)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_run_series_state, ix_push_run_series, ix_push_run_state, ix_push_run_tenant`);
    await queryRunner.query(`drop trigger push_run_notes_series on push_run`);
    await queryRunner.query(`drop function push_note_series()`);
    await queryRunner.query(`alter table push_run drop column series_id`);
    await queryRunner.query(`drop table push_series`);
    await queryRunner.query(`drop function push_search_text(text)`);
    await queryRunner.query(`drop function push_series_id(text, uuid, text, text, text, jsonb)`);
    await queryRunner.query(`create index ix_push_run_project on push_run (tenant_id, project_id, planned_at desc, id desc)`);
    await queryRunner.query(`create index ix_push_run_task on push_run (tenant_id, task_id, planned_at desc, id desc)`);
    await queryRunner.query(`create index ix_push_run_tenant on push_run (tenant_id, planned_at desc, id desc)`);
  }
}
