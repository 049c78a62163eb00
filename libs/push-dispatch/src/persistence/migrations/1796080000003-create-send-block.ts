import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long WeCom refuses an app that called too often: all processes leave it alone. */
export class CreateSendBlock1796080000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_send_block (
        tenant_id text not null,
        target_id uuid not null,
        blocked_until timestamptz not null,
        strikes int not null,
        constraint pk_push_send_block primary key (tenant_id, target_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_send_block`);
  }
}
