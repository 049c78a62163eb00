import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each app has sent lately, so that all processes together keep to WeCom's limits: a row an app, and a row for what was let out by one decision. */
export class CreateAppPace1796240000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_app_pace (
        tenant_id text not null,
        target_id uuid not null,
        next_call_ms double precision not null,
        day text,
        person_times int not null,
        used_up boolean not null,
        admissions bigint not null,
        lately jsonb not null,
        hours jsonb not null,
        constraint pk_push_app_pace primary key (tenant_id, target_id)
      ) with (fillfactor = 50)`);
    await queryRunner.query(`
      create table push_admission (
        tenant_id text not null,
        target_id uuid not null,
        number bigint not null,
        admitted_at timestamptz not null,
        run_id uuid,
        call_ids uuid[] not null,
        people text[] not null,
        constraint pk_push_admission primary key (tenant_id, target_id, number)
      )`);
    await queryRunner.query(`create index ix_push_admission_admitted on push_admission (admitted_at)`);
    await queryRunner.query(`
      create table push_worker (
        id uuid not null,
        seen_at timestamptz not null,
        constraint pk_push_worker primary key (id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_worker, push_admission, push_app_pace`);
  }
}
