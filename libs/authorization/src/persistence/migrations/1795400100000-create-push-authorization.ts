import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushAuthorization1795400100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_authorization (
        id uuid not null,
        tenant_id text not null,
        corp_id text not null,
        corp_key text not null,
        mode text not null,
        agent_id int not null,
        agent_name text not null,
        agent_logo_url text,
        secret_sealed text,
        state text not null,
        state_reason text,
        state_errcode int,
        seen_ip text,
        visible_range jsonb not null,
        secret_refusals int not null default 0,
        probe_after timestamptz,
        activated_at timestamptz,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        version int not null default 1,
        constraint pk_push_authorization primary key (id),
        constraint ck_push_authorization_mode check (mode in ('self_built')),
        constraint ck_push_authorization_state check (state in ('pending', 'active', 'broken', 'revoked')),
        constraint ck_push_authorization_secret
          check (case state when 'pending' then true when 'revoked' then secret_sealed is null else secret_sealed is not null end)
      )`);
    await queryRunner.query(`create unique index uq_push_authorization_app on push_authorization (corp_key, agent_id) where state <> 'revoked'`);
    await queryRunner.query(`create index ix_push_authorization_tenant on push_authorization (tenant_id, created_at)`);
    await queryRunner.query(`
      create table push_access_token (
        authorization_id uuid not null,
        tenant_id text not null,
        token_sealed text,
        expires_at timestamptz,
        renew_after timestamptz not null,
        renew_lock_until timestamptz,
        version int not null default 1,
        constraint pk_push_access_token primary key (authorization_id),
        constraint fk_push_access_token_authorization foreign key (authorization_id) references push_authorization (id) on delete cascade
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_access_token');
    await queryRunner.query('drop table push_authorization');
  }
}
