import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenPushTask1796030000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table push_task
        add column charts text[],
        add column filters jsonb not null default '[]',
        add column channel jsonb,
        add column calendar jsonb,
        add column tolerance_seconds int not null default 300,
        add column recipients jsonb,
        add column exceptions jsonb not null default '{}',
        add column count_opens boolean not null default false,
        add column split_tables boolean not null default false`);
    await queryRunner.query(`
      update push_task set
        channel = jsonb_build_object('kind', 'app', 'authorizationId', authorization_id),
        recipients = jsonb_build_object('userIds', to_jsonb(recipient_user_ids), 'groupIds', '[]'::jsonb, 'departmentIds', '[]'::jsonb,
                                        'rule', null, 'allBound', false, 'excludedUserIds', '[]'::jsonb)`);
    await queryRunner.query(`
      alter table push_task
        alter column channel set not null, alter column recipients set not null,
        drop column authorization_id, drop column recipient_user_ids`);
    // The indexes of the old columns went with them.
    await queryRunner.query(`create index ix_push_task_recipients on push_task using gin ((recipients->'userIds')) where deleted_at is null`);
    await queryRunner.query(`create index ix_push_task_authorization on push_task (tenant_id, (channel->>'authorizationId')) where deleted_at is null`);
    // Runs that are under way, or are sent again later, carry the same words.
    await queryRunner.query(`
      update push_run set spec = spec - 'authorizationId' - 'recipientUserIds' || jsonb_build_object(
        'charts', null, 'filters', '[]'::jsonb, 'exceptions', '{}'::jsonb, 'countOpens', false, 'splitTables', false,
        'channel', jsonb_build_object('kind', 'app', 'authorizationId', spec->'authorizationId'),
        'recipients', jsonb_build_object('userIds', spec->'recipientUserIds', 'groupIds', '[]'::jsonb, 'departmentIds', '[]'::jsonb,
                                         'rule', null, 'allBound', false, 'excludedUserIds', '[]'::jsonb))
       where spec ? 'recipientUserIds'`);
  }

  /** Tasks that go to robots find no place in the old columns, and are gone. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`delete from push_task where channel->>'kind' <> 'app'`);
    await queryRunner.query(`drop index ix_push_task_recipients, ix_push_task_authorization`);
    await queryRunner.query(`alter table push_task add column authorization_id uuid, add column recipient_user_ids text[]`);
    await queryRunner.query(`
      update push_task set authorization_id = (channel->>'authorizationId')::uuid,
        recipient_user_ids = array(select jsonb_array_elements_text(recipients->'userIds'))`);
    await queryRunner.query(`
      alter table push_task
        alter column authorization_id set not null, alter column recipient_user_ids set not null,
        drop column charts, drop column filters, drop column channel, drop column calendar, drop column tolerance_seconds,
        drop column recipients, drop column exceptions, drop column count_opens, drop column split_tables`);
    await queryRunner.query(`create index ix_push_task_recipients on push_task using gin (recipient_user_ids) where deleted_at is null`);
    await queryRunner.query(`create index ix_push_task_authorization on push_task (tenant_id, authorization_id) where deleted_at is null`);
    await queryRunner.query(`
      update push_run set spec = spec || jsonb_build_object('authorizationId', spec->'channel'->'authorizationId', 'recipientUserIds', spec->'recipients'->'userIds')`);
  }
}
