import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAuthorizationHealth1795500100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_authorization add column check_after timestamptz`);
    await queryRunner.query(`create index ix_push_authorization_probe on push_authorization (probe_after) where state = 'broken'`);
    await queryRunner.query(`create index ix_push_authorization_check on push_authorization (check_after) where state = 'active'`);
    await queryRunner.query(`
      create table push_authorization_health (
        authorization_id uuid not null,
        tenant_id text not null,
        last_sent_at timestamptz,
        last_checked_at timestamptz,
        last_callback_at timestamptz,
        last_error_at timestamptz,
        last_error_api text,
        last_errcode int,
        last_error_fault text,
        last_error_seen_ip text,
        constraint pk_push_authorization_health primary key (authorization_id)
      )`);
    await queryRunner.query(`
      create table push_authorization_change (
        tenant_id text not null,
        authorization_id uuid not null,
        id uuid not null,
        from_state text not null,
        to_state text not null,
        reason text,
        errcode int,
        seen_ip text,
        changed_at timestamptz not null,
        constraint pk_push_authorization_change primary key (tenant_id, authorization_id, id)
      )`);
    await queryRunner.query(`
      create table push_secret_try (
        tenant_id text not null,
        id uuid not null,
        address text not null,
        tried_at timestamptz not null,
        constraint pk_push_secret_try primary key (tenant_id, id)
      )`);
    await queryRunner.query(`create index ix_push_secret_try_time on push_secret_try (tried_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_secret_try');
    await queryRunner.query('drop table push_authorization_change');
    await queryRunner.query('drop table push_authorization_health');
    await queryRunner.query('drop index ix_push_authorization_check');
    await queryRunner.query('drop index ix_push_authorization_probe');
    await queryRunner.query('alter table push_authorization drop column check_after');
  }
}
