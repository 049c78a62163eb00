import type { AuthorizationState, AuthorizationTrouble } from './authorization';

/** Everything that a call through an authorization needs, read at one moment. Never leaves this lib. */
export interface AppAccess {
  id: string;
  tenantId: string;
  corpId: string;
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
}

/** A token as it is used, with the stored text that tells it from the next one. */
export interface AccessToken {
  token: string;
  sealed: string;
}

export const secretContext = (authorizationId: string): string => `push_authorization.secret:${authorizationId}`;
export const tokenContext = (authorizationId: string): string => `push_access_token.token:${authorizationId}`;
