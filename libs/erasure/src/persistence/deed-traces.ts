import { Injectable } from '@nestjs/common';
import { doneWith, PersonTraces, type ErasedPerson, type ErasingStep } from '#bi-host';
import type { Tx } from '#kernel';

/** Who made, changed, bound or confirmed something, in all tables. */
@Injectable()
export class DeedTraces extends PersonTraces {
  readonly area = 'deeds';

  async erase({ tenantId, hostUserId, pseudonym }: ErasedPerson, _position: string | null, _now: Date, tx: Tx): Promise<ErasingStep> {
    return doneWith(await this.changed(`select push_erase_deeds($1, $2, $3) as rows`, [tenantId, hostUserId, pseudonym], tx));
  }
}
