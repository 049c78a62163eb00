import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { DayStatistics } from '../domain/statistics';

/** Tallies that one transaction adds to the sums, at most. */
const TALLIES_AT_ONCE = 5000;

const SUMS = ['runs', 'sent', 'partly_sent', 'failed', 'held', 'missed', 'cancelled', 'people_named', 'people_reached', 'people_rejected', 'people_skipped', 'people_expired', 'people_unknown', 'people_opened'];
const STATES = ['sent', 'partly_sent', 'failed', 'held', 'missed', 'cancelled'];

/** Sums of tallies, in the order of {@link SUMS}. */
const OF_TALLIES = `count(*), ${STATES.map((state) => `count(*) filter (where state = '${state}')`).join(', ')},
  sum(named), sum(reached), sum(rejected), sum(skipped), sum(expired), sum(unknown), 0`;
/** Each tally as a row of sums. */
const AS_SUMS = `1 as runs, ${STATES.map((state) => `(state = '${state}')::int as ${state}`).join(', ')},
  named as people_named, reached as people_reached, rejected as people_rejected, skipped as people_skipped, expired as people_expired, unknown as people_unknown, 0 as people_opened`;
/** The first open of a person as a row of sums. */
const OPENED = SUMS.map((sum) => `${sum === 'people_opened' ? 1 : 0} as ${sum}`).join(', ');

const camelCase = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const ADDED = SUMS.map((sum) => `sum(${sum})::float8 as "${camelCase(sum)}"`).join(', ');

/** Sums by day, of tasks and of projects. */
@Injectable()
export class StatisticsRepository extends SqlRepository {
  /**
   * Adds tallies of ended runs to the sums; each is taken away in the transaction that adds it, so that none counts twice. One process at a time.
   * @returns whether there may be more
   */
  async addTallies(tx: Tx): Promise<boolean> {
    const lock = await this.row<{ mine: boolean }>(`select pg_try_advisory_xact_lock(7316200421) as mine`, [], tx);
    if (!lock?.mine) return false;
    const row = await this.row<{ count: number }>(
      `with taken as (
         delete from push_run_tally where (tenant_id, run_id) in (select tenant_id, run_id from push_run_tally limit ${TALLIES_AT_ONCE}) returning *),
       of_tasks as (
         insert into push_task_day as kept (tenant_id, task_id, day, project_id, ${SUMS.join(', ')})
         select tenant_id, task_id, day, project_id, ${OF_TALLIES} from taken group by 1, 2, 3, 4
         on conflict (tenant_id, task_id, day, project_id) do update set ${SUMS.map((sum) => `${sum} = kept.${sum} + excluded.${sum}`).join(', ')}),
       of_projects as (
         insert into push_project_day as kept (tenant_id, project_id, day, ${SUMS.join(', ')})
         select tenant_id, project_id, day, ${OF_TALLIES} from taken group by 1, 2, 3
         on conflict (tenant_id, project_id, day) do update set ${SUMS.map((sum) => `${sum} = kept.${sum} + excluded.${sum}`).join(', ')})
       select count(*)::int as count from taken`,
      [],
      tx,
    );
    const opened = await this.addOpened(tx);
    return row?.count === TALLIES_AT_ONCE || opened === TALLIES_AT_ONCE;
  }

  private async addOpened(tx: Tx): Promise<number> {
    const row = await this.row<{ count: number }>(
      `with taken as (
         delete from push_open_tally where (tenant_id, id) in (select tenant_id, id from push_open_tally limit ${TALLIES_AT_ONCE}) returning *),
       of_tasks as (
         insert into push_task_day as kept (tenant_id, task_id, day, project_id, people_opened) select tenant_id, task_id, day, project_id, count(*) from taken group by 1, 2, 3, 4
         on conflict (tenant_id, task_id, day, project_id) do update set people_opened = kept.people_opened + excluded.people_opened),
       of_projects as (
         insert into push_project_day as kept (tenant_id, project_id, day, people_opened) select tenant_id, project_id, day, count(*) from taken group by 1, 2, 3
         on conflict (tenant_id, project_id, day) do update set people_opened = kept.people_opened + excluded.people_opened)
       select count(*)::int as count from taken`,
      [],
      tx,
    );
    return row?.count ?? 0;
  }

  /** Days with runs, the latest first; tallies not yet added count as well. @param projectIds undefined means all */
  async ofProjects(tenantId: string, projectIds: readonly string[] | undefined, from: string, to: string): Promise<DayStatistics[]> {
    return this.days('push_project_day', `tenant_id = $1 and ($2::text[] is null or project_id = any($2))`, [tenantId, projectIds ?? null, from, to]);
  }

  async ofTask(tenantId: string, taskId: string, from: string, to: string): Promise<DayStatistics[]> {
    return this.days('push_task_day', `tenant_id = $1 and task_id = $2::uuid`, [tenantId, taskId, from, to]);
  }

  private async days(table: string, condition: string, parameters: unknown[]): Promise<DayStatistics[]> {
    // One statement sees the sums and the tallies as of one moment.
    return this.rows<DayStatistics>(
      `select day::text as day, ${ADDED} from (
         select day, ${SUMS.join(', ')} from ${table} where ${condition} and day between $3::date and $4::date
         union all select day, ${AS_SUMS} from push_run_tally where ${condition} and day between $3::date and $4::date
         union all select day, ${OPENED} from push_open_tally where ${condition} and day between $3::date and $4::date
       ) as kept group by 1 order by 1 desc`,
      parameters,
    );
  }
}
