import type { AuditActor } from '#bi-host';

/** Who authorizes, and for which tenant: the `Caller` of a request is one. */
export interface Administrator {
  tenantId: string;
  userId: string;
  /** Default: the user by his id. */
  actor?: AuditActor;
}

export const actorOf = ({ userId, actor }: Administrator): AuditActor => actor ?? { kind: 'user', id: userId, name: userId };
