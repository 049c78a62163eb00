import { once } from 'node:events';
import { z } from 'zod';
import { TestClock } from '#kernel/testing';
import { HostUnavailableError, WrongCredentialsError } from '../domain/bi-host.errors';
import { json, LoopbackHost, LOOPBACK_SECRET, type Answer } from '../testing/loopback-host';
import { HostHttpClient, type HostCall } from './host-http.client';
import type { HttpHostOptions } from './http-host.options';

const access: HttpHostOptions['access'] = { issuer: 'i', audience: 'a', key: { algorithm: 'HS256', secret: LOOPBACK_SECRET } };
const reply = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const call = { tenantId: 't1', method: 'GET', path: '/things', reply } satisfies HostCall<unknown>;

describe('HostHttpClient', () => {
  const clock = new TestClock();
  let host: LoopbackHost;
  let clients: HostHttpClient[];

  const client = (options: Partial<HttpHostOptions> = {}): HostHttpClient => {
    const made = new HostHttpClient({ baseUrl: host.url, secret: LOOPBACK_SECRET, access, ...options }, clock);
    clients.push(made);
    return made;
  };

  beforeEach(async () => {
    clients = [];
    host = await LoopbackHost.start(() => clock.now());
  });

  afterEach(async () => {
    await Promise.all(clients.map((made) => made.onApplicationShutdown()));
    await host.stop();
  });

  it('signs query and body, Chinese in both', async () => {
    host.answer = json({ items: [{ id: '1', name: '销售日报', more: 'dropped' }] });
    const found = await client().call({ ...call, method: 'POST', query: { query: '张 伟&', cursor: undefined }, body: { name: '李娜' } });
    expect(found).toEqual({ items: [{ id: '1', name: '销售日报' }] });
    expect(host.requests).toEqual([{ method: 'POST', target: '/bi/v1/things?query=%E5%BC%A0+%E4%BC%9F%26', tenantId: 't1', body: { name: '李娜' } }]);
  });

  it('keeps the path of the base URL, and does not sign it', async () => {
    host.answer = json({ items: [] });
    await client({ baseUrl: `${host.url}/bi-api/` }).call(call);
    expect(host.requests[0]?.target).toBe('/bi-api/bi/v1/things');
  });

  it('keeps its connections', async () => {
    host.answer = json({ items: [] });
    const one = client({ connections: 2 });
    for (let round = 0; round < 3; round++) await Promise.all([one.call(call), one.call(call), one.call(call), one.call(call)]);
    expect(host.requests).toHaveLength(12);
    expect(host.connections).toBeLessThanOrEqual(2);
  });

  it.each<[string, Answer, RegExp]>([
    ['a server error', json({ code: 'X', message: '数据库连接失败' }, 500), /GET \/things with HTTP 500: 数据库连接失败$/],
    ['an unknown address', json({}, 404), /HTTP 404\. Check its base URL/],
    ['a redirect', (_request, response) => void response.writeHead(302, { location: '/login' }).end(), /HTTP 302\. Check its base URL/],
    ['a web page', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>登录</html>'), /no JSON in UTF-8 \(content type text\/html\)/],
    ['half of a JSON', (_request, response) => void response.end('{"items": ['), /no JSON/],
    ['nothing', (_request, response) => void response.end(), /no JSON/],
    ['GBK', (_request, response) => void response.end(Buffer.from('7b226974656d73223a5b7b226964223a2231222c226e616d65223a22c0eec4c8227d5d7d', 'hex')), /no JSON in UTF-8/],
    ['a wrong field', json({ items: [{ id: '1', name: 'a' }, { id: 2, name: 'secret' }] }), /contract says: items\.1\.id: [^;]*expected string[^;]*$/],
    ['no object', json(null), /contract says: body: /],
    ['a cut connection', (_request, response) => void response.destroy(), /cannot be reached \(UND_ERR_SOCKET\)/],
    ['a connection cut in the answer', (_request, response) => void response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()), /cannot be reached/],
  ])('takes %s for "unavailable" and says why', async (_case, answer, message) => {
    host.answer = answer;
    const failure = await client().call(call).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HostUnavailableError);
    expect(failure).toMatchObject({ message: expect.stringMatching(message), kind: 'unavailable' });
    expect(JSON.stringify(failure)).not.toContain(LOOPBACK_SECRET);
  });

  it('waits as long as its options say, longer for slow calls', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    // Also what comes after it was opened: a busy machine may take longer to ask than the first one waits.
    host.answer = (_request, response) => void opened.then(() => response.end('{"items":[]}'));
    const impatient = client({ timeoutMs: 50, snapshotTimeoutMs: 5000 });
    const slow = impatient.call({ ...call, slow: true });
    await expect(impatient.call(call)).rejects.toThrow('did not answer within 0.05 s');
    open();
    expect(await slow).toEqual({ items: [] });
  });

  it('counts the whole answer, not only its beginning', async () => {
    host.answer = (_request, response) => void response.writeHead(200).write('{');
    await expect(client({ timeoutMs: 50 }).call(call)).rejects.toThrow('did not answer within 0.05 s');
  });

  it('stops reading a body that is too long, and goes on working', async () => {
    let closed: Promise<unknown> | undefined;
    host.answer = (_request, response) => {
      closed = once(response, 'close');
      const more = (): void => void (response.destroyed || response.write('x'.repeat(60_000), () => setImmediate(more)));
      more();
    };
    const bounded = client({ maxBodyBytes: 100_000, connections: 1 });
    await expect(bounded.call(call)).rejects.toThrow('answered more than 100000 bytes');
    host.answer = json({ items: [] });
    expect(await bounded.call(call)).toEqual({ items: [] });
    await closed;
  });

  it('says that the secret differs', async () => {
    const wrong = client({ secret: `${LOOPBACK_SECRET}!` });
    await expect(wrong.call(call)).rejects.toThrow('the shared secret differs, or the clocks do');
    await expect(wrong.call(call)).rejects.toBeInstanceOf(HostUnavailableError);
  });

  it('tells wrong credentials from a wrong signature', async () => {
    host.answer = json({ code: 'WRONG_CREDENTIALS' }, 401);
    await expect(client().call(call)).rejects.toBeInstanceOf(WrongCredentialsError);
  });

  it('says that nobody listens', async () => {
    const deserted = await LoopbackHost.start(() => clock.now());
    const baseUrl = deserted.url;
    await deserted.stop();
    await expect(client({ baseUrl }).call(call)).rejects.toThrow('cannot be reached (ECONNREFUSED). Check that it runs');
  });

  it('refuses a secret that is too short, and an address that is none', () => {
    expect(() => client({ secret: 'short' })).toThrow('at least 32 bytes');
    expect(() => client({ baseUrl: 'bi.example.com' })).toThrow('Invalid URL');
  });

  it('finishes what is under way at shutdown, and takes nothing new', async () => {
    const ending = client();
    let arrived: () => void;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    let finish: () => void = () => undefined;
    host.answer = (_request, response) => {
      finish = () => void response.end('{"items":[]}');
      arrived();
    };
    const underWay = ending.call(call);
    await arrival;
    const closing = ending.onApplicationShutdown();
    await expect(ending.call(call)).rejects.toBeInstanceOf(HostUnavailableError);
    finish();
    expect(await underWay).toEqual({ items: [] });
    await closing;
    clients = [];
  });
});
