import type { ActorKind, AuditActor } from './actor';

/** One change, as whoever made it tells it to the audit log. */
export interface AuditEntry {
  tenantId: string;
  /** Subject and verb, such as `authorization.create`; at most 64 characters. */
  action: string;
  /** What was changed. `type` is the part of the action before the point, `id` is lasting, `name` is what it was called then. */
  subject: { type: string; id: string; name?: string };
  /** JSON of what was there; of a change only what differs (`auditDifference`). Absent for what is new. */
  before?: unknown;
  /** JSON of what is there now. Absent for what is gone. */
  after?: unknown;
}

/** A line of the audit log. */
export interface AuditRow {
  id: string;
  at: Date;
  actorKind: ActorKind;
  actorId: string;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string;
  subjectName: string | null;
  before: unknown;
  after: unknown;
  remoteAddress: string | null;
  requestId: string | null;
}

/** A new line: what is not known is left out. */
export interface NewAuditRow extends AuditEntry {
  id: string;
  at: Date;
  actor: AuditActor;
}
