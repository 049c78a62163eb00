import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A large run is written in portions: says whose they are, so that only one preparation goes on and what others left is removed. */
export class NotePreparations1796500000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_run add column preparation uuid`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_run drop column preparation`);
  }
}
