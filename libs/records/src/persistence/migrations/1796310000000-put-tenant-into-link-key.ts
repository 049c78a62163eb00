import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link is found by run and number, since its code names no tenant; the tenant is in the key all the same, for a database that is spread by it. */
export class PutTenantIntoLinkKey1796310000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index uq_push_recipient_link`);
    await queryRunner.query(`create unique index uq_push_recipient_link on push_recipient (run_id, link_number, tenant_id) where link_number is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop index uq_push_recipient_link`);
    await queryRunner.query(`create unique index uq_push_recipient_link on push_recipient (run_id, link_number) where link_number is not null`);
  }
}
