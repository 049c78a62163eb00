import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexTaskAuthorization1796010300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // "What pushes through this app?" is asked before it is revoked.
    await queryRunner.query(`create index ix_push_task_authorization on push_task (tenant_id, authorization_id) where deleted_at is null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_task_authorization`);
  }
}
