import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of people are long: their entries are compared where they stand, without a call for each. */
export class EraseListsAtOnce1796230400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create or replace function push_erase_json(doc jsonb, host_user text, accounts text[], names text[], pseudonym text, field text default '') returns jsonb
      language plpgsql immutable parallel safe as $$
      declare
        of_person boolean := field ~* '(user_?(id|key)s?|by|added|removed|mentioned_list)$';
      begin
        case jsonb_typeof(doc)
          when 'object' then
            return (select coalesce(jsonb_object_agg(key, case when jsonb_typeof(value) in ('object', 'array', 'string')
                                                                 then push_erase_json(value, host_user, accounts, names, pseudonym, key) else value end), '{}') from jsonb_each(doc));
          when 'array' then
            return (select coalesce(jsonb_agg(case
                             when jsonb_typeof(value) in ('object', 'array') then push_erase_json(value, host_user, accounts, names, pseudonym, field)
                             when of_person and jsonb_typeof(value) = 'string' and (value #>> '{}' = host_user or lower(value #>> '{}') = any (accounts)) then to_jsonb(pseudonym)
                             else value end order by place), '[]')
                      from jsonb_array_elements(doc) with ordinality as item(value, place));
          when 'string' then
            if of_person and (doc #>> '{}' = host_user or lower(doc #>> '{}') = any (accounts)) then
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
  }

  /** The function of before says the same, slower. */
  async down(): Promise<void> {}
}
