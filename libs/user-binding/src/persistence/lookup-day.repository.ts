import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { LookupKind } from '../domain/binding-batch';

/** Wrong look-ups of a corp by natural day. */
@Injectable()
export class LookupDayRepository extends SqlRepository {
  /** @param since the first day that counts, as `2026-03-02` */
  async wrongSince(tenantId: string, corpId: string, since: string): Promise<Record<LookupKind, number>> {
    const rows = await this.rows<{ kind: LookupKind; wrong: number }>(
      'select kind, sum(wrong)::int as wrong from push_binding_lookup_day where tenant_id = $1 and corp_id = $2 and day >= $3::date group by kind',
      [tenantId, corpId, since],
    );
    return { email: 0, mobile: 0, ...Object.fromEntries(rows.map(({ kind, wrong }) => [kind, wrong])) };
  }

  async add(tenantId: string, corpId: string, day: string, wrong: Record<LookupKind, number>, tx: Tx): Promise<void> {
    const kinds = Object.entries(wrong).filter(([, count]) => count > 0);
    if (kinds.length === 0) return;
    await this.rows(
      `insert into push_binding_lookup_day (tenant_id, corp_id, kind, day, wrong)
       select $1, $2, given.kind, $3::date, given.wrong from unnest($4::text[], $5::int[]) as given(kind, wrong)
       on conflict on constraint pk_push_binding_lookup_day do update set wrong = push_binding_lookup_day.wrong + excluded.wrong`,
      [tenantId, corpId, day, kinds.map(([kind]) => kind), kinds.map(([, count]) => count)],
      tx,
    );
  }
}
