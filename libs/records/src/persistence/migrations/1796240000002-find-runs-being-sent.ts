import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an app has still to send is asked for before each run of it is prepared. */
export class FindRunsBeingSent1796240000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index ix_push_run_sending on push_run (tenant_id, (spec->'channel'->>'authorizationId')) where state = 'sending'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_run_sending`);
  }
}
