import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushWecomEvent1795600100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_wecom_callback (
        authorization_id uuid not null,
        tenant_id text not null,
        token_sealed text not null,
        aes_key_sealed text not null,
        created_at timestamptz not null,
        constraint pk_push_wecom_callback primary key (authorization_id)
      )`);
    await queryRunner.query(`
      create table push_wecom_event (
        id uuid not null,
        channel text not null,
        body_hash text not null,
        tenant_id text,
        authorization_id uuid,
        suite_id text,
        kind text not null,
        body_sealed text,
        state text not null,
        attempts int not null default 0,
        next_try_at timestamptz not null,
        received_at timestamptz not null,
        ended_at timestamptz,
        last_error text,
        constraint pk_push_wecom_event primary key (id),
        constraint uq_push_wecom_event_body unique (channel, body_hash),
        constraint ck_push_wecom_event_state check (state in ('pending', 'done', 'failed'))
      )`);
    await queryRunner.query(`create index ix_push_wecom_event_due on push_wecom_event (next_try_at) where state = 'pending'`);
    await queryRunner.query(`create index ix_push_wecom_event_received on push_wecom_event (received_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table push_wecom_event');
    await queryRunner.query('drop table push_wecom_callback');
  }
}
