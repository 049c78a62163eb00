import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counted in statistics: a test says nothing about what people got. */
const COUNTED = `trigger <> 'test' and finished_at is not null`;
const RUN = `tenant_id, id, project_id, task_id, push_day_of(planned_at, spec->>'zone'), state, total, sent, rejected, skipped, expired, unknown`;
const TALLY = 'tenant_id, run_id, project_id, task_id, day, state, named, reached, rejected, skipped, expired, unknown';
const SUMS = `
        runs bigint not null default 0,
        sent bigint not null default 0,
        partly_sent bigint not null default 0,
        failed bigint not null default 0,
        held bigint not null default 0,
        missed bigint not null default 0,
        cancelled bigint not null default 0,
        people_named bigint not null default 0,
        people_reached bigint not null default 0,
        people_rejected bigint not null default 0,
        people_skipped bigint not null default 0,
        people_expired bigint not null default 0,
        people_unknown bigint not null default 0`;

/**
 * A run that ends leaves a tally in the same transaction, a row of its own, so that runs of a burst never wait for each other; tallies are added to
 * the sums of days later, in sets. An ended run is not changed any more, whatever wants to.
 */
export class KeepStatistics1796170000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A zone that this PostgreSQL does not know must not keep a run from ending.
    await queryRunner.query(`
      create function push_day_of(moment timestamptz, zone text) returns date language plpgsql stable as $$
      begin
        return (moment at time zone coalesce(zone, 'UTC'))::date;
      exception when invalid_parameter_value then
        return (moment at time zone 'UTC')::date;
      end
      $$`);
    await queryRunner.query(`
      create table push_run_tally (
        tenant_id text not null,
        run_id uuid not null,
        project_id text not null,
        task_id uuid not null,
        day date not null,
        state text not null,
        named int not null,
        reached int not null,
        rejected int not null,
        skipped int not null,
        expired int not null,
        unknown int not null,
        constraint pk_push_run_tally primary key (tenant_id, run_id)
      )`);
    await queryRunner.query(`
      create table push_task_day (
        tenant_id text not null,
        task_id uuid not null,
        day date not null,
        project_id text not null,${SUMS},
        constraint pk_push_task_day primary key (tenant_id, task_id, day, project_id)
      )`);
    await queryRunner.query(`
      create table push_project_day (
        tenant_id text not null,
        project_id text not null,
        day date not null,${SUMS},
        constraint pk_push_project_day primary key (tenant_id, project_id, day)
      )`);
    await queryRunner.query(`
      create function push_recount_statistics(tenant text) returns void language sql as $$
        delete from push_task_day where tenant_id = tenant;
        delete from push_project_day where tenant_id = tenant;
        delete from push_run_tally where tenant_id = tenant;
        insert into push_run_tally (${TALLY}) select ${RUN} from push_run where tenant_id = tenant and ${COUNTED};
      $$`);
    await queryRunner.query(`insert into push_run_tally (${TALLY}) select ${RUN} from push_run where ${COUNTED}`);
    await queryRunner.query(`
      create function push_tally_runs() returns trigger language plpgsql as $$
      begin
        insert into push_run_tally (${TALLY}) select ${RUN} from written where ${COUNTED};
        return null;
      end
      $$`);
    await queryRunner.query(
      `create trigger push_run_tallies_new after insert on push_run referencing new table as written for each statement execute function push_tally_runs()`,
    );
    await queryRunner.query(`
      create function push_tally_run() returns trigger language plpgsql as $$
      begin
        insert into push_run_tally (${TALLY}) select ${RUN} from (select new.*) as ended where ${COUNTED};
        return null;
      end
      $$`);
    await queryRunner.query(`
      create trigger push_run_tallies_end after update on push_run for each row
        when (old.finished_at is null and new.finished_at is not null) execute function push_tally_run()`);
    await queryRunner.query(`
      create function push_keep_ended_run() returns trigger language plpgsql as $$
      begin
        raise exception 'push_run %: a record is not changed after its end', old.id using errcode = 'restrict_violation';
      end
      $$`);
    await queryRunner.query(
      `create trigger push_run_keeps_its_end before update on push_run for each row when (old.finished_at is not null) execute function push_keep_ended_run()`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger push_run_keeps_its_end on push_run`);
    await queryRunner.query(`drop trigger push_run_tallies_end on push_run`);
    await queryRunner.query(`drop trigger push_run_tallies_new on push_run`);
    await queryRunner.query(`drop function push_keep_ended_run(), push_tally_run(), push_tally_runs(), push_recount_statistics(text)`);
    await queryRunner.query(`drop table push_project_day, push_task_day, push_run_tally`);
    await queryRunner.query(`drop function push_day_of(timestamptz, text)`);
  }
}
