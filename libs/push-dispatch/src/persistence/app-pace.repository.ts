import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import { FRESH_PACE, type AppPaceState } from '../domain/app-pace';

/** An app of a tenant. */
export interface AppKey {
  tenantId: string;
  /** Id of the authorization. */
  targetId: string;
}

/** What one decision let out of an app: to whom, by {@link memberKey}, each as often as it goes to him. */
export interface Admission extends AppKey {
  number: number;
  people: Uint32Array;
}

export type PaceRow = AppKey & AppPaceState;

const PACE_COLUMNS = `tenant_id as "tenantId", target_id as "targetId", next_call_ms as "nextCallAt", day, person_times as "personTimes", used_up as "usedUp",
              admissions::float8 as admissions, lately, hours`;

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

  async find({ tenantId, targetId }: AppKey): Promise<PaceRow | undefined> {
    return this.row<PaceRow>(`select ${PACE_COLUMNS} from push_app_pace where tenant_id = $1 and target_id = $2`, [tenantId, targetId]);
  }

  private async select(apps: readonly AppKey[], tx: Tx): Promise<PaceRow[]> {
    return this.rows<PaceRow>(
      `select ${PACE_COLUMNS}
         from push_app_pace where (tenant_id, target_id) in (select * from unnest($1::text[], $2::uuid[])) order by tenant_id, target_id for update`,
      [apps.map((app) => app.tenantId), apps.map((app) => app.targetId)],
      tx,
    );
  }

  async write(apps: readonly PaceRow[], admissions: readonly Admission[], now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `with pace as (
         update push_app_pace as app set next_call_ms = now.next_call_ms, day = now.day, person_times = now.person_times, used_up = now.used_up,
                admissions = now.admissions, lately = now.lately, hours = now.hours
           from jsonb_to_recordset($1::jsonb) as now(tenant_id text, target_id uuid, next_call_ms float8, day text, person_times int, used_up boolean,
                admissions bigint, lately jsonb, hours jsonb)
          where app.tenant_id = now.tenant_id and app.target_id = now.target_id)
       insert into push_admission (tenant_id, target_id, number, admitted_at, people)
       select tenant_id, target_id, number, $2, people from unnest($3::text[], $4::uuid[], $5::bigint[], $6::bytea[]) as admission(tenant_id, target_id, number, people)`,
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
        now,
        admissions.map((one) => one.tenantId),
        admissions.map((one) => one.targetId),
        admissions.map((one) => one.number),
        admissions.map(({ people }) => Buffer.from(people.buffer, people.byteOffset, people.byteLength)),
      ],
      tx,
    );
  }

  /** Takes back messages to people that were counted and did not go out after all; those of a day that is over change nothing. */
  async giveBack({ tenantId, targetId }: AppKey, personTimes: number, day: string): Promise<void> {
    await this.rows(`update push_app_pace set person_times = greatest(0, person_times - $3) where tenant_id = $1 and target_id = $2 and day = $4`, [tenantId, targetId, personTimes, day]);
  }

  /** What was let out after an admission and this time, in order, at most so many. */
  async admissionsAfter({ tenantId, targetId }: AppKey, number: number, since: Date, most: number, tx: Tx): Promise<{ number: number; admittedAt: Date; people: Uint32Array }[]> {
    const rows = await this.rows<{ number: number; admittedAt: Date; people: Buffer }>(
      `select number::float8 as number, admitted_at as "admittedAt", people
         from push_admission where tenant_id = $1 and target_id = $2 and number > $3 and admitted_at > $4 order by number limit $5`,
      [tenantId, targetId, number, since, most],
      tx,
    );
    // A copy, since numbers of four bytes must stand at a multiple of four.
    return rows.map((row) => ({ ...row, people: new Uint32Array(new Uint8Array(row.people).buffer) }));
  }

  /** Forgets admissions of before a time. */
  async forgetBefore(time: Date): Promise<void> {
    await this.rows(`delete from push_admission where admitted_at < $1`, [time]);
  }
}
