import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRIGGER = (when: string): string =>
  `create trigger push_run_keeps_its_end ${when} update on push_run for each row when (old.finished_at is not null) execute function push_keep_ended_run()`;

/**
 * The same rule, looked at after the row is written. A trigger before it makes PostgreSQL reckon generated columns anew at every update (0.1 ms for the
 * series of a run, which changes in none of a run's steps).
 */
export class KeepEndsOfRunsAfterWriting1796320000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger push_run_keeps_its_end on push_run`);
    await queryRunner.query(TRIGGER('after'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger push_run_keeps_its_end on push_run`);
    await queryRunner.query(TRIGGER('before'));
  }
}
