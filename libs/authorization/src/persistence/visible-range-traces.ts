import { Injectable } from '@nestjs/common';
import { accountKeys, doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

/** Accounts that WeCom named as those who see the app. It names them anew while they are in its visible range. */
@Injectable()
export class VisibleRangeTraces extends PersonTraces {
  readonly area = 'authorizations';

  async erase(person: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    return doneWith(
      await this.changed(
        `with changed as (
           update push_authorization set visible_range = jsonb_set(visible_range, '{userIds}', coalesce(
                    (select jsonb_agg(account) from jsonb_array_elements_text(visible_range->'userIds') as account where lower(account) <> all ($2)), '[]'))
            where tenant_id = $1 and exists (select from jsonb_array_elements_text(visible_range->'userIds') as account where lower(account) = any ($2)) returning 1)
         select count(*)::int as rows from changed`,
        [person.tenantId, accountKeys(person)],
        tx,
      ),
    );
  }
}
