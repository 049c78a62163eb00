import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddSuites1795800100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table push_authorization
        add column suite_id text,
        add column open_corp_id text,
        drop constraint ck_push_authorization_mode,
        add constraint ck_push_authorization_mode check (mode in ('self_built', 'customized', 'third_party'))`);
    await queryRunner.query(`drop index uq_push_authorization_app`);
    await queryRunner.query(`create unique index uq_push_authorization_app on push_authorization (corp_key, agent_id) where state <> 'revoked' and suite_id is null`);
    await queryRunner.query(`create unique index uq_push_authorization_suite on push_authorization (suite_id, open_corp_id) where state in ('active', 'broken')`);
    await queryRunner.query(`create unique index uq_push_authorization_pending on push_authorization (tenant_id, suite_id, corp_key) where state = 'pending'`);
    await queryRunner.query(`drop index ix_push_authorization_check`);
    await queryRunner.query(`create index ix_push_authorization_check on push_authorization (check_after) where state in ('active', 'broken')`);
    await queryRunner.query(`
      alter table push_access_token
        add column holder text,
        drop constraint pk_push_access_token,
        alter column authorization_id drop not null,
        alter column tenant_id drop not null`);
    await queryRunner.query(`update push_access_token set holder = authorization_id::text`);
    await queryRunner.query(`
      alter table push_access_token
        alter column holder set not null,
        add constraint pk_push_access_token primary key (holder),
        add constraint uq_push_access_token_authorization unique (authorization_id)`);
    await queryRunner.query(`
      create table push_suite_ticket (
        suite_id text not null,
        ticket_sealed text not null,
        issued_at timestamptz not null,
        constraint pk_push_suite_ticket primary key (suite_id)
      )`);
    await queryRunner.query(`
      create table push_authorization_link (
        state text not null,
        tenant_id text not null,
        authorization_id uuid not null,
        url text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint pk_push_authorization_link primary key (state)
      )`);
    await queryRunner.query(`create index ix_push_authorization_link_authorization on push_authorization_link (authorization_id, created_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_authorization_link');
    await queryRunner.query('drop table push_suite_ticket');
    await queryRunner.query('delete from push_access_token where authorization_id is null');
    await queryRunner.query(`
      alter table push_access_token
        drop constraint uq_push_access_token_authorization,
        drop constraint pk_push_access_token,
        drop column holder,
        alter column authorization_id set not null,
        alter column tenant_id set not null,
        add constraint pk_push_access_token primary key (authorization_id)`);
    await queryRunner.query(`drop index ix_push_authorization_check`);
    await queryRunner.query(`create index ix_push_authorization_check on push_authorization (check_after) where state = 'active'`);
    await queryRunner.query(`drop index uq_push_authorization_pending`);
    await queryRunner.query(`drop index uq_push_authorization_suite`);
    await queryRunner.query(`drop index uq_push_authorization_app`);
    await queryRunner.query(`delete from push_authorization where suite_id is not null`);
    await queryRunner.query(`create unique index uq_push_authorization_app on push_authorization (corp_key, agent_id) where state <> 'revoked'`);
    await queryRunner.query(`
      alter table push_authorization
        drop column suite_id,
        drop column open_corp_id,
        drop constraint ck_push_authorization_mode,
        add constraint ck_push_authorization_mode check (mode in ('self_built'))`);
  }
}
