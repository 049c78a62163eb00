import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddBindingDrift1796010000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // WeCom confirmed the account a moment before the row was written: the first check can wait.
    await queryRunner.query(`
      alter table push_binding
        add column check_after timestamptz not null default now() + interval '12 hours',
        add column check_cause text not null default 'nightly',
        add constraint ck_push_binding_check_cause check (check_cause in ('nightly', 'contact', 'send'))`);
    await queryRunner.query(`create index ix_push_binding_check on push_binding (check_after)`);
    await queryRunner.query(`
      create table push_binding_change (
        tenant_id text not null,
        authorization_id uuid not null,
        id uuid not null,
        host_user_id text not null,
        host_user_name text not null,
        from_state text not null,
        to_state text not null,
        wecom_user_id text not null,
        previous_wecom_user_id text,
        cause text not null,
        changed_at timestamptz not null,
        constraint pk_push_binding_change primary key (tenant_id, authorization_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_binding_change`);
    await queryRunner.query(`drop index ix_push_binding_check`);
    await queryRunner.query(`alter table push_binding drop column check_after, drop column check_cause`);
  }
}
