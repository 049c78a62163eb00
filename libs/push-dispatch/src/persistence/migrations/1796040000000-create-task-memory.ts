import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a task remembers between its runs, for each content that people see. */
export class CreateTaskMemory1796040000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_last_content (
        tenant_id text not null,
        task_id uuid not null,
        content_key text not null,
        run_id uuid not null,
        digest text not null,
        snapshot jsonb not null,
        shown_at timestamptz not null,
        delivered boolean not null default false,
        constraint pk_push_last_content primary key (tenant_id, task_id, content_key, run_id)
      )`);
    await queryRunner.query(`create index ix_push_last_content_run on push_last_content (tenant_id, run_id)`);
    await queryRunner.query(`
      create table push_alert_state (
        tenant_id text not null,
        task_id uuid not null,
        content_key text not null,
        state jsonb not null,
        before jsonb,
        version int not null default 1,
        run_id uuid not null,
        constraint pk_push_alert_state primary key (tenant_id, task_id, content_key)
      )`);
    await queryRunner.query(`create index ix_push_alert_state_run on push_alert_state (tenant_id, run_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_alert_state, push_last_content`);
  }
}
