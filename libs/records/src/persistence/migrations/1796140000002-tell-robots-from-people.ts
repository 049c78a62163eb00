import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The group of a robot is a recipient of its own: the ids in its row are the robot's. */
export class TellRobotsFromPeople1796140000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table push_recipient add column robot boolean not null default false`);
    await queryRunner.query(`
      create or replace view push_delivery as
      select person.tenant_id, person.run_id, person.host_user_id, person.part, person.host_user_name, person.wecom_user_id, person.call_id,
             call.message_id, coalesce(person.state, call.recipients_state) as state,
             case when person.state is null then call.reason_code else person.reason_code end as reason_code,
             case when person.state is null then call.reason else person.reason end as reason,
             case when person.state is null then call.settled_at else person.settled_at end as settled_at,
             person.robot
        from push_recipient as person
        left join push_call as call on call.tenant_id = person.tenant_id and call.run_id = person.run_id and call.id = person.call_id`);
  }

  async down(): Promise<void> {
    throw new Error('Records that name robots cannot do without this column');
  }
}
