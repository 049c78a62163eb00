import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StartRunsByRequest1796150000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The test of a draft belongs to no task.
    await queryRunner.query(`alter table push_run alter column task_id drop not null, add column request_id uuid`);
    await queryRunner.query(`alter table push_run add constraint ck_push_run_task check (task_id is not null or trigger = 'test')`);
    // A button pressed twice is one push, also after the first one has ended.
    await queryRunner.query(`create unique index uq_push_run_request on push_run (tenant_id, task_id, request_id) where request_id is not null`);
    // "Is a run of this task under way?" is asked before each push by hand, and must not read the runs of years.
    await queryRunner.query(`create index ix_push_run_under_way on push_run (tenant_id, task_id) where state in ('planned', 'preparing', 'sending')`);
  }

  /** Tests of drafts find no place in the old columns, and are gone. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index uq_push_run_request, ix_push_run_under_way`);
    await queryRunner.query(`delete from push_run where task_id is null`);
    await queryRunner.query(`alter table push_run drop constraint ck_push_run_task, drop column request_id, alter column task_id set not null`);
  }
}
