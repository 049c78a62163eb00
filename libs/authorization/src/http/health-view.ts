import type { AuthorizationHealthReport } from '../application/authorizations.service';
import type { HealthFacts } from '../domain/health';
import { describeFailure } from '../domain/remedy';
import type { AuthorizationHealthResponseDto, LastErrorDto } from './dto/health.dto';

function lastError(facts: HealthFacts): LastErrorDto | null {
  const { lastErrorAt: at, lastErrorApi: api, lastErrorFault: fault, lastErrcode: errcode, lastErrorSeenIp: seenIp } = facts;
  if (at === null || api === null || fault === null) return null;
  const { meaning, remedy, actor } = describeFailure(fault, errcode);
  return { at, api, errcode, fault, seenIp, meaning, remedy, actor };
}

export function healthView({ authorization, facts, checks, changes, undeliverableAlarms }: AuthorizationHealthReport): AuthorizationHealthResponseDto {
  const { id, state, seenIp, visibleRange } = authorization;
  return {
    authorizationId: id,
    state,
    checks: checks.map(({ name, status, advice }) => ({ name, status, meaning: advice?.meaning ?? null, remedy: advice?.remedy ?? null, actor: advice?.actor ?? null })),
    seenIp,
    visibleRange: { users: visibleRange.userIds.length, departments: visibleRange.departmentIds.length, tags: visibleRange.tagIds.length },
    lastCheckedAt: facts.lastCheckedAt,
    lastSentAt: facts.lastSentAt,
    lastCallbackAt: facts.lastCallbackAt,
    lastOpenedAt: facts.lastOpenedAt,
    disabledFrom: facts.useState === 'warned' ? facts.disabledFrom : null,
    tokenExpiresAt: facts.tokenExpiresAt,
    lastError: lastError(facts),
    changes,
    undeliverableAlarms,
  };
}
