import { Injectable } from '@nestjs/common';
import { newId, SqlRepository, type Tx } from '#kernel';
import { COLLECTED_FOR_MS, type AlarmKey, type NewAlarm, type PushAlarm, type PushAlarmState } from '../domain/alarm';

export interface AlarmFilter {
  tenantId: string;
  /** Only those of these projects; undefined means all, those of no project too. */
  projectIds?: readonly string[];
  state?: PushAlarmState;
}

export interface AlarmPosition {
  open: boolean;
  at: Date;
  id: string;
}

export const ALARM = `id, tenant_id as "tenantId", cause, subject_type as "subjectType", subject_id as "subjectId", subject_name as "subjectName", audience,
  project_id as "projectId", owner_user_id as "ownerUserId", authorization_id as "authorizationId", language, text, remedy, path, state, count,
  opened_at as "openedAt", last_at as "lastAt", cleared_at as "clearedAt", telling, telling_reason as "tellingReason", told_at as "toldAt"`;

const RANK = `(case state when 'open' then 1 else 0 end)`;

@Injectable()
export class AlarmRepository extends SqlRepository {
  /** Opens an alarm, or counts one more; sets when somebody must be told: at once, or when the last message is old enough. */
  async raise(alarm: NewAlarm, now: Date, tx: Tx): Promise<void> {
    const { audience, subject } = alarm;
    await this.rows(
      `insert into push_alarm (tenant_id, id, cause, subject_type, subject_id, subject_name, audience, project_id, owner_user_id, authorization_id,
                               language, text, remedy, path, tell_recovery, state, count, opened_at, last_at, telling, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open', 1, $16, $16, 'pending', $16)
       on conflict on constraint uq_push_alarm_cause do update
          set subject_name = excluded.subject_name, audience = excluded.audience, project_id = excluded.project_id, owner_user_id = excluded.owner_user_id,
              authorization_id = excluded.authorization_id, language = excluded.language, text = excluded.text, remedy = excluded.remedy,
              path = excluded.path, tell_recovery = excluded.tell_recovery, last_at = excluded.last_at, state = 'open', cleared_at = null,
              count = case when push_alarm.state = 'open' then push_alarm.count + 1 else 1 end,
              opened_at = case when push_alarm.state = 'open' then push_alarm.opened_at else excluded.opened_at end,
              telling = 'pending',
              due_at = greatest(excluded.due_at, push_alarm.told_at + $17 * interval '1 ms')`,
      [
        alarm.tenantId, newId(), alarm.cause, subject.type, subject.id, subject.name, audience.kind,
        audience.kind === 'owner' ? audience.projectId : null, audience.kind === 'owner' ? audience.userId : null, alarm.authorizationId ?? null,
        alarm.language, alarm.text, alarm.remedy, alarm.path, alarm.tellRecovery ?? true, now, COLLECTED_FOR_MS,
      ],
      tx,
    );
  }

  /** Whoever was told of the alarm is told that it is over; whoever was not, need not hear of it. */
  async clear(alarms: readonly AlarmKey[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_alarm set state = 'cleared', cleared_at = $1::timestamptz,
              telling = case when tell_recovery and told_at >= opened_at then 'pending' when told_at >= opened_at then telling else 'none' end,
              due_at = case when tell_recovery and told_at >= opened_at then $1::timestamptz end
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as over(tenant, code, kind, thing)
        where tenant_id = over.tenant and cause = over.code and subject_type = over.kind and subject_id = over.thing and state = 'open'`,
      [
        now,
        alarms.map((alarm) => alarm.tenantId),
        alarms.map((alarm) => alarm.cause),
        alarms.map(({ subject }) => subject.type),
        alarms.map(({ subject }) => subject.id),
      ],
      tx,
    );
  }

  /** Ends all alarms of these subjects; nobody is told. */
  async dismiss(tenantId: string, subjectType: string, subjectIds: readonly string[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_alarm set state = 'cleared', cleared_at = $4, due_at = null, telling = case telling when 'pending' then 'none' else telling end
        where tenant_id = $1 and subject_type = $2 and subject_id = any($3) and state = 'open'`,
      [tenantId, subjectType, subjectIds, now],
      tx,
    );
  }

  async expire(tenantId: string, cause: string, before: Date, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_alarm set state = 'cleared', cleared_at = $4 where tenant_id = $1 and cause = $2 and state = 'open' and last_at < $3 and due_at is null`,
      [tenantId, cause, before, now],
      tx,
    );
  }

  async countUndeliverable(tenantId: string): Promise<number> {
    const row = await this.row<{ count: number }>(`select count(*)::int as count from push_alarm where tenant_id = $1 and state = 'open' and telling = 'undeliverable'`, [tenantId]);
    return row?.count ?? 0;
  }

  /** Open ones first, then the newest. */
  async list({ tenantId, projectIds, state }: AlarmFilter, after: AlarmPosition | undefined, limit: number): Promise<PushAlarm[]> {
    return this.rows<PushAlarm>(
      `select ${ALARM} from push_alarm
        where tenant_id = $1 and ($2::text[] is null or project_id = any($2)) and ($3::text is null or state = $3)
          and ($4::int is null or (${RANK}, last_at, id) < ($4, $5::timestamptz, $6::uuid))
        order by ${RANK} desc, last_at desc, id desc limit $7`,
      [tenantId, projectIds ?? null, state ?? null, after ? Number(after.open) : null, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}
