import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushMedia1796070000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_media (
        tenant_id text not null,
        authorization_id uuid not null,
        use text not null,
        content_hash text not null,
        value text,
        expires_at timestamptz not null,
        constraint pk_push_media primary key (tenant_id, authorization_id, use, content_hash),
        constraint ck_push_media_use check (use in ('media_id', 'image_url'))
      )`);
    await queryRunner.query(`create index ix_push_media_expiry on push_media (expires_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_media`);
  }
}
