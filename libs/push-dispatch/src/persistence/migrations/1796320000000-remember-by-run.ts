import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a run showed counts when the run says that it reached somebody: no row is written a second time, and none is found by its run alone. Snapshots are
 * only read as they were written: as json a row costs 20 µs, as jsonb 43.
 */
export class RememberByRun1796320000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_last_content_run`);
    await queryRunner.query(`alter table push_last_content drop column delivered, alter column snapshot type json`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_last_content add column delivered boolean not null default false, alter column snapshot type jsonb`);
    await queryRunner.query(`
      update push_last_content as shown set delivered = true from push_run as run
       where run.tenant_id = shown.tenant_id and run.id = shown.run_id and run.state in ('sent', 'partly_sent')`);
    await queryRunner.query(`create index ix_push_last_content_run on push_last_content (tenant_id, run_id)`);
  }
}
