import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, AuthorizationsService } from '#authorization';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '#authorization/testing';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import { usesOf } from '../testing/known-uses';
import { UserBindingModule } from '../user-binding.module';

describe.each(['express', 'fastify'] as const)('people who bind themselves, on %s', (adapter) => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  let authorizationId: string;
  const member = asCaller();

  const start = (headers = member) => request(process.app.getHttpServer()).post('/push/bindings/self').set(headers).send({ authorizationId });
  const callback = (query: Record<string, unknown>) => request(process.app.getHttpServer()).get('/push/bindings/self/callback').query(query);
  const stateOf = async (headers = member): Promise<string> => new URL((await start(headers).expect(200)).body.wecomUrl).searchParams.get('state') ?? '';
  const bound = async () => process.query('select host_user_id, wecom_user_id, bound_by from push_binding order by host_user_id');

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    wecom = stubCorp()
      .answer('auth/getuserinfo', (input: unknown) => ({ userid: (input as { code: string }).code }))
      .answer('user/get', (input: unknown) => {
        const { userId } = input as { userId: string };
        return userId === 'Hidden' ? refusal('user/get', 60011, 'recipient') : { userid: userId, name: '<b>张伟</b>', status: 1 };
      });
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      adapter,
      beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf()], useFactory: () => ({ publicUrl: 'https://push.example.com/' }) })],
    });
    await process.query('truncate push_authorization, push_access_token, push_binding, push_self_binding');
    authorizationId = (await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1', actor: { kind: 'user', id: 'u1', name: '张伟' } }, TEST_CORP)).id;
  });
  afterEach(() => process.close());

  it('get the addresses that WeCom documents', async () => {
    const { body } = await start().expect(200);
    const state = new URL(body.wecomUrl).searchParams.get('state');
    const redirect = 'https%3A%2F%2Fpush.example.com%2Fpush%2Fbindings%2Fself%2Fcallback';
    expect(state).toMatch(/^[0-9a-f]{32}$/);
    expect(body).toEqual({
      wecomUrl: `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${TEST_CORP.corpId}&redirect_uri=${redirect}&response_type=code&scope=snsapi_base&state=${state}&agentid=${TEST_CORP.agentId}#wechat_redirect`,
      desktopUrl: `https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp&appid=${TEST_CORP.corpId}&agentid=${TEST_CORP.agentId}&redirect_uri=${redirect}&state=${state}`,
      expiresAt: '2026-03-02T01:05:00.000Z',
    });
    expect(JSON.stringify(await process.query('select * from push_self_binding'))).not.toContain(state);
  });

  it('are bound to whom WeCom says signed in, and see so on a page that nothing can be slipped into', async () => {
    const answer = await callback({ code: 'ZhangWei', state: await stateOf() }).expect(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).toContain('绑定成功');
    expect(answer.text).toContain('&lt;b&gt;张伟&lt;/b&gt;');
    expect(answer.text).not.toContain('<b>张伟');
    expect(await bound()).toEqual([{ host_user_id: 'u1', wecom_user_id: 'ZhangWei', bound_by: 'u1' }]);
    expect(process.audit.entries.at(-1)).toMatchObject({ action: 'binding.bind', actor: { kind: 'user', id: 'u1', name: '张伟' } });
  });

  it('see their own accounts, and where they can bind one', async () => {
    const mine = async (headers = member) => (await request(process.app.getHttpServer()).get('/push/bindings/self').set(headers).expect(200)).body.items as object[];
    const app = { authorizationId, corpId: TEST_CORP.corpId, agentName: expect.any(String) };
    expect(await mine()).toEqual([{ ...app, binding: null, obstacle: null }]);
    await callback({ code: 'ZhangWei', state: await stateOf() }).expect(200);
    expect(await mine()).toEqual([{ ...app, binding: expect.objectContaining({ hostUserId: 'u1', wecomUserId: 'ZhangWei', state: 'active' }), obstacle: null }]);
    expect(await mine(asCaller({ userId: 'u2' }))).toEqual([{ ...app, binding: null, obstacle: null }]);
    expect(await mine(asCaller({ tenantId: 'other' }))).toEqual([]);
    await process.query(`update push_authorization set state = 'broken', state_reason = 'secret_refused'`);
    expect(await mine()).toEqual([expect.objectContaining({ obstacle: 'not_usable' })]);
    await request(process.app.getHttpServer()).get('/push/bindings/self').expect(401);
  });

  it('use a link once, also when two browsers come at once', async () => {
    const state = await stateOf();
    const answers = await Promise.all([callback({ code: 'A', state }), callback({ code: 'B', state })]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect(wecom.callsOf('auth/getuserinfo')).toHaveLength(1);
    expect(await bound()).toHaveLength(1);
  });

  it('cannot use a link that is over, replaced, or made up; WeCom is not asked', async () => {
    const old = await stateOf();
    const state = await stateOf();
    for (const query of [{ code: 'A', state: old }, { code: 'A' }, { state }, { code: 'A', state: 'x' }, { code: 'A', state: '0'.repeat(32) }, { code: ['A', 'B'], state: [state, state] }]) {
      expect((await callback(query).expect(400)).text).toContain('链接已失效');
    }
    process.clock.advance({ minutes: 5 });
    await callback({ code: 'A', state }).expect(400);
    expect(wecom.callsOf('auth/getuserinfo')).toEqual([]);
    expect(await bound()).toEqual([]);
  });

  it('are told why they cannot be bound, in both languages, and no names of others', async () => {
    await callback({ code: 'Taken', state: await stateOf(asCaller({ userId: 'u2', name: '李娜' })) }).expect(200);
    const taken = await callback({ code: 'taken', state: await stateOf() }).expect(400);
    expect(taken.text).toContain('已被绑定');
    expect(taken.text).toContain('bound already');
    expect(taken.text).not.toContain('李娜');
    expect((await callback({ code: 'Hidden', state: await stateOf() }).expect(400)).text).toContain('可见范围');
    wecom.answerNext('auth/getuserinfo', { openid: 'o-1' });
    expect((await callback({ code: 'x', state: await stateOf() }).expect(400)).text).toContain('不是本企业成员');
    wecom.answerNext('auth/getuserinfo', refusal('auth/getuserinfo', 40029, 'login'));
    expect((await callback({ code: 'x', state: await stateOf() }).expect(400)).text).toContain('链接已失效');
    wecom.answerNext('auth/getuserinfo', refusal('auth/getuserinfo', -1, 'busy'));
    expect((await callback({ code: 'x', state: await stateOf() }).expect(400)).text).toContain('暂时无法绑定');
    expect(await bound()).toEqual([{ host_user_id: 'u2', wecom_user_id: 'Taken', bound_by: 'u2' }]);
  });

  it('sign in first, in their own tenant, at an authorization that works', async () => {
    expect((await start({})).status).toBe(401);
    expect((await start(asCaller({ tenantId: 'other' }))).status).toBe(404);
    expect((await start(asCaller({ userId: 'nobody' }))).body.code).toBe('HOST_USER_NOT_FOUND');
    await process.app.get(AuthorizationsService).revoke({ tenantId: 'default', userId: 'u1', actor: { kind: 'user', id: 'u1', name: '张伟' } }, authorizationId);
    expect((await start().expect(409)).body.code).toBe('AUTHORIZATION_NOT_USABLE');
  });
});
