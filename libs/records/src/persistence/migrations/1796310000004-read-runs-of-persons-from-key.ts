import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The runs that name one person lie all over the table: a page for each. What they are found by is therefore in the key, 35 bytes a run more. */
export class ReadRunsOfPersonsFromKey1796310000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_run drop constraint pk_push_run, add constraint pk_push_run primary key (tenant_id, id) include (planned_at, state, series_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_run drop constraint pk_push_run, add constraint pk_push_run primary key (tenant_id, id)`);
  }
}
