import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushApiKey1795701100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_api_key (
        tenant_id text not null,
        id uuid not null,
        name text not null,
        hash bytea not null,
        administrator boolean not null,
        project_roles jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        constraint pk_push_api_key primary key (tenant_id, id),
        constraint uq_push_api_key_id unique (id),
        constraint ck_push_api_key_hash check (length(hash) = 32)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_api_key`);
  }
}
