export const ACTOR_KINDS = ['user', 'api_key', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Where a request came from, as far as the process that took it can tell. */
export interface RequestOrigin {
  /** Address of the caller; that of the last proxy, unless the app was told to trust proxies. */
  remoteAddress?: string;
  /** The same as in the logs. */
  requestId?: string;
}

/** Who did something that the audit log keeps. */
export interface AuditActor extends RequestOrigin {
  kind: ActorKind;
  /** Host user id, id of the API key, or the part of the system, such as `reconciliation`. */
  id: string;
  name: string;
}

/** The system itself, where no person asked: a timer, a callback of WeCom. @param part such as `reconciliation` or `wecom-callback` */
export const systemActor = (part: string): AuditActor => ({ kind: 'system', id: part, name: part });
