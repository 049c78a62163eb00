import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushAlarm1796020100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_alarm (
        tenant_id text not null,
        id uuid not null,
        cause text not null,
        subject_type text not null,
        subject_id text not null,
        subject_name text not null,
        audience text not null,
        project_id text,
        owner_user_id text,
        authorization_id uuid,
        language text not null,
        text text not null,
        remedy text not null,
        path text not null,
        tell_recovery boolean not null,
        state text not null,
        count int not null,
        opened_at timestamptz not null,
        last_at timestamptz not null,
        cleared_at timestamptz,
        telling text not null,
        telling_reason text,
        told_at timestamptz,
        due_at timestamptz,
        constraint pk_push_alarm primary key (tenant_id, id),
        constraint uq_push_alarm_cause unique (tenant_id, cause, subject_type, subject_id),
        constraint ck_push_alarm_state check (state in ('open', 'cleared')),
        constraint ck_push_alarm_audience check (audience = 'administrators' or (audience = 'owner' and project_id is not null and owner_user_id is not null)),
        constraint ck_push_alarm_telling check (telling in ('pending', 'sending', 'told', 'undeliverable', 'none'))
      )`);
    // The list: open first, then the newest.
    await queryRunner.query(`create index ix_push_alarm_list on push_alarm (tenant_id, (case state when 'open' then 1 else 0 end) desc, last_at desc, id desc)`);
    // Holds only what somebody must still be told.
    await queryRunner.query(`create index ix_push_alarm_due on push_alarm (due_at) where due_at is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_alarm`);
  }
}
