import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';

/** Runs that are looked through for people whom WeCom left out, the newest. */
const RUNS_LOOKED_AT = 100;

/** The newest run of a task that had people. */
export interface LastRun {
  taskId: string;
  runId: string;
  /** Messages to people, each part of a message that came in several counted. */
  personTimes: number;
  /** Messages that one person got. */
  perPerson: number;
}

/** Sets of messages that go out within one minute or hour. Lists of one length each. */
export interface BusyBuckets {
  /** A past run stands for what a task sends in a bucket, so many times. */
  runs: { bucket: number; runId: string; times: number }[];
  /** A list of people does. */
  lists: { bucket: number; list: string; times: number }[];
  people: { list: string; hostUserId: string }[];
  /** Messages that one person may get in each bucket, by its number. */
  limits: number[];
}

export interface Busiest {
  bucket: number;
  /** Messages of who gets the most. */
  most: number;
  /** People who get more than the limit. */
  people: number;
}

/** The newest run of a task, by schedule or by hand, by way of its series: runs have no order by task, and of one that never ran all runs would be read. */
const newestRun = (taskId: string, which: string): string => `
  select run.* from push_series as series
   cross join lateral (
     select id, planned_at, total, skipped from push_run
      where tenant_id = $1 and series_id = series.id and ${which} order by planned_at desc, id desc limit 1) as run
   where series.tenant_id = $1 and series.task_id = ${taskId} and series.trigger in ('schedule', 'manual')
   order by run.planned_at desc, run.id desc limit 1`;

/** What earlier runs tell of the people of a push. */
@Injectable()
export class AudienceHistory extends SqlRepository {
  /**
   * Of these people, those whom WeCom last left out for lack of an interface licence: it tells of a licence only when it is sent to.
   * @param since runs planned before are not looked at
   */
  async unlicensed(tenantId: string, authorizationId: string, hostUserIds: readonly string[], since: Date): Promise<Set<string>> {
    if (hostUserIds.length === 0) return new Set();
    const rows = await this.rows<{ hostUserId: string }>(
      `with run as materialized (
         select id from push_run
          where tenant_id = $1 and planned_at >= $4 and rejected > 0 and spec->'channel'->>'authorizationId' = $2::text
          order by planned_at desc, id desc limit ${RUNS_LOOKED_AT}),
       missed as materialized (
         select distinct on (host_user_id) host_user_id, run_id from push_recipient
          where tenant_id = $1 and run_id in (select id from run) and state = 'rejected' and reason_code = 'UNLICENSED'
          order by host_user_id, run_id desc)
       select host_user_id as "hostUserId" from missed
        where host_user_id in (select unnest($3::text[]))
          and not exists (
            select 1 from push_recipient as later
              join push_call as call on call.tenant_id = $1 and call.run_id = later.run_id and call.id = later.call_id
             where later.tenant_id = $1 and later.host_user_id = missed.host_user_id and later.run_id > missed.run_id and later.state is null
               and call.target_id = $2::uuid and call.state = 'sent')`,
      [tenantId, authorizationId, [...hostUserIds], since],
    );
    return new Set(rows.map((row) => row.hostUserId));
  }

  /** Host users to whom the newest run of a task that reached anybody was sent. */
  async reachedLast(tenantId: string, taskId: string): Promise<string[]> {
    const rows = await this.rows<{ hostUserId: string }>(
      `select distinct host_user_id as "hostUserId" from push_recipient
        where tenant_id = $1 and call_id is not null
          and run_id = (select id from (${newestRun('$2', `state in ('sent', 'partly_sent')`)}) as run)`,
      [tenantId, taskId],
    );
    return rows.map(({ hostUserId }) => hostUserId);
  }

  /** One query for any number of tasks; tasks without such a run are absent. */
  async lastRuns(tenantId: string, taskIds: readonly string[]): Promise<LastRun[]> {
    if (taskIds.length === 0) return [];
    return this.rows<LastRun>(
      `select task.id as "taskId", run.id as "runId", run.total - run.skipped as "personTimes",
              (select greatest(1, ceil(count(*)::numeric / greatest(1, count(distinct content_key))))::int from push_message as message
                where message.tenant_id = $1 and message.run_id = run.id) as "perPerson"
         from unnest($2::uuid[]) as task(id)
        cross join lateral (${newestRun('task.id', 'total > skipped')}) as run`,
      [tenantId, [...taskIds]],
    );
  }

  /** Messages to people through an authorization in runs planned since then. */
  async personTimesSince(tenantId: string, authorizationId: string, since: Date): Promise<number> {
    const row = await this.row<{ count: number }>(
      `select coalesce(sum(total - skipped), 0)::int as count from push_run
        where tenant_id = $1 and planned_at >= $3 and total > skipped and spec->'channel'->>'authorizationId' = $2`,
      [tenantId, authorizationId, since],
    );
    return row?.count ?? 0;
  }

  /** Who gets how many messages in each bucket; one query. A bucket of which nobody is known is absent. */
  async busiest(tenantId: string, { runs, lists, people, limits }: BusyBuckets): Promise<Busiest[]> {
    return this.rows<Busiest>(
      `with message as (
         select planned.bucket, person.host_user_id as member, planned.times
           from unnest($2::int[], $3::uuid[], $4::int[]) as planned(bucket, run_id, times)
           join push_recipient as person on person.tenant_id = $1 and person.run_id = planned.run_id and person.call_id is not null
         union all
         select planned.bucket, named.member, planned.times
           from unnest($5::int[], $6::text[], $7::int[]) as planned(bucket, list, times)
           join unnest($8::text[], $9::text[]) as named(list, member) on named.list = planned.list)
       select bucket, max(messages)::int as most, (count(*) filter (where messages > ($10::int[])[bucket + 1]))::int as people
         from (select bucket, member, sum(times) as messages from message group by bucket, member) as each
        group by bucket`,
      [
        tenantId, runs.map((one) => one.bucket), runs.map((one) => one.runId), runs.map((one) => one.times),
        lists.map((one) => one.bucket), lists.map((one) => one.list), lists.map((one) => one.times),
        people.map((one) => one.list), people.map((one) => one.hostUserId), limits,
      ],
    );
  }
}
