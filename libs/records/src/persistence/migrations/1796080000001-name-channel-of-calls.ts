import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A call goes through an app or through a group robot; both kinds wait, are sent and settled alike. */
export class NameChannelOfCalls1796080000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_call rename column authorization_id to target_id`);
    await queryRunner.query(`alter table push_call add column channel text not null default 'app'`);
    await queryRunner.query(`alter table push_call alter column channel drop default`);
    await queryRunner.query(`alter table push_call add constraint ck_push_call_channel check (channel in ('app', 'robot'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_call drop column channel`);
    await queryRunner.query(`alter table push_call rename column target_id to authorization_id`);
  }
}
