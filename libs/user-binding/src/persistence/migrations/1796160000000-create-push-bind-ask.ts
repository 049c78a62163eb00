import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushBindAsk1796160000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_bind_ask (
        tenant_id text not null,
        authorization_id uuid not null,
        host_user_id text not null,
        host_user_name text not null,
        token_hash text not null,
        state text not null,
        asked_at timestamptz not null,
        asked_by text not null,
        expires_at timestamptz not null,
        constraint pk_push_bind_ask primary key (tenant_id, authorization_id, host_user_id),
        constraint uq_push_bind_ask_token unique (token_hash),
        constraint ck_push_bind_ask_state check (state in ('asking', 'asked', 'used'))
      )`);
    await queryRunner.query('alter table push_self_binding add column ask_hash text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table push_self_binding drop column ask_hash');
    await queryRunner.query('drop table push_bind_ask');
  }
}
