import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePushAudit1795701000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table push_audit (
        tenant_id text not null,
        id uuid not null,
        at timestamptz not null,
        actor_kind text not null,
        actor_id text not null,
        actor_name text not null,
        action text not null,
        subject_type text not null,
        subject_id text not null,
        subject_name text,
        before jsonb,
        after jsonb,
        remote_address text,
        request_id text,
        constraint pk_push_audit primary key (tenant_id, id),
        constraint ck_push_audit_actor_kind check (actor_kind in ('user', 'api_key', 'system'))
      )`);
    await queryRunner.query(`create index ix_push_audit_at on push_audit (tenant_id, at desc, id desc)`);
    await queryRunner.query(`create index ix_push_audit_subject on push_audit (tenant_id, subject_type, subject_id, at desc, id desc)`);
    // For a fault of ours as much as for a person with our database user: whoever wants to change a line must first say so in the schema.
    await queryRunner.query(`
      create function push_audit_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'push_audit is append-only: % is refused', tg_op using errcode = 'restrict_violation';
      end $$`);
    await queryRunner.query(`create trigger tr_push_audit_append_only before update or delete or truncate on push_audit execute function push_audit_append_only()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table push_audit`);
    await queryRunner.query(`drop function push_audit_append_only`);
  }
}
