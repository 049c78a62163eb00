import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures that messages name by an address as well: their records show them. */
export class KeepPicturesOfAddresses1796400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_media_file add column use text not null default 'media_id'`);
    await queryRunner.query(`alter table push_media_file alter column use drop default`);
    await queryRunner.query(`alter table push_media_file drop constraint pk_push_media_file`);
    await queryRunner.query(`alter table push_media_file add constraint pk_push_media_file primary key (tenant_id, authorization_id, content_hash, use)`);
    await queryRunner.query(`alter table push_media_file rename column media_ids to names`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`delete from push_media_file where use <> 'media_id'`);
    await queryRunner.query(`alter table push_media_file rename column names to media_ids`);
    await queryRunner.query(`alter table push_media_file drop constraint pk_push_media_file`);
    await queryRunner.query(`alter table push_media_file add constraint pk_push_media_file primary key (tenant_id, authorization_id, content_hash)`);
    await queryRunner.query(`alter table push_media_file drop column use`);
  }
}
