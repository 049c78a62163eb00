import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAppUse1796010200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table push_authorization_health
        add column last_opened_at timestamptz,
        add column last_unlicensed_at timestamptz,
        add column use_state text,
        add column use_state_at timestamptz,
        add column disabled_from timestamptz,
        add constraint ck_push_authorization_health_use_state check (use_state in ('warned', 'disabled', 'enabled_again'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table push_authorization_health
        drop column last_opened_at, drop column last_unlicensed_at, drop column use_state, drop column use_state_at, drop column disabled_from`);
  }
}
