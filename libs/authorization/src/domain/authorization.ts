import { stateMachine } from '#kernel';

/** Broken means that WeCom refuses us; the reason says why and so who can mend it. */
export const authorizationState = stateMachine('push_authorization', {
  pending: ['active', 'revoked'],
  active: ['broken', 'revoked'],
  broken: ['active', 'revoked'],
  revoked: [],
});
export type AuthorizationState = (typeof authorizationState.states)[number];

export const AUTHORIZATION_MODES = ['self_built', 'customized', 'third_party'] as const;
/**
 * - `self_built`: the corp's own app, known by CorpID, AgentId and Secret
 * - `customized` (代开发), `third_party`: an app of the provider who runs this system, authorized by a link
 */
export type AuthorizationMode = (typeof AUTHORIZATION_MODES)[number];

/** Whom the app may write to. Nodes, not people: a department stands for all below it. */
export interface VisibleRange {
  userIds: string[];
  departmentIds: number[];
  tagIds: number[];
}

/** A corp's permission for our app; its secret is not part of it. */
export interface Authorization {
  id: string;
  tenantId: string;
  /** As the administrator wrote it; {@link corpKeyOf} compares. */
  corpId: string;
  mode: AuthorizationMode;
  /** 0 while pending: only then is it not known. */
  agentId: number;
  /** Empty while pending. */
  agentName: string;
  agentLogoUrl: string | null;
  state: AuthorizationState;
  /** Why it is broken; of a pending one, why the last confirmation was not taken. */
  stateReason: AuthorizationTrouble | null;
  /** WeCom's code, when WeCom gave one. */
  stateErrcode: number | null;
  /** The address WeCom saw us come from when it refused it. */
  seenIp: string | null;
  visibleRange: VisibleRange;
  activatedAt: Date | null;
  createdAt: Date;
  /** Host user who authorized it. */
  createdBy: string;
  updatedAt: Date;
  version: number;
}

/** What others need to know to push through an authorization. */
export interface AuthorizedApp {
  id: string;
  tenantId: string;
  corpId: string;
  /** 0 while pending. */
  agentId: number;
  state: AuthorizationState;
  /** The app's name in WeCom. */
  name: string;
}

export const AUTHORIZATION_TROUBLES = [
  'secret_refused',
  'corp_id_refused',
  'ip_not_trusted',
  'app_disabled',
  'agent_mismatch',
  'token_refused',
  'corp_mismatch',
  'corp_claimed',
  'refused',
] as const;

/**
 * Why WeCom refuses us.
 * - `secret_refused`: wrong secret, or the app is disabled: WeCom gives one code for both
 * - `corp_id_refused`: WeCom knows no such corp
 * - `ip_not_trusted`: our address is not on the app's list of trusted IPs
 * - `app_disabled`: switched off, or barred from the interface
 * - `agent_mismatch`: the secret is of another app than the AgentId
 * - `token_refused`: even a fresh access token is refused
 * - `corp_mismatch`: another corp confirmed than the one whose CorpID was typed
 * - `corp_claimed`: the corp is authorized elsewhere in this system
 * - `refused`: another reason; the errcode tells
 */
export type AuthorizationTrouble = (typeof AUTHORIZATION_TROUBLES)[number];
