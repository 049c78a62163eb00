import { WecomError, type WecomFault } from '#wecom';
import { StubWecomTransport } from '#wecom/testing';

export const TEST_CORP = { corpId: 'ww1234567890abcdef', agentId: 1_000_002, secret: 'the-secret-of-the-report-app-0123456789abcd' };

/** A WeCom whose gettoken gives `token-1`, `token-2` and so on for two hours each, and whose agent/get shows 经营报表. */
export function stubCorp(wecom: StubWecomTransport = new StubWecomTransport()): StubWecomTransport {
  let tokens = 0;
  return wecom
    .answer('gettoken', () => ({ access_token: `token-${++tokens}`, expires_in: 7200 }))
    .answer('agent/get', {
      agentid: TEST_CORP.agentId,
      name: '经营报表',
      square_logo_url: 'https://example.com/logo.png',
      allow_userinfos: { user: [{ userid: 'ZhangWei' }] },
      allow_partys: { partyid: [1] },
      allow_tags: { tagid: [] },
      close: 0,
    });
}

/** A refusal as the transport throws it. */
export function refusal(api: string, errcode: number, fault: WecomFault, seenIp?: string): WecomError {
  return new WecomError(`WeCom errcode ${errcode}`, { api, errcode, fault, ...(seenIp && { seenIp }) });
}
