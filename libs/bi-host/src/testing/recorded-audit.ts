import type { AuditActor } from '../domain/actor';
import type { AuditEntry } from '../domain/audit-entry';
import { AuditTrail } from '../application/audit-trail';

/** An audit log in memory, for a test of a service without a database. Nothing is masked here. */
export class RecordedAudit extends AuditTrail {
  readonly entries: (AuditEntry & { actor: AuditActor })[] = [];

  constructor() {
    super(undefined as never, undefined as never);
  }

  override async recordAll(actor: AuditActor, entries: readonly AuditEntry[]): Promise<void> {
    this.entries.push(...entries.map((entry) => ({ ...entry, actor })));
  }
}
