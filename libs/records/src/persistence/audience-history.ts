import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';

/** Runs that are looked through for people whom WeCom left out, the newest. */
const RUNS_LOOKED_AT = 100;

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
}
