import { describeWecomError, type WecomFault } from '#wecom';
import type { Authorization, AuthorizationState, AuthorizationTrouble } from './authorization';
import { activity, licence, type AppUse } from './app-use';
import { remedyOf, type HealthAdvice } from './remedy';
import { TICKET_LIFE_MINUTES } from './suite';

/** In the order in which WeCom looks at a call: what comes after the first failure is not known. */
export const HEALTH_CHECKS = ['corp_id', 'secret', 'token', 'trusted_ip', 'agent_id', 'app_enabled', 'interface', 'visible_range', 'licence', 'activity', 'suite_ticket', 'callback'] as const;
export type HealthCheckName = (typeof HEALTH_CHECKS)[number];

/**
 * - `warning`: pushes go out, but something wants a look
 * - `unknown`: cannot be told before what failed is mended, or before the next call
 * - `not_configured`: works without it
 */
export const HEALTH_STATUSES = ['ok', 'warning', 'failed', 'unknown', 'not_configured'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export interface HealthCheck {
  name: HealthCheckName;
  status: HealthStatus;
  /** Set unless `status` is `ok`, where something can be said. */
  advice: HealthAdvice | null;
}

/** What was last seen of an authorization. Times at most a minute late. */
export interface HealthFacts extends AppUse {
  /** WeCom accepted a message. */
  lastSentAt: Date | null;
  /** WeCom answered for the app as it should, by a call that sends nothing. */
  lastCheckedAt: Date | null;
  lastCallbackAt: Date | null;
  lastErrorAt: Date | null;
  /** WeCom's own name of the call. */
  lastErrorApi: string | null;
  lastErrcode: number | null;
  lastErrorFault: WecomFault | null;
  lastErrorSeenIp: string | null;
  tokenExpiresAt: Date | null;
  callbackConfigured: boolean;
  /** When WeCom issued the newest ticket of the suite; null for none. */
  suiteTicketAt: Date | null;
}

/** One change of state; each is raised once. */
export interface AuthorizationChange {
  from: AuthorizationState;
  to: AuthorizationState;
  reason: AuthorizationTrouble | null;
  errcode: number | null;
  seenIp: string | null;
  changedAt: Date;
}

const FAILED_CHECK: Record<AuthorizationTrouble, HealthCheckName> = {
  corp_id_refused: 'corp_id',
  secret_refused: 'secret',
  token_refused: 'token',
  ip_not_trusted: 'trusted_ip',
  agent_mismatch: 'agent_id',
  app_disabled: 'app_enabled',
  corp_mismatch: 'corp_id',
  corp_claimed: 'corp_id',
  refused: 'interface',
};

/** How long a configured callback may be silent before that is worth a look, in days. */
const CALLBACK_SILENCE_DAYS = 7;
const STALE_TICKET = 40085;
const DAY_MS = 24 * 3600 * 1000;

const EMPTY_RANGE: HealthAdvice = {
  meaning: { 'zh-CN': '应用的可见范围为空，任何人都收不到消息', 'en-US': 'the visible range of the app is empty: nobody can be reached' },
  remedy: { 'zh-CN': '请企业微信管理员为应用设置可见范围。', 'en-US': 'Set the visible range of the app in the WeCom console.' },
  actor: 'corp_admin',
};
const SILENT_CALLBACK: HealthAdvice = {
  meaning: { 'zh-CN': '已配置回调，但最近没有收到企业微信的事件', 'en-US': 'a callback is configured, but WeCom has sent nothing of late' },
  remedy: {
    'zh-CN': '请核对企业微信管理后台中的回调地址、Token 和 EncodingAESKey；若确实没有事件发生，则无需处理。',
    'en-US': 'Compare the callback address, Token and EncodingAESKey in the WeCom console; nothing to do if nothing happened.',
  },
  actor: 'corp_admin',
};

/** A corp's own app needs no ticket and no licence; the callbacks of a suite are the provider's. */
const OF_SUITES: ReadonlySet<HealthCheckName> = new Set(['suite_ticket', 'licence']);
const OF_SELF_BUILT: ReadonlySet<HealthCheckName> = new Set(['callback']);

/** Whether an authorization works, by what is known; asks nobody. */
export function healthChecks(authorization: Authorization, facts: HealthFacts, now: Date): HealthCheck[] {
  const others = authorization.mode === 'self_built' ? OF_SUITES : OF_SELF_BUILT;
  const names = HEALTH_CHECKS.filter((name) => !others.has(name));
  return names.map((name) => ({ name, ...judge(name, authorization, facts, now) }));
}

export type Judgement = Omit<HealthCheck, 'name'>;
const OK: Judgement = { status: 'ok', advice: null };
const UNKNOWN: Judgement = { status: 'unknown', advice: null };

function judge(name: HealthCheckName, authorization: Authorization, facts: HealthFacts, now: Date): Judgement {
  const { state, stateReason, stateErrcode, visibleRange } = authorization;
  if (name === 'callback') return callback(facts, now);
  if (name === 'suite_ticket') return suiteTicket(facts, now);
  if (name === 'activity') return activity(facts, authorization.mode !== 'self_built' || facts.callbackConfigured);
  if (name === 'licence') return licence(authorization, facts, now);
  if (stateReason === null && (state === 'pending' || state === 'revoked')) return UNKNOWN;
  if (stateReason !== null) {
    const failed = FAILED_CHECK[stateReason];
    if (name === failed) return { status: 'failed', advice: remedyOf(stateReason, stateErrcode) ?? null };
    if (HEALTH_CHECKS.indexOf(name) > HEALTH_CHECKS.indexOf(failed)) return UNKNOWN;
  }
  if (name === 'token') return facts.tokenExpiresAt !== null && facts.tokenExpiresAt > now ? OK : UNKNOWN;
  const { userIds, departmentIds, tagIds } = visibleRange;
  if (name === 'visible_range' && userIds.length + departmentIds.length + tagIds.length === 0) return { status: 'warning', advice: EMPTY_RANGE };
  return OK;
}

function suiteTicket({ suiteTicketAt }: HealthFacts, now: Date): Judgement {
  const stale = suiteTicketAt === null || now.getTime() - suiteTicketAt.getTime() > TICKET_LIFE_MINUTES * 60_000;
  return stale ? { status: 'failed', advice: describeWecomError(STALE_TICKET) } : OK;
}

function callback({ callbackConfigured, lastCallbackAt }: HealthFacts, now: Date): Judgement {
  if (!callbackConfigured) return { status: 'not_configured', advice: null };
  const silent = lastCallbackAt === null || now.getTime() - lastCallbackAt.getTime() > CALLBACK_SILENCE_DAYS * DAY_MS;
  return silent ? { status: 'warning', advice: SILENT_CALLBACK } : OK;
}
