import { TestClock } from '#kernel/testing';
import { CONTRACT_EXAMPLES } from '../contract/examples';
import { json, LoopbackHost, LOOPBACK_SECRET } from '../testing/loopback-host';
import { HostHttpClient } from './host-http.client';
import { HttpHostNotices } from './http-host-notices';

describe('HttpHostNotices', () => {
  const clock = new TestClock();
  const { notice } = CONTRACT_EXAMPLES;
  let host: LoopbackHost;
  let client: HostHttpClient;
  let notices: HttpHostNotices;

  beforeEach(async () => {
    host = await LoopbackHost.start(() => clock.now());
    const access = { issuer: 'i', audience: 'a', key: { algorithm: 'HS256', secret: LOOPBACK_SECRET } } as const;
    client = new HostHttpClient({ baseUrl: host.url, secret: LOOPBACK_SECRET, access }, clock);
    notices = new HttpHostNotices(client);
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await host.stop();
  });

  it('passes notices on, and says which the host did not take', async () => {
    host.answer = json({ refused: [{ userId: 'u1', reason: '已离职' }] });
    expect(await notices.notify('t1', [notice])).toEqual([{ userId: 'u1', reason: '已离职' }]);
    expect(host.requests).toMatchObject([{ method: 'POST', target: '/bi/v1/notices', tenantId: 't1', body: { notices: [notice] } }]);
  });

  it.each([404, 405, 501])('takes HTTP %i for a host without a channel', async (status) => {
    host.answer = json({ code: 'NOT_FOUND' }, status);
    await expect(notices.notify('t1', [notice])).rejects.toMatchObject({ code: 'HOST_GIVES_NO_CHANNEL' });
  });

  it('does not take any other failure for that', async () => {
    host.answer = json({ code: 'DOWN' }, 503);
    await expect(notices.notify('t1', [notice])).rejects.toMatchObject({ code: 'HOST_UNAVAILABLE' });
  });
});
