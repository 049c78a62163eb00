import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, systemActor, type ErasedPerson } from '#bi-host';
import { Clock, PushDatabase, type Tx } from '#kernel';
import { WAIT_MS, type Erasure } from '../domain/erasure';
import { ErasureRepository } from '../persistence/erasure.repository';
import { PERSON_AREAS, type PersonAreas } from './person-areas';

const SYSTEM = systemActor('erasure');

/** Takes the person out of one area after the other. Each step and the note of how far it came are one transaction: whoever dies is followed by another. */
@Injectable()
export class ErasureWorker {
  constructor(
    private readonly database: PushDatabase,
    private readonly erasures: ErasureRepository,
    @Inject(PERSON_AREAS) private readonly areas: PersonAreas,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** One step of one erasure. @returns whether there may be more */
  async workOnce(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const erasure = await this.erasures.claim(now, tx);
      if (!erasure) return false;
      // Nobody confirmed it in time.
      if (erasure.state === 'requested') await this.end(erasure, 'cancelled', now, tx);
      else await this.step(erasure, now, tx);
      return true;
    });
  }

  private async step(erasure: Erasure, now: Date, tx: Tx): Promise<void> {
    const at = Math.max(0, this.areas.findIndex(({ area }) => area === erasure.area));
    const area = this.areas[at];
    const { rows, position, waiting = false } = await area.erase(erasure as ErasedPerson, erasure.position, now, tx);
    const next = position === null ? this.areas[at + 1] : area;
    await this.erasures.note(erasure, { area: area.area, position, waiting, rows }, waiting ? new Date(now.getTime() + WAIT_MS) : now, tx);
    if (!next) await this.end(erasure, 'done', now, tx);
    else if (next !== area) await this.erasures.note(erasure, { area: next.area, position: null, waiting: false, rows: 0 }, now, tx);
  }

  private async end(erasure: Erasure, state: 'done' | 'cancelled', now: Date, tx: Tx): Promise<void> {
    await this.erasures.end(erasure, state, now, tx);
    const erased = (await this.erasures.find(erasure.tenantId, erasure.id, tx))?.erased;
    const verb = state === 'done' ? 'finish' : 'cancel';
    await this.audit.record(SYSTEM, { tenantId: erasure.tenantId, action: `erasure.${verb}`, subject: { type: 'erasure', id: erasure.id, name: erasure.pseudonym }, after: { state, erased } }, tx);
  }
}
