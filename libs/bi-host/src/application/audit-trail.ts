import { Injectable } from '@nestjs/common';
import { Clock, newId, type Tx } from '#kernel';
import type { AuditActor } from '../domain/actor';
import type { AuditEntry } from '../domain/audit-entry';
import { maskSecrets } from '../domain/mask-secrets';
import { AuditRepository } from '../persistence/audit.repository';

/** The audit log: who changed what, when and from where. Lines are only ever added; the database refuses all else. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly lines: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a line. Values under names such as `secret`, `token`, `password` or `…Key` are stored as `***`.
   * @param actor `caller.actor`, or {@link systemActor}
   * @param tx the transaction of the change, so that there is never one without the other
   */
  async record(actor: AuditActor, entry: AuditEntry, tx?: Tx): Promise<void> {
    await this.recordAll(actor, [entry], tx);
  }

  /** As {@link record}, many lines at once. */
  async recordAll(actor: AuditActor, entries: readonly AuditEntry[], tx?: Tx): Promise<void> {
    const at = this.clock.now();
    const lines = entries.map((entry) => ({ ...entry, id: newId(), at, actor, before: maskSecrets(entry.before), after: maskSecrets(entry.after) }));
    await this.lines.insert(lines, tx);
  }
}
