import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { asCaller, inMemoryHostPorts, InMemoryHost } from '#bi-host/testing';
import { loadConfig } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { WecomPushModule } from '#push-module';
import { createSandbox } from '../../apps/sandbox/src/create-sandbox';
import { SandboxConfig } from '../../apps/sandbox/src/sandbox.config';
import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../../apps/sandbox/src/seed/demo-corp';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { waitFor } from '../support/wait-for';

interface Batch {
  id: string;
  state: string;
  stopReason: string | null;
  lookups: number;
  wrongLookups: number;
  counts: Record<string, number>;
}

/** The product and the sandbox in one process, talking HTTP; the host's people are those of the sandbox's demo corp. */
describe('binding against the sandbox', () => {
  let database: TestDatabase;
  let sandbox: INestApplication;
  let app: INestApplication;
  let host: InMemoryHost;
  let authorizationId: string;
  const admin = asCaller({ userId: 'admin', administrator: true });
  const push = (method: 'get' | 'post' | 'put', path: string, headers = admin) => request(app.getHttpServer())[method](`/push${path}`).set(headers);
  const wecomUrl = (): string => `http://127.0.0.1:${(sandbox.getHttpServer().address() as { port: number }).port}`;
  const looked = (id: string): Promise<Batch> =>
    waitFor('the look-ups', async () => {
      const { body } = await push('get', `/bindings/batches/${id}`).expect(200);
      const batch = body as Batch;
      return batch.state !== 'checking' && batch;
    });
  const bindings = async (): Promise<{ hostUserId: string; binding: { wecomUserId: string; state: string } }[]> => {
    const { body } = await push('get', '/users').query({ authorizationId, state: 'bound', limit: 200 }).expect(200);
    return (body as { items: { hostUserId: string; binding: { wecomUserId: string; state: string } }[] }).items;
  };
  const bound = async (): Promise<Record<string, string>> => Object.fromEntries((await bindings()).map((item) => [item.hostUserId, item.binding.wecomUserId]));
  const accounts = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await bindings()).map(({ hostUserId, binding }) => [hostUserId, `${binding.wecomUserId} ${binding.state}`]));

  beforeAll(async () => {
    sandbox = await createSandbox(loadConfig(SandboxConfig, { LOG_LEVEL: 'silent', SEED: 'demo' }));
    await sandbox.listen(0, '127.0.0.1');
  });
  afterAll(() => sandbox.close());

  beforeEach(async () => {
    await request(wecomUrl()).post('/sandbox/reset').send({ what: 'all' }).expect(204);
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    host = new InMemoryHost()
      .setUser({ id: 'zw', name: '张伟', email: 'zhangwei@demo.example' })
      .setUser({ id: 'ln', name: '李娜', email: 'wrong@demo.example', mobile: '13810000274' })
      .setUser({ id: 'ec', name: 'Emily Carter', email: 'emily.carter@demo.example' })
      .setUser({ id: 'dwj', name: '董文静', email: 'dongwenjing@demo.example' })
      .setUser({ id: 'fy', name: '冯玉', email: 'fengyu@demo.example' });
    const module = WecomPushModule.forRoot({
      databaseUrl: database.url,
      secretKeys: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      wecom: { baseUrl: wecomUrl() },
      publicUrl: 'http://127.0.0.1:3000',
      binding: { lookIntervalMs: 20, oauthBaseUrl: wecomUrl(), loginBaseUrl: wecomUrl() },
      dispatch: { queueConnections: 4 },
      host: inMemoryHostPorts(host),
    });
    app = await (await Test.createTestingModule({ imports: [module] }).compile()).createNestApplication({ logger: ['fatal'] }).init();
    const { body } = await push('post', '/authorizations').send({ corpId: DEMO_CORP_ID, agentId: DEMO_AGENT_ID, secret: DEMO_APP_SECRET }).expect(201);
    authorizationId = (body as { id: string }).id;
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  it('matches people by e-mail and mobile; who left or is not visible is not found', async () => {
    const { body } = await push('post', '/bindings/matches').send({ authorizationId, by: ['email', 'mobile'], accountCap: 500 }).expect(201);
    const batch = await looked((body as Batch).id);
    expect(batch).toMatchObject({ state: 'previewed', lookups: 6, wrongLookups: 3, counts: { total: 5, ok: 3, error: 2 } });
    await push('post', `/bindings/batches/${batch.id}/apply`).send({}).expect(200);
    expect(await bound()).toEqual({ zw: 'ZhangWei', ln: 'LiNa', ec: 'emily.carter' });
  });

  it('stops before WeCom blocks the look-ups of the whole corp', async () => {
    for (let i = 0; i < 200; i++) host.setUser({ id: `x${i}`, name: `无名${i}`, email: `nobody${i}@demo.example` });
    const { body } = await push('post', '/bindings/matches').send({ authorizationId, by: ['email'], accountCap: 500 }).expect(201);
    expect(await looked((body as Batch).id)).toMatchObject({ state: 'stopped', stopReason: 'wrong_lookups', wrongLookups: 50 });
    // WeCom would block at 100: a look-up is still answered.
    const { body: token } = await request(wecomUrl()).get('/cgi-bin/gettoken').query({ corpid: DEMO_CORP_ID, corpsecret: DEMO_APP_SECRET });
    const { body: reply } = await request(wecomUrl())
      .post('/cgi-bin/user/get_userid_by_email')
      .query({ access_token: (token as { access_token: string }).access_token })
      .send({ email: 'zhangwei@demo.example', email_type: 1 });
    expect(reply).toMatchObject({ errcode: 0, userid: 'ZhangWei' });
  });

  it('takes a file of accounts as Chinese Excel saves it', async () => {
    // 用户ID,企业微信账号 in GB 18030
    const header = Buffer.from('d3c3bba74944 2c c6f3d2b5cea2d0c5d5cbbac5'.replaceAll(' ', ''), 'hex');
    const file = Buffer.concat([header, Buffer.from('\r\nzw,zhangwei\r\nln,LiNaa\r\nec,EMILY.CARTER\r\n')]);
    const { body } = await push('post', '/bindings/imports').query({ authorizationId }).set('content-type', 'text/csv').send(file).expect(201);
    const batch = await looked((body as Batch).id);
    expect(batch.counts).toMatchObject({ ok: 2, error: 1 });
    const { body: rows } = await push('get', `/bindings/batches/${batch.id}/rows`).query({ outcome: 'error' }).expect(200);
    expect(rows).toMatchObject({ items: [{ rowNumber: 3, wecomUserId: 'LiNaa', problem: { code: 'account_not_found', column: 'wecom_user_id' } }] });
    await push('post', `/bindings/batches/${batch.id}/apply`).send({}).expect(200);
    expect(await bound()).toEqual({ zw: 'ZhangWei', ec: 'emily.carter' });
    await push('post', `/bindings/batches/${batch.id}/undo`).expect(200);
    expect(await bound()).toEqual({});
  });

  it.each([
    ['inside WeCom', 'wecomUrl', 'oauth'],
    ['by QR code on a desktop', 'desktopUrl', 'qr'],
  ] as const)('lets a person bind himself %s', async (_case, field, kind) => {
    const { body: links } = await push('post', '/bindings/self', asCaller({ userId: 'ln', name: '李娜' })).send({ authorizationId }).expect(200);
    const address = new URL((links as Record<string, string>)[field] ?? '');
    // WeCom's page is there, and it knows app, address and domain.
    expect((await fetch(address, { redirect: 'follow' })).status).toBe(200);
    const query = address.searchParams;
    const { body: signedIn } = await request(wecomUrl())
      .post('/sandbox/sign-in')
      .send({ kind, appid: query.get('appid'), agentid: query.get('agentid'), redirectUri: query.get('redirect_uri'), state: query.get('state'), scope: 'snsapi_base', corpId: DEMO_CORP_ID, userId: 'LiNa' })
      .expect(200);
    const back = new URL((signedIn as { redirect: string }).redirect);
    expect(back.origin).toBe('http://127.0.0.1:3000');
    const page = await request(app.getHttpServer()).get(`${back.pathname}${back.search}`).expect(200);
    expect(page.text).toContain('李娜');
    expect(await bound()).toEqual({ ln: 'LiNa' });
    expect((await request(app.getHttpServer()).get(`${back.pathname}${back.search}`).expect(400)).text).toContain('链接已失效');
  });

  it('follows what the corp does with its people, by its callbacks', async () => {
    await app.listen(0, '127.0.0.1');
    for (const [hostUserId, wecomUserId] of [['zw', 'ZhangWei'], ['ln', 'LiNa'], ['ec', 'emily.carter']]) {
      await push('put', `/users/${hostUserId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
    }
    const { body: keys } = await push('put', `/authorizations/${authorizationId}/callback`).expect(200);
    const { token, encodingAesKey } = keys as { token: string; encodingAesKey: string };
    const url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}/push/callbacks/${authorizationId}`;
    const corp = `/sandbox/corps/${DEMO_CORP_ID}`;
    await request(wecomUrl()).put(`${corp}/apps/${DEMO_AGENT_ID}/callback`).send({ url, token, encodingAesKey }).expect(200);

    // WeCom tells a corp's own app who came into its range and who went out of it, not why.
    await request(wecomUrl()).delete(`${corp}/members/emily.carter`).expect(204);
    await request(wecomUrl()).post(`${corp}/apps/${DEMO_AGENT_ID}/members/ZhangWei/out`).expect(200);
    await waitFor('what became of two people', async () => {
      const now = await accounts();
      return now.ec === 'emily.carter out_of_range' && now.zw === 'ZhangWei out_of_range';
    });
    await request(wecomUrl()).post(`${corp}/apps/${DEMO_AGENT_ID}/members/ZhangWei/in`).expect(200);
    await waitFor('the return of one', async () => (await accounts()).zw === 'ZhangWei active');
    expect(await accounts()).toEqual({ zw: 'ZhangWei active', ln: 'LiNa active', ec: 'emily.carter out_of_range' });
  });
});
