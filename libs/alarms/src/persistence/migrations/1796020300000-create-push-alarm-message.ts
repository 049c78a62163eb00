import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushAlarmMessage1796020300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_alarm_message (
        tenant_id text not null,
        id uuid not null,
        alarm_id uuid not null,
        channel text not null,
        target_id uuid not null,
        title text not null,
        body text not null,
        state text not null,
        reason text,
        created_at timestamptz not null,
        settled_at timestamptz,
        constraint pk_push_alarm_message primary key (tenant_id, id),
        constraint fk_push_alarm_message_alarm foreign key (tenant_id, alarm_id) references push_alarm (tenant_id, id) on delete cascade,
        constraint ck_push_alarm_message_channel check (channel in ('app', 'robot')),
        constraint ck_push_alarm_message_state check (state in ('pending', 'sent', 'failed', 'unknown'))
      )`);
    await queryRunner.query(`create index ix_push_alarm_message_alarm on push_alarm_message (tenant_id, alarm_id, created_at desc)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_alarm_message`);
  }
}
