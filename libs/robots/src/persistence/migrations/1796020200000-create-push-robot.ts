import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushRobot1796020200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_robot (
        tenant_id text not null,
        id uuid not null,
        name text not null,
        key_sealed text not null,
        key_end text not null,
        template_key text,
        mention jsonb,
        state text not null,
        broken_reason text,
        recent_sends timestamptz[] not null default '{}',
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        updated_by text not null,
        deleted_at timestamptz,
        version int not null default 1,
        constraint pk_push_robot primary key (tenant_id, id),
        constraint uq_push_robot_id unique (id),
        constraint ck_push_robot_state check (state in ('enabled', 'disabled', 'broken'))
      )`);
    await queryRunner.query(`create unique index uq_push_robot_name on push_robot (tenant_id, lower(name)) where deleted_at is null`);
    await queryRunner.query(`
      create table push_robot_message (
        tenant_id text not null,
        id uuid not null,
        robot_id uuid not null,
        kind text not null,
        subject_id uuid,
        title text not null,
        state text not null,
        reason text,
        sent_at timestamptz not null,
        constraint pk_push_robot_message primary key (tenant_id, id),
        constraint fk_push_robot_message_robot foreign key (tenant_id, robot_id) references push_robot (tenant_id, id),
        constraint ck_push_robot_message_state check (state in ('sending', 'sent', 'refused', 'unknown'))
      )`);
    await queryRunner.query(`create index ix_push_robot_message_robot on push_robot_message (tenant_id, robot_id, sent_at desc, id desc)`);
    await queryRunner.query(`
      create table push_notification_robot (
        tenant_id text not null,
        project_id text not null,
        robot_id uuid not null,
        constraint pk_push_notification_robot primary key (tenant_id, project_id),
        constraint fk_push_notification_robot_robot foreign key (tenant_id, robot_id) references push_robot (tenant_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_notification_robot, push_robot_message, push_robot`);
  }
}
