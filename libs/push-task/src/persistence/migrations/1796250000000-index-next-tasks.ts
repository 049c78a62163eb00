import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs next of one tenant, among the tasks of all: the index of due tasks knows no tenant. */
export class IndexNextTasks1796250000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index ix_push_task_next on push_task (tenant_id, next_run_at) where next_run_at is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_task_next`);
  }
}
