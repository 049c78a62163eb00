import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, AuthorizationsService } from '#authorization';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '#authorization/testing';
import { HostUnavailableError } from '#bi-host';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import { usesOf } from '../testing/known-uses';
import { UserBindingModule } from '../user-binding.module';

/** The accounts of the corp, as WeCom writes them; it finds them in any case. */
const ACCOUNTS = [
  { userid: 'ZhangWei', name: '张伟', department: [1, 2], position: '经理', avatar: 'https://example.com/z.png', status: 1 },
  { userid: 'LiNa', name: '李娜', department: [3], status: 4 },
  { userid: 'emily.chen', name: 'Emily Chen', status: 1 },
  { userid: 'GoneAway', name: '离职', status: 5 },
];

describe('users and their WeCom accounts', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  let authorizationId: string;
  const admin = asCaller({ administrator: true });
  const otherTenant = asCaller({ administrator: true, tenantId: 'other' });

  const api = (method: 'get' | 'put' | 'delete', path: string, headers = admin) => request(process.app.getHttpServer())[method](`/push${path}`).set(headers);
  const bind = (hostUserId: string, wecomUserId: string, headers = admin) =>
    api('put', `/users/${encodeURIComponent(hostUserId)}/binding`, headers).send({ authorizationId, wecomUserId });
  const unbind = (hostUserId: string, headers = admin) => api('delete', `/users/${encodeURIComponent(hostUserId)}/binding`, headers).query({ authorizationId });
  const users = async (query: Record<string, unknown> = {}) => (await api('get', '/users').query({ authorizationId, ...query }).expect(200)).body;
  const idsOf = (page: { items: { hostUserId: string }[] }): string[] => page.items.map((item) => item.hostUserId);
  const findAccount = (userId: string, headers = admin) => api('get', '/wecom-accounts', headers).query({ authorizationId, userId });

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    wecom = stubCorp().answer('user/get', (input: unknown) => {
      const { userId } = input as { userId: string };
      return ACCOUNTS.find((account) => account.userid.toLowerCase() === userId.toLowerCase()) ?? refusal('user/get', 60111, 'recipient');
    });
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf()] })],
    });
    await process.query('truncate push_authorization, push_access_token, push_binding');
    authorizationId = (await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1' }, TEST_CORP)).id;
  });
  afterEach(() => process.close());

  it('agrees with the migrations about tables, columns and names', async () => {
    expect(await process.drift()).toEqual([]);
  });

  describe('GET /push/wecom-accounts', () => {
    it('finds a full account in any case, and shows it as WeCom writes it', async () => {
      const { body } = await findAccount(' zhangwei ').expect(200);
      expect(body).toEqual({
        userId: 'ZhangWei',
        name: '张伟',
        departmentIds: [1, 2],
        position: '经理',
        avatarUrl: 'https://example.com/z.png',
        status: 'active',
        boundTo: null,
      });
      expect(wecom.callsOf('user/get')[0]?.input).toEqual({ userId: 'zhangwei' });
    });

    it('shows what WeCom lets the app see, and who has the account', async () => {
      await bind('u2', 'lina').expect(200);
      expect((await findAccount('lina').expect(200)).body).toMatchObject({ status: 'not_activated', position: null, avatarUrl: null, boundTo: { hostUserId: 'u2', hostUserName: '李娜' } });
      expect((await findAccount('emily.chen').expect(200)).body).toMatchObject({ departmentIds: [] });
    });

    it.each(['zhang', 'GoneAway'])('knows no %s: WeCom finds full accounts of people who are there', async (userId) => {
      expect((await findAccount(userId).expect(404)).body).toMatchObject({ code: 'WECOM_ACCOUNT_NOT_FOUND', details: { wecomUserId: userId } });
    });

    it('refuses what cannot be an account without asking WeCom', async () => {
      for (const userId of ['', 'zhang wei', 'x'.repeat(65)]) {
        expect((await findAccount(userId).expect(400)).body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { userId: expect.anything() } } });
      }
      expect(wecom.callsOf('user/get')).toEqual([]);
    });

    it('answers 503 when WeCom does not, and 409 when WeCom refuses the app', async () => {
      wecom.answerNext('user/get', refusal('user/get', -1, 'busy'));
      await findAccount('zhangwei').expect(503);
      wecom.answerNext('user/get', refusal('user/get', 60020, 'app'));
      await findAccount('zhangwei').expect(409);
      expect((await findAccount('zhangwei').expect(409)).body).toMatchObject({ code: 'AUTHORIZATION_NOT_USABLE', details: { state: 'broken', reason: 'ip_not_trusted' } });
    });
  });

  describe('PUT /push/users/:hostUserId/binding', () => {
    it('binds a user to an account as WeCom writes it', async () => {
      expect((await bind('u1', 'ZHANGWEI').expect(200)).body).toEqual({
        hostUserId: 'u1',
        hostUserName: '张伟',
        wecomUserId: 'ZhangWei',
        wecomName: '张伟',
        state: 'active',
        boundBy: 'u1',
        boundAt: '2026-03-02T01:00:00.000Z',
      });
    });

    it('takes host ids of any letters', async () => {
      process.host.setUser({ id: '工号/007 ?', name: '王小二' });
      expect((await bind('工号/007 ?', 'ZhangWei').expect(200)).body.hostUserId).toBe('工号/007 ?');
      await unbind('工号/007 ?').expect(204);
    });

    it('names who has the account already, and leaves that one alone', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      const { body } = await bind('u2', 'zhangwei').expect(409);
      expect(body).toMatchObject({ code: 'ACCOUNT_ALREADY_BOUND', details: { wecomUserId: 'ZhangWei', hostUserId: 'u1', hostUserName: '张伟' } });
      expect(body.message).toContain('张伟');
      expect(idsOf(await users({ state: 'bound' }))).toEqual(['u1']);
    });

    it('replaces the account of a user, and so frees the earlier one', async () => {
      await bind('u1', 'LiNa').expect(200);
      await bind('u1', 'ZhangWei').expect(200);
      await bind('u2', 'LiNa').expect(200);
      const { items } = await users({ state: 'bound' });
      expect(items.map((item: { binding: { wecomUserId: string } }) => item.binding.wecomUserId)).toEqual(['ZhangWei', 'LiNa']);
    });

    it('keeps the binding when the new account is not free', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      await bind('u2', 'LiNa').expect(200);
      await bind('u2', 'ZhangWei').expect(409);
      expect((await users({ query: '李娜' })).items[0].binding).toMatchObject({ wecomUserId: 'LiNa' });
    });

    it('lets exactly one win who bind one account at once, and names the winner to the others', async () => {
      const ids = Array.from({ length: 8 }, (_, i) => `rival-${i}`);
      for (const id of ids) process.host.setUser({ id, name: `对手${id}` });
      const answers = await Promise.all(ids.map((id) => bind(id, 'ZhangWei')));
      const winners = answers.filter((answer) => answer.status === 200);
      expect(winners).toHaveLength(1);
      for (const loser of answers.filter((answer) => answer !== winners[0])) {
        expect(loser).toMatchObject({ status: 409, body: { code: 'ACCOUNT_ALREADY_BOUND', details: { hostUserId: winners[0]?.body.hostUserId, hostUserName: winners[0]?.body.hostUserName } } });
      }
      expect(await process.query('select host_user_id from push_binding')).toEqual([{ host_user_id: winners[0]?.body.hostUserId }]);
    });

    it('makes a suspended binding active again when the account is bound again', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      await process.query(`update push_binding set state = 'out_of_range'`);
      expect((await users({ query: '张伟', state: 'bound' })).items[0].binding.state).toBe('out_of_range');
      expect((await bind('u1', 'ZhangWei').expect(200)).body.state).toBe('active');
    });

    it('allows the same account and user in another authorization', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      const second = await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1' }, { ...TEST_CORP, agentId: 1_000_003 });
      await api('put', '/users/u2/binding').send({ authorizationId: second.id, wecomUserId: 'ZhangWei' }).expect(200);
      expect(idsOf(await users({ state: 'bound' }))).toEqual(['u1']);
      expect(idsOf(await users({ state: 'bound', authorizationId: second.id }))).toEqual(['u2']);
    });

    it('refuses users and accounts that do not exist', async () => {
      expect((await bind('nobody', 'ZhangWei').expect(404)).body).toMatchObject({ code: 'HOST_USER_NOT_FOUND', details: { hostUserId: 'nobody' } });
      expect((await bind('u1', 'zhang').expect(404)).body.code).toBe('WECOM_ACCOUNT_NOT_FOUND');
      expect((await api('put', '/users/u1/binding').send({ authorizationId: 'x', wecomUserId: '' }).expect(400)).body.details.fields).toEqual({
        authorizationId: expect.anything(),
        wecomUserId: expect.anything(),
      });
      expect(await process.query('select 1 from push_binding')).toEqual([]);
    });
  });

  describe('DELETE /push/users/:hostUserId/binding', () => {
    it('unbinds, once', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      await unbind('u1').expect(204);
      expect((await unbind('u1').expect(404)).body.code).toBe('BINDING_NOT_FOUND');
      await bind('u2', 'ZhangWei').expect(200);
    });

    it('leaves who bound and unbound whom in the audit log', async () => {
      await bind('u1', 'LiNa').expect(200);
      await bind('u1', 'ZhangWei').expect(200);
      await unbind('u1').expect(204);
      await unbind('u1').expect(404);
      const subject = { type: 'binding', id: 'u1', name: '张伟' };
      expect(process.audit.entries.slice(-3)).toMatchObject([
        { action: 'binding.bind', actor: { kind: 'user', id: 'u1' }, subject, after: { authorizationId, wecomUserId: 'LiNa' } },
        { action: 'binding.bind', subject, before: { wecomUserId: 'LiNa' }, after: { wecomUserId: 'ZhangWei' } },
        { action: 'binding.unbind', subject, before: { wecomUserId: 'ZhangWei' } },
      ]);
    });

    it('unbinds people whom the host no longer knows', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      process.host.users.delete('u1');
      await unbind('u1').expect(204);
    });
  });

  describe('GET /push/users', () => {
    it("shows the host's users in its order, with their accounts", async () => {
      await bind('u2', 'LiNa').expect(200);
      const { items, nextCursor } = await users();
      expect(idsOf({ items })).toEqual(['u1', 'u2', 'u3', 'u4']);
      expect(nextCursor).toBeUndefined();
      expect(items[0]).toEqual({ hostUserId: 'u1', name: '张伟', account: 'zhangwei', active: true, departmentIds: ['d-sales'], groupIds: ['g-daily'], binding: null });
      expect(items[1].binding).toMatchObject({ wecomUserId: 'LiNa', state: 'active' });
      expect(items[3]).toMatchObject({ name: '王芳', active: false });
    });

    it('filters by name or account, group, department and binding, also all at once', async () => {
      await bind('u1', 'ZhangWei').expect(200);
      expect(idsOf(await users({ query: '李' }))).toEqual(['u2']);
      expect(idsOf(await users({ groupId: 'g-daily' }))).toEqual(['u1', 'u2', 'u4']);
      expect(idsOf(await users({ departmentId: 'd-sales' }))).toEqual(['u1', 'u3']);
      expect(idsOf(await users({ state: 'bound' }))).toEqual(['u1']);
      expect(idsOf(await users({ state: 'active' }))).toEqual(['u1']);
      expect(idsOf(await users({ state: 'left' }))).toEqual([]);
      for (const state of ['left', 'out_of_range']) {
        await process.query('update push_binding set state = $1', [state]);
        expect(idsOf(await users({ state }))).toEqual(['u1']);
        expect(idsOf(await users({ state: 'bound' }))).toEqual(['u1']);
        expect(idsOf(await users({ state: 'active' }))).toEqual([]);
      }
      expect(idsOf(await users({ state: 'unbound', departmentId: 'd-sales', query: 'e' }))).toEqual(['u3']);
    });

    it('asks the host once for a page', async () => {
      process.host.calls.length = 0;
      await users({ limit: 2 });
      expect(process.host.calls).toEqual([{ tenantId: 'default', method: 'listUsers' }]);
    });

    it.each([{}, { state: 'unbound' }, { state: 'bound' }])('pages through everybody once, with %j', async (filter) => {
      for (let i = 0; i < 450; i++) process.host.setUser({ id: `p-${i}`, name: `员工${i}` });
      await process.query(
        `insert into push_binding (tenant_id, id, authorization_id, host_user_id, host_user_name, wecom_user_id, wecom_user_key, wecom_name, state, bound_by, bound_at, updated_at)
         select 'default', gen_random_uuid(), $1, 'p-' || n, n, 'w' || n, 'w' || n, n, 'active', 'u1', '2026-03-02', '2026-03-02' from generate_series(0, 449, 3) as n`,
        [authorizationId],
      );
      const bound = (id: string): boolean => id.startsWith('p-') && Number(id.slice(2)) % 3 === 0;
      const wanted = [...process.host.users.keys()].filter((id) => filter.state === undefined || bound(id) === (filter.state === 'bound'));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await users({ ...filter, limit: 70, ...(cursor && { cursor }) });
        seen.push(...idsOf(page));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(wanted);
    });

    it('stops after 2000 people without a match, and says that there are more', async () => {
      for (let i = 0; i < 2100; i++) process.host.setUser({ id: `p-${i}` });
      process.host.setUser({ id: 'last', name: '最后一位' });
      await bind('last', 'ZhangWei').expect(200);
      const first = await users({ state: 'bound' });
      expect(first).toEqual({ items: [], nextCursor: expect.any(String) });
      const second = await users({ state: 'bound', cursor: first.nextCursor });
      expect(idsOf(second)).toEqual(['last']);
      expect(second.nextCursor).toBeUndefined();
    });

    it('names what is wrong with a request', async () => {
      const { body } = await api('get', '/users').query({ limit: 201, state: 'maybe' }).expect(400);
      expect(Object.keys(body.details.fields).toSorted((a, b) => a.localeCompare(b))).toEqual(['authorizationId', 'limit', 'state']);
      expect((await api('get', '/users').query({ authorizationId, cursor: 'made-up' }).expect(400)).body.details.fields).toEqual({ cursor: expect.anything() });
    });

    it('answers 503 when the host does not', async () => {
      process.host.failNext(new HostUnavailableError('The BI platform does not answer'));
      expect((await api('get', '/users').query({ authorizationId }).expect(503)).body.code).toBe('HOST_UNAVAILABLE');
    });
  });

  describe('access', () => {
    const all = (headers: Record<string, string>) => [
      api('get', '/users', headers).query({ authorizationId }),
      findAccount('zhangwei', headers),
      bind('u1', 'ZhangWei', headers),
      unbind('u1', headers),
    ];

    it('is for administrators only, but for the list, which editors choose recipients from', async () => {
      const [list, ...rest] = all(asCaller({ projectRoles: { sales: 'editor' } }));
      expect((await list)?.status).toBe(200);
      for (const call of rest) expect((await call).status).toBe(403);
      for (const call of all(asCaller({ projectRoles: { sales: 'viewer' } }))) expect((await call).status).toBe(403);
      for (const call of all({})) expect((await call).status).toBe(401);
    });

    it("finds nothing through another tenant's authorization, and asks WeCom nothing", async () => {
      await bind('u1', 'ZhangWei').expect(200);
      wecom.calls.length = 0;
      for (const call of all(otherTenant)) expect(await call).toMatchObject({ status: 404, body: { code: 'AUTHORIZATION_NOT_FOUND' } });
      expect(wecom.calls).toEqual([]);
      expect(idsOf(await users({ state: 'bound' }))).toEqual(['u1']);
    });
  });
});
