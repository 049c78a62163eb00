import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tasks post through a robot is asked before it is deleted. */
export class IndexTaskRobots1796140000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index ix_push_task_robots on push_task using gin ((channel->'robotIds')) where deleted_at is null and channel ? 'robotIds'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_task_robots`);
  }
}
