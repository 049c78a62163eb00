import type { Platform } from '../domain/platform';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall } from './api-call';

const HOUR_MS = 3_600_000;

/** gettoken for self-built and customised apps and for the contact-sync helper (sheet, 1.1). */
export function tokenCalls(platform: Platform): ApiCall[] {
  /** @throws WecomError 40013, 40091, 40001 */
  function ownerOf(corpId: string, secret: string): Parameters<Platform['tokens']['issue']>[0] {
    const direct = platform.corp(corpId);
    // Customised apps give the corpid they know, which is an encrypted one.
    const corp = direct ?? [...platform.corps.values()].find((candidate) => [...candidate.apps.values()].some((app) => app.visibleCorpId === corpId));
    if (!corp) throw new WecomError(40013);
    if (direct && secret === corp.contactSecret) return { kind: 'contacts', corpId: corp.corpId };
    for (const app of corp.apps.values()) {
      if (app.data.secret !== secret || app.data.kind === 'third_party') continue;
      if (!app.data.enabled) throw new WecomError(40001, 'app disabled');
      return { kind: 'app', corpId: corp.corpId, agentId: app.agentId };
    }
    for (const other of platform.corps.values()) {
      if (other !== corp && [...other.apps.values()].some((app) => app.data.secret === secret)) throw new WecomError(40091);
    }
    throw new WecomError(40001);
  }

  return [
    {
      method: 'GET',
      path: 'gettoken',
      tokens: [],
      section: '1.1',
      fidelity: 'imitated',
      summary: { zh: '获取 access_token', en: 'Access token of an app' },
      about: ({ query }) => {
        const corp = platform.corp(query['corpid'] ?? '');
        const app = [...(corp?.apps.values() ?? [])].find((candidate) => candidate.data.secret === query['corpsecret']);
        return { corpId: corp?.corpId ?? query['corpid'] ?? null, agentId: app?.agentId ?? null };
      },
      handle: ({ query, ip }) => {
        if (!query['corpid']) throw new WecomError(41002);
        if (!query['corpsecret']) throw new WecomError(41004);
        platform.frequency.assertOpen(`wrong secret ${ip}`);
        try {
          const { token, expiresIn } = platform.tokens.issue(ownerOf(query['corpid'], query['corpsecret']), platform.limits.tokenTtlSeconds);
          return { access_token: token, expires_in: expiresIn };
        } catch (error) {
          // A few thousand wrong secrets close gettoken for everybody behind this address.
          if (error instanceof WecomError) platform.frequency.countFailure(`wrong secret ${ip}`, platform.limits.wrongSecretsPerHour, 'hour', HOUR_MS);
          throw error;
        }
      },
    },
  ];
}
