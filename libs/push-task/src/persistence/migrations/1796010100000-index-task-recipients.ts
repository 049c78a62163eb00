import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexTaskRecipients1796010100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // "Which tasks name this person?" is asked before he is unbound, and for everybody whose account changed.
    await queryRunner.query(`create index ix_push_task_recipients on push_task using gin (recipient_user_ids) where deleted_at is null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_task_recipients`);
  }
}
