import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';
import type { ErasedPerson, ErasingStep } from '../domain/erased-person';
import { accountKeys, PersonTraces } from '../ports/person-traces.port';

const LINES_AT_ONCE = 2000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Subjects of the audit log that are a person. */
const PERSONS = ['binding', 'task_owner'];

/** In the audit log who did something, and who it was about; the line itself stays. */
@Injectable()
export class AuditTraces extends PersonTraces {
  readonly area = 'audit';

  async erase(person: ErasedPerson, position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    const { tenantId, hostUserId, names, pseudonym } = person;
    await this.mayChangeWhatIsOver(tx);
    const row = await this.row<{ last: string | null; rows: number }>(
      `with looked_at as materialized (select id from push_audit where tenant_id = $1 and id > $2 order by id limit ${LINES_AT_ONCE}),
       changed as (
         update push_audit as line set
                actor_id = case when actor_kind = 'user' and actor_id = $3 then $6 else actor_id end,
                actor_name = case when actor_kind = 'user' and actor_id = $3 then '' else actor_name end,
                remote_address = case when actor_kind = 'user' and actor_id = $3 then null else remote_address end,
                subject_id = case when subject_type = any($7) and subject_id = $3 then $6 else subject_id end,
                subject_name = case when subject_type = any($7) and subject_id = $3 then '' else subject_name end,
                before = push_erase_json(before, $3, $4, $5, $6), after = push_erase_json(after, $3, $4, $5, $6)
           from looked_at
          where line.tenant_id = $1 and line.id = looked_at.id
            and ((actor_kind = 'user' and actor_id = $3) or (subject_type = any($7) and subject_id = $3) or push_mentions(concat(before, after), $3, $4))
         returning 1)
       select (select id from looked_at order by id desc limit 1) as last, (select count(*)::int from changed) as rows`,
      [tenantId, position ?? FIRST_ID, hostUserId, accountKeys(person), names, pseudonym, PERSONS],
      tx,
    );
    return { rows: row?.rows ?? 0, position: row?.last ?? null };
  }
}
