import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { COLLECTED_FOR_MS, type AlarmMessage, type AlarmMessageState, type PushAlarm } from '../domain/alarm';
import { ALARM } from './alarm.repository';

/** Who is told of alarms, and what became of it. */
@Injectable()
export class AlarmMessageRepository extends SqlRepository {
  /** Alarms of which somebody must be told, the longest due first. */
  async due(now: Date, limit: number): Promise<PushAlarm[]> {
    return this.rows<PushAlarm>(`select ${ALARM} from push_alarm where due_at <= $1 order by due_at limit $2`, [now, limit]);
  }

  /** Takes a due alarm for the transaction. @returns as it is now; undefined when another process has it, or had */
  async claim(tenantId: string, alarmId: string, now: Date, tx: Tx): Promise<PushAlarm | undefined> {
    return this.row<PushAlarm>(`select ${ALARM} from push_alarm where tenant_id = $1 and id = $2 and due_at <= $3 for update skip locked`, [tenantId, alarmId, now], tx);
  }

  async write(alarm: PushAlarm, messages: readonly AlarmMessage[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_alarm_message (tenant_id, id, alarm_id, channel, target_id, title, body, state, created_at)
       select $1, message.id, $2, message.channel, message.target_id, message.title, message.body, 'pending', $3
         from unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[]) as message(id, channel, target_id, title, body)`,
      [
        alarm.tenantId, alarm.id, now, messages.map(({ id }) => id), messages.map(({ channel }) => channel), messages.map(({ targetId }) => targetId),
        messages.map(({ title }) => title), messages.map(({ body }) => body),
      ],
      tx,
    );
    await this.rows(`update push_alarm set telling = 'sending', telling_reason = null, told_at = $3, due_at = null where tenant_id = $1 and id = $2`, [alarm.tenantId, alarm.id, now], tx);
  }

  /** Nobody can be told: as long as the alarm is open, it is tried again in an hour. */
  async undeliverable({ tenantId, id }: PushAlarm, reason: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_alarm set telling = 'undeliverable', telling_reason = $3, due_at = case state when 'open' then $4::timestamptz + $5 * interval '1 ms' end
        where tenant_id = $1 and id = $2`,
      [tenantId, id, reason, now, COLLECTED_FOR_MS],
      tx,
    );
  }

  /** @returns undefined when it is settled */
  async findPending(tenantId: string, id: string): Promise<AlarmMessage | undefined> {
    return this.row<AlarmMessage>(
      `select id, tenant_id as "tenantId", alarm_id as "alarmId", channel, target_id as "targetId", title, body, created_at as "createdAt"
         from push_alarm_message where tenant_id = $1 and id = $2 and state = 'pending'`,
      [tenantId, id],
    );
  }

  /** The alarm is told when one message was taken, and undeliverable when all have failed: then it is tried again in an hour while it is open. */
  async settle({ tenantId, id, alarmId }: AlarmMessage, state: AlarmMessageState, reason: string | null, now: Date, tx: Tx): Promise<void> {
    await this.rows(`select 1 from push_alarm where tenant_id = $1 and id = $2 for update`, [tenantId, alarmId], tx);
    await this.rows(`update push_alarm_message set state = $3, reason = $4, settled_at = $5 where tenant_id = $1 and id = $2 and state = 'pending'`, [tenantId, id, state, reason, now], tx);
    await this.rows(
      `update push_alarm as alarm set telling = case when round.sent then 'told' else 'undeliverable' end, telling_reason = case when round.sent then null else $4 end,
              due_at = case when not round.sent and alarm.state = 'open' then $5::timestamptz + $6 * interval '1 ms' end
         from (select bool_or(state = 'sent') as sent, bool_or(state = 'pending') as pending from push_alarm_message
                where tenant_id = $1 and alarm_id = $2 and created_at = (select created_at from push_alarm_message where tenant_id = $1 and id = $3)) as round
        where alarm.tenant_id = $1 and alarm.id = $2 and alarm.telling in ('sending', 'undeliverable') and (round.sent or not round.pending)`,
      [tenantId, alarmId, id, reason, now, COLLECTED_FOR_MS],
      tx,
    );
  }

  /** Removes some messages of before that have an end, and some alarms that were over before with all of theirs. @returns how many */
  async removeBefore(tenantId: string, before: Date, limit: number, tx: Tx): Promise<number> {
    const messages = await this.rows(
      `delete from push_alarm_message where tenant_id = $1 and id in (
         select old.id from push_alarm as alarm
          cross join lateral (select id from push_alarm_message as message where message.tenant_id = $1 and message.alarm_id = alarm.id
                               and message.created_at < $2 and message.state <> 'pending' limit $3) as old
          where alarm.tenant_id = $1 limit $3)
       returning id`,
      [tenantId, before, limit],
      tx,
    );
    const alarms = await this.rows(
      `delete from push_alarm where tenant_id = $1 and id in (
         select id from push_alarm where tenant_id = $1 and state = 'cleared' and last_at < $2 and telling not in ('pending', 'sending') limit $3 for update skip locked)
       returning id`,
      [tenantId, before, limit],
      tx,
    );
    return messages.length + alarms.length;
  }
}
