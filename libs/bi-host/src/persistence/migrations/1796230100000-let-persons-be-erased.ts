import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What erasing a person needs of the database: replacing in JSON and in the log, which refuses all other changes. */
export class LetPersonsBeErased1796230100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A quick look before the slow one. Accounts are in lower case.
    await queryRunner.query(`
      create function push_mentions(words text, host_user text, accounts text[]) returns boolean language sql immutable parallel safe as $$
        select position(host_user in words) > 0 or exists (select from unnest(accounts) as account where position(account in lower(words)) > 0)
      $$`);
    // By the name of the field: an id of a project or a page may be the same text.
    await queryRunner.query(`
      create function push_erase_json(doc jsonb, host_user text, accounts text[], names text[], pseudonym text, field text default '') returns jsonb
      language plpgsql immutable parallel safe as $$
      begin
        case jsonb_typeof(doc)
          when 'object' then
            return (select coalesce(jsonb_object_agg(key, push_erase_json(value, host_user, accounts, names, pseudonym, key)), '{}') from jsonb_each(doc));
          when 'array' then
            return (select coalesce(jsonb_agg(push_erase_json(value, host_user, accounts, names, pseudonym, field) order by place), '[]')
                      from jsonb_array_elements(doc) with ordinality as item(value, place));
          when 'string' then
            if field ~* '(user_?(id|key)s?|by|added|removed|mentioned_list)$' and (doc #>> '{}' = host_user or lower(doc #>> '{}') = any (accounts)) then
              return to_jsonb(pseudonym);
            elsif field ~* '(name|query)$' and (doc #>> '{}' = any (names) or (field ~* 'query$' and doc #>> '{}' = host_user)) then
              return to_jsonb(''::text);
            end if;
            return doc;
          else
            return doc;
        end case;
      end
      $$`);
    await queryRunner.query(`
      create or replace function push_audit_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_setting('wecom_push.erasing', true) = 'on' then
          return null;
        end if;
        raise exception 'push_audit is append-only: % is refused', tg_op using errcode = 'restrict_violation';
      end $$`);
    // Who a line is about may go; what was done, and when, stays.
    await queryRunner.query(`
      create function push_audit_keeps_deed() returns trigger language plpgsql as $$
      begin
        if (new.tenant_id, new.id, new.at, new.actor_kind, new.action, new.subject_type, new.request_id) is distinct from
           (old.tenant_id, old.id, old.at, old.actor_kind, old.action, old.subject_type, old.request_id) then
          raise exception 'push_audit: what was done is not changed' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$`);
    await queryRunner.query(`create trigger tr_push_audit_keeps_deed before update on push_audit for each row execute function push_audit_keeps_deed()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger tr_push_audit_keeps_deed on push_audit`);
    await queryRunner.query(`
      create or replace function push_audit_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'push_audit is append-only: % is refused', tg_op using errcode = 'restrict_violation';
      end $$`);
    await queryRunner.query(`drop function push_audit_keeps_deed, push_erase_json, push_mentions`);
  }
}
