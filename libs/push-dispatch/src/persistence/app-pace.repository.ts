import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { CallKey } from '#records';
import { FRESH_PACE, type AppPaceState } from '../domain/app-pace';

/** An app of a tenant. */
export interface AppKey {
  tenantId: string;
  /** Id of the authorization. */
  targetId: string;
}

/** What one decision let out: calls of one run, or a message about an alarm to these people. */
export interface Admission extends AppKey {
  number: number;
  runId: string | null;
  callIds: string[];
  people: string[];
}

export type PaceRow = AppKey & AppPaceState;

@Injectable()
export class AppPaceRepository extends SqlRepository {
  /** Keeps the apps from everybody else until the transaction ends. */
  async lock(apps: readonly AppKey[], tx: Tx): Promise<PaceRow[]> {
    const found = await this.select(apps, tx);
    if (found.length === apps.length) return found;
    await this.rows(
      `insert into push_app_pace (tenant_id, target_id, next_call_ms, day, person_times, used_up, admissions, lately, hours)
       select tenant_id, target_id, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb from unnest($1::text[], $2::uuid[]) as app(tenant_id, target_id) order by 1, 2
       on conflict do nothing`,
      [
        apps.map((app) => app.tenantId),
        apps.map((app) => app.targetId),
        FRESH_PACE.nextCallAt,
        FRESH_PACE.day,
        FRESH_PACE.personTimes,
        FRESH_PACE.usedUp,
        FRESH_PACE.admissions,
        JSON.stringify(FRESH_PACE.lately),
        JSON.stringify(FRESH_PACE.hours),
      ],
      tx,
    );
    return this.select(apps, tx);
  }

  private async select(apps: readonly AppKey[], tx: Tx): Promise<PaceRow[]> {
    return this.rows<PaceRow>(
      `select tenant_id as "tenantId", target_id as "targetId", next_call_ms as "nextCallAt", day, person_times as "personTimes", used_up as "usedUp",
              admissions::float8 as admissions, lately, hours
         from push_app_pace where (tenant_id, target_id) in (select * from unnest($1::text[], $2::uuid[])) order by tenant_id, target_id for update`,
      [apps.map((app) => app.tenantId), apps.map((app) => app.targetId)],
      tx,
    );
  }

  async write(apps: readonly PaceRow[], admissions: readonly Admission[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_app_pace as app set next_call_ms = now.next_call_ms, day = now.day, person_times = now.person_times, used_up = now.used_up,
              admissions = now.admissions, lately = now.lately, hours = now.hours
         from jsonb_to_recordset($1::jsonb) as now(tenant_id text, target_id uuid, next_call_ms float8, day text, person_times int, used_up boolean,
              admissions bigint, lately jsonb, hours jsonb)
        where app.tenant_id = now.tenant_id and app.target_id = now.target_id`,
      [
        JSON.stringify(
          apps.map((app) => ({
            tenant_id: app.tenantId,
            target_id: app.targetId,
            next_call_ms: app.nextCallAt,
            day: app.day,
            person_times: app.personTimes,
            used_up: app.usedUp,
            admissions: app.admissions,
            lately: app.lately,
            hours: app.hours,
          })),
        ),
      ],
      tx,
    );
    if (admissions.length === 0) return;
    await this.rows(
      `insert into push_admission (tenant_id, target_id, number, admitted_at, run_id, call_ids, people)
       select tenant_id, target_id, number, $1, run_id, call_ids, people
         from jsonb_to_recordset($2::jsonb) as admission(tenant_id text, target_id uuid, number bigint, run_id uuid, call_ids uuid[], people text[])`,
      [
        now,
        JSON.stringify(
          admissions.map((one) => ({ tenant_id: one.tenantId, target_id: one.targetId, number: one.number, run_id: one.runId, call_ids: one.callIds, people: one.people })),
        ),
      ],
      tx,
    );
  }

  /** Takes back messages to people that were counted and did not go out after all; those of a day that is over change nothing. */
  async giveBack({ tenantId, targetId }: AppKey, personTimes: number, day: string): Promise<void> {
    await this.rows(`update push_app_pace set person_times = greatest(0, person_times - $3) where tenant_id = $1 and target_id = $2 and day = $4`, [tenantId, targetId, personTimes, day]);
  }

  /** What was let out after an admission and this time, in order, at most so many. */
  async admissionsAfter({ tenantId, targetId }: AppKey, number: number, since: Date, most: number, tx: Tx): Promise<(Admission & { admittedAt: Date })[]> {
    return this.rows(
      `select tenant_id as "tenantId", target_id as "targetId", number::float8 as number, admitted_at as "admittedAt", run_id as "runId", call_ids as "callIds", people
         from push_admission where tenant_id = $1 and target_id = $2 and number > $3 and admitted_at > $4 order by number limit $5`,
      [tenantId, targetId, number, since, most],
      tx,
    );
  }

  /** Forgets admissions of before a time. */
  async forgetBefore(time: Date): Promise<void> {
    await this.rows(`delete from push_admission where admitted_at < $1`, [time]);
  }
}

export const callsOf = ({ tenantId, runId, callIds }: Admission): CallKey[] => (runId === null ? [] : callIds.map((id) => ({ tenantId, runId, id })));
