import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlanByCalendars1796050100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_calendar (
        tenant_id text not null,
        id uuid not null,
        name text not null,
        with_statutory_days boolean not null,
        weekly_days_off int[] not null,
        days_off jsonb not null,
        working_days jsonb not null,
        updated_at timestamptz not null,
        updated_by text not null,
        version int not null default 1,
        constraint pk_push_calendar primary key (tenant_id, id),
        constraint uq_push_calendar_name unique (tenant_id, name)
      )`);
    // next_run_at is when the task starts, next_planned_at the time of its schedule that this start stands for.
    await queryRunner.query(`alter table push_task add column next_planned_at timestamptz`);
    await queryRunner.query(`update push_task set next_planned_at = next_run_at where next_run_at is not null`);
    await queryRunner.query(`alter table push_task add constraint ck_push_task_next_planned check (next_run_at is null or next_planned_at is not null)`);
    // Whose times change with a calendar, and whether one is in use.
    await queryRunner.query(`create index ix_push_task_calendar on push_task (tenant_id, (calendar->>'calendarId'), id) where calendar is not null and deleted_at is null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index ix_push_task_calendar`);
    await queryRunner.query(`alter table push_task drop constraint ck_push_task_next_planned, drop column next_planned_at`);
    await queryRunner.query(`drop table push_calendar`);
  }
}
