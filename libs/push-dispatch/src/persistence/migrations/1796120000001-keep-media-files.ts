import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files as long as calls that name their media id may be sent: WeCom may refuse an id, and then the file is uploaded anew. */
export class KeepMediaFiles1796120000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_media_file (
        tenant_id text not null,
        authorization_id uuid not null,
        content_hash text not null,
        file_name text not null,
        content_type text not null,
        bytes bytea not null,
        media_ids text[] not null,
        expires_at timestamptz not null,
        constraint pk_push_media_file primary key (tenant_id, authorization_id, content_hash)
      )`);
    // Pictures and workbooks are compressed already.
    await queryRunner.query(`alter table push_media_file alter column bytes set storage external`);
    await queryRunner.query(`create index ix_push_media_file_expiry on push_media_file (expires_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_media_file`);
  }
}
