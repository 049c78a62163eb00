import type { Authorization } from './authorization';
import { healthChecks, type HealthFacts } from './health';

const NOW = new Date('2026-05-20T00:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 24 * 3_600_000);

function authorizationOf(mode: Authorization['mode'], activatedAt: Date | null): Authorization {
  const visibleRange = { userIds: [], departmentIds: [1], tagIds: [] };
  return {
    id: 'a', tenantId: 't', corpId: 'ww1', mode, agentId: 1, agentName: '报表', agentLogoUrl: null, state: 'active', stateReason: null, stateErrcode: null, seenIp: null,
    visibleRange, activatedAt, createdAt: NOW, createdBy: 'u1', updatedAt: NOW, version: 1,
  };
}

const FACTS: HealthFacts = {
  lastSentAt: null, lastCheckedAt: null, lastCallbackAt: null, lastErrorAt: null, lastErrorApi: null, lastErrcode: null, lastErrorFault: null, lastErrorSeenIp: null,
  tokenExpiresAt: null, callbackConfigured: false, suiteTicketAt: NOW, lastOpenedAt: null, lastUnlicensedAt: null, useState: null, disabledFrom: null,
};

const licence = (mode: Authorization['mode'], activatedAt: Date | null, lastUnlicensedAt: Date | null = null) =>
  healthChecks(authorizationOf(mode, activatedAt), { ...FACTS, lastUnlicensedAt }, NOW).find(({ name }) => name === 'licence');

describe('the interface licence in the health of an authorization', () => {
  it("is nothing a corp's own app needs", () => {
    expect(licence('self_built', daysAgo(1))).toBeUndefined();
  });

  it.each([
    [1, 'ok'],
    [75, 'ok'],
    [77, 'warning'],
    [90, 'warning'],
    [91, 'ok'],
  ])('%i days after the installation is %s: 90 are free', (days, status) => {
    expect(licence('customized', daysAgo(days))?.status).toBe(status);
  });

  it('is a warning for a week after somebody received nothing for lack of one, with who can mend it', () => {
    expect(licence('third_party', daysAgo(200), daysAgo(6))).toMatchObject({ status: 'warning', advice: { actor: 'provider' } });
    expect(licence('third_party', daysAgo(200), daysAgo(8))).toMatchObject({ status: 'ok', advice: null });
  });
});
