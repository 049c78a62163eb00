import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushBindingBatch1795700200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_binding_batch (
        tenant_id text not null,
        id uuid not null,
        authorization_id uuid not null,
        source text not null,
        state text not null,
        stop_reason text,
        file_name text,
        lookup_by text[] not null,
        filter jsonb not null,
        account_cap int,
        host_cursor text,
        host_done boolean not null,
        lookups int not null default 0,
        wrong_lookups int not null default 0,
        failures int not null default 0,
        next_look_at timestamptz not null,
        leased_by text,
        leased_until timestamptz,
        created_by text not null,
        created_at timestamptz not null,
        applied_by text,
        applied_at timestamptz,
        undone_by text,
        undone_at timestamptz,
        constraint pk_push_binding_batch primary key (tenant_id, id),
        constraint ck_push_binding_batch_source check (source in ('csv', 'match')),
        constraint ck_push_binding_batch_state check (state in ('checking', 'stopped', 'previewed', 'applied', 'undone'))
      )`);
    await queryRunner.query('create index ix_push_binding_batch_authorization on push_binding_batch (tenant_id, authorization_id, id)');
    await queryRunner.query(`create index ix_push_binding_batch_due on push_binding_batch (next_look_at) where state = 'checking'`);
    await queryRunner.query(`
      create table push_binding_batch_row (
        tenant_id text not null,
        batch_id uuid not null,
        row_number int not null,
        host_user_id text not null,
        host_user_name text not null,
        wecom_user_id text,
        wecom_user_key text,
        wecom_name text,
        matched_by text,
        outcome text not null,
        problem text,
        problem_details jsonb,
        previous jsonb,
        applied_binding_id uuid,
        undone boolean not null default false,
        constraint pk_push_binding_batch_row primary key (tenant_id, batch_id, row_number),
        constraint ck_push_binding_batch_row_outcome check (outcome in ('pending', 'ok', 'unchanged', 'error'))
      )`);
    await queryRunner.query('create index ix_push_binding_batch_row_user on push_binding_batch_row (tenant_id, batch_id, host_user_id)');
    await queryRunner.query('create index ix_push_binding_batch_row_account on push_binding_batch_row (tenant_id, batch_id, wecom_user_key)');
    await queryRunner.query(`create index ix_push_binding_batch_row_pending on push_binding_batch_row (tenant_id, batch_id, row_number) where outcome = 'pending'`);
    await queryRunner.query(`
      create table push_binding_lookup_day (
        tenant_id text not null,
        corp_id text not null,
        kind text not null,
        day date not null,
        wrong int not null,
        constraint pk_push_binding_lookup_day primary key (tenant_id, corp_id, kind, day)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['push_binding_lookup_day', 'push_binding_batch_row', 'push_binding_batch']) await queryRunner.query(`drop table ${table}`);
  }
}
