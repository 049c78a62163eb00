import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepOwnersAndDeputies1796150000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_project_deputies (
        tenant_id text not null,
        project_id text not null,
        user_ids text[] not null,
        updated_at timestamptz not null,
        updated_by text not null,
        constraint pk_push_project_deputies primary key (tenant_id, project_id)
      )`);
    // One row a person who owns tasks, so that the host is asked for each person once, however many tasks he owns.
    await queryRunner.query(`
      create table push_task_owner (
        tenant_id text not null,
        user_id text not null,
        check_at timestamptz not null,
        gone_since timestamptz,
        constraint pk_push_task_owner primary key (tenant_id, user_id)
      )`);
    await queryRunner.query(`create index ix_push_task_owner_check on push_task_owner (check_at)`);
    await queryRunner.query(`create index ix_push_task_owner_gone on push_task_owner (tenant_id, user_id) where gone_since is not null`);
    await queryRunner.query(`create index ix_push_task_owned on push_task (tenant_id, owner_user_id, id) where deleted_at is null`);
    await queryRunner.query(`create index ix_push_task_failing on push_task (tenant_id, id) where deleted_at is null and (failure_count > 0 or state = 'stopped')`);
    // Whoever writes a task names its owner, who is checked then: the next look is an hour later.
    await queryRunner.query(`
      create function push_task_note_owner() returns trigger language plpgsql as $$
      begin
        insert into push_task_owner (tenant_id, user_id, check_at) values (new.tenant_id, new.owner_user_id, new.updated_at + interval '1 hour') on conflict do nothing;
        return null;
      end $$`);
    await queryRunner.query(`create trigger tr_push_task_owner after insert or update of owner_user_id on push_task for each row execute function push_task_note_owner()`);
    await queryRunner.query(`insert into push_task_owner (tenant_id, user_id, check_at) select distinct tenant_id, owner_user_id, now() from push_task where deleted_at is null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger tr_push_task_owner on push_task`);
    await queryRunner.query(`drop function push_task_note_owner`);
    await queryRunner.query(`drop index ix_push_task_owned, ix_push_task_failing`);
    await queryRunner.query(`drop table push_task_owner, push_project_deputies`);
  }
}
