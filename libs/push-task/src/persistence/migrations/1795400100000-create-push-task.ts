import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushTask1795400100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_task (
        tenant_id text not null,
        id uuid not null,
        project_id text not null,
        page_id text not null,
        page_title text not null,
        title text not null,
        authorization_id uuid not null,
        template_key text not null,
        language text not null,
        beginning text not null,
        ending text not null,
        with_link boolean not null,
        schedule jsonb not null,
        recipient_user_ids text[] not null,
        owner_user_id text not null,
        grace_seconds int not null,
        state text not null,
        failure_count int not null default 0,
        next_run_at timestamptz,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        updated_by text not null,
        deleted_at timestamptz,
        version int not null default 1,
        constraint pk_push_task primary key (tenant_id, id),
        constraint ck_push_task_state check (state in ('enabled', 'disabled', 'stopped')),
        constraint ck_push_task_next_run check (next_run_at is null or (state = 'enabled' and deleted_at is null))
      )`);
    // Holds only what a planning tick may look at.
    await queryRunner.query(`create index ix_push_task_due on push_task (next_run_at) where next_run_at is not null`);
    await queryRunner.query(`create index ix_push_task_project on push_task (tenant_id, project_id, id) where deleted_at is null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_task`);
  }
}
