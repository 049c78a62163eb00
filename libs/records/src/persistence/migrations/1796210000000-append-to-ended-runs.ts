import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is added to a record after its end: events, in the order in which they happened, whose messages are taken back at WeCom, and runs that send it once more
 * to those whom it did not reach. The record itself stays as it ended. Both tables are cut by month like the rest of a record.
 */
export class AppendToEndedRuns1796210000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Kinds are those of the code; whoever reads skips what it does not know.
    await queryRunner.query(`
      create table push_run_event (
        tenant_id text not null,
        run_id uuid not null,
        id uuid not null,
        kind text not null,
        at timestamptz not null,
        request_id uuid,
        actor_user_id text,
        call_id uuid,
        wecom_msgid text,
        people int,
        code text,
        reason text,
        details jsonb not null default '{}',
        constraint pk_push_run_event primary key (tenant_id, run_id, id)
      ) partition by range (run_id)`);
    await queryRunner.query(`
      create table push_recall (
        tenant_id text not null,
        run_id uuid not null,
        call_id uuid not null,
        request_id uuid not null,
        target_id uuid not null,
        wecom_msgid text not null,
        people int not null,
        state text not null,
        attempts int not null default 0,
        claimed_until timestamptz,
        over_at timestamptz not null,
        ended_at timestamptz,
        constraint pk_push_recall primary key (tenant_id, run_id, call_id),
        constraint ck_push_recall_state check (state in ('asked', 'recalling', 'recalled', 'refused'))
      ) partition by range (run_id)`);
    for (const table of ['push_run_event', 'push_recall']) {
      await queryRunner.query(`create table ${table}_other partition of ${table} default`);
    }
    await queryRunner.query(`
      do $$
      declare
        parent text;
        month timestamptz;
      begin
        for month in select generate_series(date_trunc('month', now(), 'UTC'), date_trunc('month', now(), 'UTC') + interval '2 months', '1 month') loop
          foreach parent in array array['push_run_event', 'push_recall'] loop
            execute format('create table %I partition of %I for values from (%L) to (%L)', parent || '_' || to_char(month at time zone 'UTC', 'YYYYMM'), parent,
                           push_uuid_from(month), push_uuid_from(month + interval '1 month'));
          end loop;
        end loop;
      end
      $$`);
    await queryRunner.query(`alter table push_run add column replay_of uuid, add constraint ck_push_run_replay check (trigger <> 'replay' or replay_of is not null)`);
    await queryRunner.query(`create index ix_push_run_replay on push_run (tenant_id, replay_of, id) where replay_of is not null`);
    await queryRunner.query(`create unique index uq_push_run_replay_under_way on push_run (tenant_id, replay_of) where replay_of is not null and state in ('planned', 'preparing', 'sending')`);
  }

  async down(): Promise<void> {
    throw new Error('What was recalled and sent again cannot be put back into records that do not know it');
  }
}
