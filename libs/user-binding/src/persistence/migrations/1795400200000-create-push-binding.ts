import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushBinding1795400200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_binding (
        tenant_id text not null,
        id uuid not null,
        authorization_id uuid not null,
        host_user_id text not null,
        host_user_name text not null,
        wecom_user_id text not null,
        wecom_user_key text not null,
        wecom_name text not null,
        state text not null,
        bound_by text not null,
        bound_at timestamptz not null,
        updated_at timestamptz not null,
        version int not null default 1,
        constraint pk_push_binding primary key (tenant_id, id),
        constraint uq_push_binding_host_user unique (tenant_id, authorization_id, host_user_id),
        constraint uq_push_binding_wecom_user unique (tenant_id, authorization_id, wecom_user_key),
        constraint ck_push_binding_state check (state in ('active', 'out_of_range', 'left'))
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_binding');
  }
}
