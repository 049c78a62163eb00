import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs by hand, tests and replays are one in some dozens, in nearly as many series as all others: neither a walk through all runs nor one through their series finds a page of them soon. */
export class FindRunsByRareTriggers1796310000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index ix_push_run_trigger on push_run (tenant_id, trigger, planned_at desc, id desc) include (state, series_id) where trigger <> 'schedule'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_run_trigger`);
  }
}
