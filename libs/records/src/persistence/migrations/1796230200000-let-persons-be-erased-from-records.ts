import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What erasing a person needs of records: runs that ended may forget people and nothing else, and request texts name somebody else in their place. */
export class LetPersonsBeErasedFromRecords1796230200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The series follows from the channel, where people are mentioned; the database makes it after this.
    await queryRunner.query(`
      create or replace function push_keep_ended_run() returns trigger language plpgsql as $$
      declare
        people text[] := array['spec', 'actor_user_id', 'series_id'];
      begin
        if current_setting('wecom_push.erasing', true) = 'on' and to_jsonb(new) - people = to_jsonb(old) - people then
          return new;
        end if;
        raise exception 'push_run %: a record is not changed after its end', old.id using errcode = 'restrict_violation';
      end
      $$`);
    // As push_note_series does for new runs.
    await queryRunner.query(`
      create function push_note_series_of(tenant text, runs uuid[]) returns void language sql as $$
        insert into push_series (tenant_id, id, project_id, task_id, page_id, trigger, channel, target_ids, title)
        select distinct on (tenant_id, series_id) tenant_id, series_id, project_id, task_id, page_id, trigger,
               case spec->'channel'->>'kind' when 'robots' then 'robot' else 'app' end,
               case spec->'channel'->>'kind'
                 when 'robots' then array(select jsonb_array_elements_text(spec->'channel'->'robotIds'))
                 else array_remove(array[spec->'channel'->>'authorizationId'], null)
               end,
               title
          from push_run where tenant_id = tenant and id = any (runs) order by 1, 2 on conflict do nothing
      $$`);
    // The list of accounts stands at the beginning of each request text; accounts are in lower case.
    await queryRunner.query(`
      create function push_erase_touser(body text, accounts text[], pseudonym text) returns text language sql immutable parallel safe as $$
        select case when found[2] is null then body
               else found[1] || (select string_agg(case when lower(account) = any (accounts) then pseudonym else account end, '|' order by place)
                                   from unnest(string_to_array(found[2], '|')) with ordinality as named(account, place)) || substr(body, length(found[1]) + length(found[2]) + 1) end
          from (select regexp_match(body, '^({"touser":")([^"]*)') as found) as parts
      $$`);
    // How posts in groups mention people; accounts as they are written.
    await queryRunner.query(`
      create function push_erase_mentions(words text, accounts text[], pseudonym text) returns text language plpgsql immutable parallel safe as $$
      declare
        account text;
      begin
        foreach account in array accounts loop
          words := replace(replace(words, '"' || account || '"', '"' || pseudonym || '"'), '<@' || account || '>', '<@' || pseudonym || '>');
        end loop;
        return words;
      end
      $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function push_erase_touser, push_erase_mentions, push_note_series_of`);
    await queryRunner.query(`
      create or replace function push_keep_ended_run() returns trigger language plpgsql as $$
      begin
        raise exception 'push_run %: a record is not changed after its end', old.id using errcode = 'restrict_violation';
      end
      $$`);
  }
}
