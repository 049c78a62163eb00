import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEYS = [
  ['push_bind_ask', 'uq_push_bind_ask_token', 'token_hash'],
  ['push_self_binding', 'uq_push_self_binding_state', 'state_hash'],
];

/** What a person brings back names no tenant and leads the key; the tenant is in it all the same, for a database that is spread by it. */
export class PutTenantIntoKeysOfLinks1796310000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, key, hash] of KEYS) await queryRunner.query(`alter table ${table} drop constraint ${key}, add constraint ${key} unique (${hash}, tenant_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, key, hash] of KEYS) await queryRunner.query(`alter table ${table} drop constraint ${key}, add constraint ${key} unique (${hash})`);
  }
}
