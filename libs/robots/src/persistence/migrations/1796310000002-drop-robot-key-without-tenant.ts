import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody asks for a robot without its tenant, and a unique key without it would keep the table from being spread by tenant. */
export class DropRobotKeyWithoutTenant1796310000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_robot drop constraint uq_push_robot_id`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_robot add constraint uq_push_robot_id unique (id)`);
  }
}
