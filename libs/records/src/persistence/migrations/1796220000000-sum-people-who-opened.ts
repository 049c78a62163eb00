import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPENED = `
  select run.tenant_id, run.project_id, run.task_id, push_day_of(run.planned_at, run.spec->>'zone')
    from (select distinct tenant_id, run_id, host_user_id from push_open) as opened
    join push_run as run on run.tenant_id = opened.tenant_id and run.id = opened.run_id
   where run.trigger <> 'test'`;
const TALLY = 'tenant_id, project_id, task_id, day';

/** The first open of a person in a run leaves a tally, as runs that end do: a row of its own, so that people who open at once never wait for each other. */
export class SumPeopleWhoOpened1796220000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_task_day add column people_opened bigint not null default 0`);
    await queryRunner.query(`alter table push_project_day add column people_opened bigint not null default 0`);
    await queryRunner.query(`
      create table push_open_tally (
        tenant_id text not null,
        id bigint not null generated always as identity,
        project_id text not null,
        task_id uuid not null,
        day date not null,
        constraint pk_push_open_tally primary key (tenant_id, id)
      )`);
    await queryRunner.query(`insert into push_open_tally (${TALLY}) ${OPENED}`);
    // Two messages of one person that are opened at the same moment are one person.
    await queryRunner.query(`
      create function push_tally_open() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended(new.run_id::text || new.host_user_id, 7316200422));
        insert into push_open_tally (${TALLY})
        select tenant_id, project_id, task_id, push_day_of(planned_at, spec->>'zone') from push_run
         where tenant_id = new.tenant_id and id = new.run_id and trigger <> 'test'
           and not exists (select from push_open as other
                            where other.tenant_id = new.tenant_id and other.run_id = new.run_id and other.host_user_id = new.host_user_id and other.part <> new.part);
        return null;
      end
      $$`);
    await queryRunner.query(`create trigger push_open_tallies after insert on push_open for each row execute function push_tally_open()`);
    await queryRunner.query(`alter function push_recount_statistics(text) rename to push_recount_ended_runs`);
    await queryRunner.query(`
      create function push_recount_statistics(tenant text) returns void language sql as $$
        select push_recount_ended_runs(tenant);
        delete from push_open_tally where tenant_id = tenant;
        insert into push_open_tally (${TALLY}) ${OPENED} and run.tenant_id = tenant;
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function push_recount_statistics(text)`);
    await queryRunner.query(`alter function push_recount_ended_runs(text) rename to push_recount_statistics`);
    await queryRunner.query(`drop trigger push_open_tallies on push_open`);
    await queryRunner.query(`drop function push_tally_open()`);
    await queryRunner.query(`drop table push_open_tally`);
    await queryRunner.query(`alter table push_task_day drop column people_opened`);
    await queryRunner.query(`alter table push_project_day drop column people_opened`);
  }
}
