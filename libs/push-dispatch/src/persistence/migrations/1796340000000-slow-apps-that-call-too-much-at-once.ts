import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many calls at once an app was left when WeCom last said that there were too many, and when. */
export class SlowAppsThatCallTooMuchAtOnce1796340000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_send_block add column at_once int, add column slowed_at timestamptz`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_send_block drop column at_once, drop column slowed_at`);
  }
}
