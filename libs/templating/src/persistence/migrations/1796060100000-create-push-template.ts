import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushTemplate1796060100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_template (
        tenant_id text not null,
        id uuid not null,
        name text not null,
        msgtype text not null,
        attachment text,
        state text not null,
        newest_version int not null,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        updated_by text not null,
        version int not null default 1,
        constraint pk_push_template primary key (tenant_id, id),
        constraint ck_push_template_state check (state in ('active', 'archived'))
      )`);
    await queryRunner.query(`
      create table push_template_version (
        tenant_id text not null,
        template_id uuid not null,
        version int not null,
        sources jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        constraint pk_push_template_version primary key (tenant_id, template_id, version),
        constraint fk_push_template_version_template foreign key (tenant_id, template_id) references push_template (tenant_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_template_version, push_template`);
  }
}
