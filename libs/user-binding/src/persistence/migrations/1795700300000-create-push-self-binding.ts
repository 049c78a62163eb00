import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushSelfBinding1795700300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_self_binding (
        tenant_id text not null,
        authorization_id uuid not null,
        host_user_id text not null,
        host_user_name text not null,
        state_hash text not null,
        expires_at timestamptz not null,
        constraint pk_push_self_binding primary key (tenant_id, authorization_id, host_user_id),
        constraint uq_push_self_binding_state unique (state_hash)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_self_binding');
  }
}
