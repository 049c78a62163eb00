import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, AuthorizationsService } from '#authorization';
import { startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '#authorization/testing';
import { HostNotices, HostUnavailableError } from '#bi-host';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import { usesOf } from '../testing/known-uses';
import { UserBindingModule } from '../user-binding.module';

describe.each(['express', 'fastify'] as const)('people who are asked to bind themselves, on %s', (adapter) => {
  let database: TestDatabase;
  let process: TestProcess;
  let authorizationId: string;
  const editor = asCaller({ userId: 'u9', name: '周编辑', projectRoles: { sales: 'editor' } });

  const server = () => request(process.app.getHttpServer());
  const ask = (hostUserIds: string[], language?: string) => server().post('/push/bindings/asks').set(editor).send({ authorizationId, hostUserIds, language });
  const results = async (hostUserIds: string[]): Promise<string[]> => ((await ask(hostUserIds).expect(200)).body.people as { result: string }[]).map((one) => one.result);
  const open = (url: string, go?: string) => server().get('/push/bindings/asked').query({ ask: new URL(url).searchParams.get('ask'), go });
  const linkTo = (userId: string): string => process.host.notices.findLast((notice) => notice.userId === userId)!.url;
  const stateOf = async (url: string): Promise<string> => new URL((await open(url, 'wecom').expect(302)).headers['location'] ?? '').searchParams.get('state')!;
  const callback = (code: string, state: string) => server().get('/push/bindings/self/callback').query({ code, state });
  const bound = () => process.query('select host_user_id, wecom_user_id, bound_by from push_binding order by host_user_id');

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const wecom = stubCorp()
      .answer('auth/getuserinfo', (input: unknown) => ({ userid: (input as { code: string }).code }))
      .answer('user/get', (input: unknown) => ({ userid: (input as { userId: string }).userId, name: '某人', status: 1 }));
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      adapter,
      beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf()], useFactory: () => ({ publicUrl: 'https://push.example.com/' }) })],
    });
    await process.query('truncate push_authorization, push_access_token, push_binding, push_self_binding, push_bind_ask');
    authorizationId = (await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1', actor: { kind: 'user', id: 'u1', name: '张伟' } }, TEST_CORP)).id;
  });
  afterEach(() => process.close());

  it('get a link of their own from the host, lead by it to WeCom, and are bound once', async () => {
    const { body } = await ask(['u2', 'u3']).expect(200);
    expect(body).toEqual({ asked: 2, people: [{ hostUserId: 'u2', result: 'asked' }, { hostUserId: 'u3', result: 'asked' }] });
    expect(JSON.stringify(body)).not.toContain('ask=');
    expect(process.host.notices).toMatchObject([{ userId: 'u2', kind: 'ask_to_bind', text: expect.stringContaining('请绑定企业微信账号') }, { userId: 'u3' }]);
    expect(process.audit.entries.at(-1)).toMatchObject({ action: 'binding.ask', actor: { id: 'u9' }, after: { hostUserIds: ['u2', 'u3'] } });
    const token = new URL(linkTo('u2')).searchParams.get('ask')!;
    expect(JSON.stringify(await process.query('select * from push_bind_ask'))).not.toContain(token);

    const page = await open(linkTo('u2')).expect(200);
    expect(page.text).toContain('为 BI 用户 李娜 绑定企业微信账号');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(await process.query('select * from push_self_binding')).toEqual([]); // looking begins nothing
    expect((await open(linkTo('u2'), 'desktop').expect(302)).headers['location']).toContain('wwlogin/sso/login');
    const answer = await callback('LiNa', await stateOf(linkTo('u2'))).expect(200);
    expect(answer.text).toContain('绑定成功');
    expect(await bound()).toEqual([{ host_user_id: 'u2', wecom_user_id: 'LiNa', bound_by: 'u2' }]);
    expect((await open(linkTo('u2')).expect(400)).text).toContain('链接已失效');
    await open(linkTo('u2'), 'wecom').expect(400);
  });

  it('cannot be bound anew by who kept the link, when they were unbound since', async () => {
    await ask(['u2']).expect(200);
    const first = await stateOf(linkTo('u2'));
    await callback('LiNa', first).expect(200);
    await process.query(`delete from push_binding`); // an administrator unbinds: the link stays used
    await open(linkTo('u2'), 'wecom').expect(400);
  });

  it('are not moved to another account by a link that was opened while they were bound by others', async () => {
    await ask(['u2']).expect(200);
    const state = await stateOf(linkTo('u2'));
    await server().put('/push/users/u2/binding').set(asCaller({ administrator: true })).send({ authorizationId, wecomUserId: 'LiNa' }).expect(200);
    await callback('Intruder', state).expect(400);
    expect(await bound()).toMatchObject([{ host_user_id: 'u2', wecom_user_id: 'LiNa' }]);
  });

  it('are bound to one of two who come at once with the same link', async () => {
    await ask(['u2']).expect(200);
    const state = await stateOf(linkTo('u2'));
    const answers = await Promise.all([callback('A', state), callback('B', state)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect(await bound()).toHaveLength(1);
  });

  it('are asked once a day, and a newer link ends the older', async () => {
    expect(await results(['u2'])).toEqual(['asked']);
    process.clock.advance({ hours: 23, minutes: 59, seconds: 59 });
    expect(await results(['u2', 'u3'])).toEqual(['asked_before', 'asked']);
    const old = linkTo('u2');
    process.clock.advance({ seconds: 1 });
    expect(await results(['u2'])).toEqual(['asked']);
    await open(old).expect(400);
    await open(linkTo('u2')).expect(200);
    process.clock.advance({ days: 3 });
    await open(linkTo('u2')).expect(400);
  });

  it('are asked by one of two editors who ask at once', async () => {
    const both = await Promise.all([results(['u2', 'u3']), results(['u3', 'u2'])]);
    expect(both.flat().filter((result) => result === 'asked')).toHaveLength(2);
    expect(process.host.notices).toHaveLength(2);
  });

  it('are left alone when they are bound, gone, locked or without a place in the channel', async () => {
    await server().put('/push/users/u1/binding').set(asCaller({ administrator: true })).send({ authorizationId, wecomUserId: 'ZhangWei' }).expect(200);
    process.host.deaf.add('u3');
    const { body } = await ask(['u1', 'u2', 'u3', 'u4', 'nobody']).expect(200);
    expect(body.people).toEqual([
      { hostUserId: 'u1', result: 'already_bound' },
      { hostUserId: 'u2', result: 'asked' },
      { hostUserId: 'u3', result: 'refused', reason: '没有收件箱' },
      { hostUserId: 'u4', result: 'inactive' },
      { hostUserId: 'nobody', result: 'not_found' },
    ]);
    process.host.deaf.clear();
    expect(await results(['u3'])).toEqual(['asked']); // who was not told may be asked again at once
  });

  it('cannot be asked where the host gives no channel; nothing is noted', async () => {
    process.host.givesChannel = false;
    expect((await ask(['u2']).expect(409)).body.code).toBe('HOST_GIVES_NO_CHANNEL');
    expect(await process.query('select * from push_bind_ask')).toEqual([]);
    expect(process.audit.entries.filter((entry) => entry.action === 'binding.ask')).toEqual([]);
  });

  it('are asked again two minutes after the host, or our process, broke off', async () => {
    jest.spyOn(process.app.get(HostNotices), 'notify').mockRejectedValueOnce(new HostUnavailableError('The BI host did not answer'));
    await ask(['u2']).expect(503);
    expect(await results(['u2'])).toEqual(['asked_before']);
    process.clock.advance({ minutes: 2 });
    expect(await results(['u2'])).toEqual(['asked']);
  });

  it('come in any number up to a thousand, in sets', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `p${n}`);
    for (const id of ids) process.host.setUser({ id });
    expect(new Set(await results(ids))).toEqual(new Set(['asked']));
    expect(process.host.calls.filter((call) => call.method === 'notify')).toHaveLength(3);
    await ask([...ids, ...ids]).expect(400);
    await server().post('/push/bindings/asks').set(asCaller()).send({ authorizationId, hostUserIds: ['u2'] }).expect(403);
  });
});
