import type { AuthorizationMode, AuthorizationState, AuthorizationTrouble } from './authorization';

/** Everything that a call through an authorization needs, read at one moment. Never leaves this lib. */
export interface AppAccess {
  id: string;
  tenantId: string;
  corpId: string;
  mode: AuthorizationMode;
  suiteId: string | null;
  /** As the provider knows the corp; null for a corp's own app. */
  openCorpId: string | null;
  agentId: number;
  agentName: string;
  state: AuthorizationState;
  stateReason: AuthorizationTrouble | null;
  stateErrcode: number | null;
  secretSealed: string | null;
  tokenSealed: string | null;
  tokenExpiresAt: Date | null;
  renewAfter: Date;
  renewLockUntil: Date | null;
  lastSentAt: Date | null;
  lastErrorAt: Date | null;
  lastErrcode: number | null;
  lastUnlicensedAt: Date | null;
}

/** A token as it is used, with the stored text that tells it from the next one. */
export interface AccessToken {
  token: string;
  sealed: string;
}

export const secretContext = (authorizationId: string): string => `push_authorization.secret:${authorizationId}`;
/** @param holder the authorization's id, `suite:…` or `provider:…` */
export const tokenContext = (holder: string): string => `push_access_token.token:${holder}`;
