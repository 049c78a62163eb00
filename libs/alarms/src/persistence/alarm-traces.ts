import { Injectable } from '@nestjs/common';
import { accountKeys, doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

/** Alarms about the person, and messages that told him of others. */
@Injectable()
export class AlarmTraces extends PersonTraces {
  readonly area = 'alarms';

  async erase(person: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    const { tenantId, hostUserId, pseudonym } = person;
    const about = await this.changed(
      `with gone as (
         delete from push_alarm where tenant_id = $1 and subject_type = 'task_owner'
            and (subject_id = $2 or starts_with(subject_id, $2 || '/') or right(subject_id, length($2) + 1) = '/' || $2) returning 1)
       select count(*)::int as rows from gone`,
      [tenantId, hostUserId],
      tx,
    );
    const owned = await this.changed(
      `with changed as (update push_alarm set owner_user_id = $3 where tenant_id = $1 and owner_user_id = $2 returning 1) select count(*)::int as rows from changed`,
      [tenantId, hostUserId, pseudonym],
      tx,
    );
    const told = await this.row<{ rows: number; waiting: boolean }>(
      `with named as (
         select id, state from push_alarm_message
          where tenant_id = $1 and push_mentions(body, '"' || $2 || '"', $3)
            and string_to_array(lower(body::jsonb->>'touser'), '|') && $3::text[]),
       gone as (delete from push_alarm_message where tenant_id = $1 and id in (select id from named where state <> 'pending') returning 1)
       select (select count(*)::int from gone) as rows, exists (select from named where state = 'pending') as waiting`,
      [tenantId, hostUserId, accountKeys(person)],
      tx,
    );
    if (told?.waiting) return { rows: about + owned + told.rows, position: 'messages', waiting: true };
    return doneWith(about + owned + (told?.rows ?? 0));
  }
}
