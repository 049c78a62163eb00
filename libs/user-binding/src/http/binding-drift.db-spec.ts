import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { AUTHORIZATION_MIGRATIONS, AuthorizationEndings, AuthorizationsService, WecomEventHandlers, type WecomEvent } from '#authorization';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '#authorization/testing';
import { asCaller } from '#bi-host/testing';
import { newId, PushDatabase } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { BindingDrift } from '../application/binding-drift.service';
import { USER_BINDING_MIGRATIONS } from '../persistence/migrations';
import type { BindingUse } from '../ports/binding-uses.port';
import { usesOf } from '../testing/known-uses';
import { UserBindingModule } from '../user-binding.module';

const DAY_MS = 24 * 3_600_000;
const TASK: BindingUse = { hostUserId: 'u1', taskId: '01900000-0000-7000-8000-00000000aaaa', title: '销售日报', projectId: 'sales', state: 'enabled', nextRunAt: null, through: ['user'] };

describe('what becomes of bound accounts at WeCom', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  let authorizationId: string;
  /** The corp: lower-cased account to status. */
  let accounts: Map<string, number>;
  const admin = asCaller({ administrator: true });

  const get = (path: string, query: Record<string, unknown> = {}, headers = admin) => request(process.app.getHttpServer()).get(`/push${path}`).query({ authorizationId, ...query }).set(headers);
  const bind = async (hostUserId: string, wecomUserId: string) =>
    void (await request(process.app.getHttpServer()).put(`/push/users/${hostUserId}/binding`).set(admin).send({ authorizationId, wecomUserId }).expect(200));
  const bindings = async (): Promise<Record<string, string>> => Object.fromEntries((await process.query(`select host_user_id, wecom_user_id || ' ' || state as now from push_binding`)).map((row) => [row.host_user_id, row.now]));
  const changes = async () => (await get('/bindings/changes').expect(200)).body.items as Record<string, unknown>[];
  const drift = (): BindingDrift => process.app.get(BindingDrift);
  /** A night later. */
  const night = async (): Promise<number> => {
    process.clock.advance({ days: 2 });
    return drift().checkDue();
  };
  const callback = (kind: string, fields: Record<string, string>): Promise<void> => {
    const event: WecomEvent = { id: newId(), kind, suiteId: null, tenantId: 'default', authorizationId, fields, receivedAt: process.clock.now() };
    return process.app.get(WecomEventHandlers).handle(event);
  };
  const contact = (ChangeType: string, fields: Record<string, string>) => callback(`event/change_contact/${ChangeType}`, { ChangeType, ...fields });

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS, ...USER_BINDING_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    accounts = new Map([['zhangwei', 1], ['lina', 1], ['emily.chen', 1]]);
    wecom = stubCorp().answer('user/get', (input: unknown) => {
      const { userId } = input as { userId: string };
      const status = accounts.get(userId.toLowerCase());
      return status === undefined ? refusal('user/get', 60111, 'recipient') : { userid: userId, name: userId, status };
    });
    process = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      beside: (authorization) => [UserBindingModule.register({ http: true, imports: [authorization, usesOf([TASK])] })],
    });
    await process.query('truncate push_authorization, push_access_token, push_binding, push_binding_change');
    authorizationId = (await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1' }, TEST_CORP)).id;
    await bind('u1', 'ZhangWei');
    await bind('u2', 'LiNa');
    // As if they had been bound on the day of the clock.
    await process.query(`update push_binding set check_after = $1`, [new Date(process.clock.now().getTime() + DAY_MS)]);
  });
  afterEach(() => process.close());

  it('is asked once a night for each account, and not before', async () => {
    wecom.calls.length = 0;
    expect(await drift().checkDue()).toBe(0);
    expect(await night()).toBe(2);
    expect(await drift().checkDue()).toBe(0);
    expect(wecom.callsOf('user/get')).toHaveLength(2);
    expect(await bindings()).toEqual({ u1: 'ZhangWei active', u2: 'LiNa active' });
    expect(await changes()).toEqual([]);
    expect(await night()).toBe(2);
  });

  it('suspends who left and who is out of range, takes them back when they return, and lists it with the tasks that name them', async () => {
    accounts.set('zhangwei', 5);
    accounts.delete('lina');
    await night();
    expect(await bindings()).toEqual({ u1: 'ZhangWei left', u2: 'LiNa out_of_range' });
    accounts.set('zhangwei', 1).set('lina', 1);
    await night();
    expect(await bindings()).toEqual({ u1: 'ZhangWei active', u2: 'LiNa active' });
    const listed = await changes();
    expect(listed.slice(0, 2).map(({ from, to }) => [from, to])).toEqual(expect.arrayContaining([['left', 'active'], ['out_of_range', 'active']]));
    const left = listed.find(({ to }) => to === 'left');
    expect(left).toMatchObject({ hostUserId: 'u1', hostUserName: '张伟', from: 'active', stateNow: 'active', cause: 'nightly', tasks: [{ taskId: TASK.taskId, title: '销售日报' }] });
    expect(listed.find(({ to }) => to === 'out_of_range')).toMatchObject({ hostUserId: 'u2', tasks: [] });
    expect(process.audit.entries.filter(({ action }) => action === 'binding.drift')).toHaveLength(4);
  });

  it('concludes nothing when WeCom does not answer, and asks again an hour later', async () => {
    wecom.answerNext('user/get', refusal('user/get', -1, 'busy'));
    accounts.clear();
    expect(await night()).toBe(2);
    expect(Object.values(await bindings()).map((text) => text.split(' ')[1]).toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['active', 'out_of_range']);
    expect(await drift().checkDue()).toBe(0);
    process.clock.advance({ hours: 1 });
    expect(await drift().checkDue()).toBe(1);
    expect(await bindings()).toEqual({ u1: 'ZhangWei out_of_range', u2: 'LiNa out_of_range' });
  });

  it('is checked by one of several processes, and taken over from one that died', async () => {
    const other = await startTestProcess({
      databaseUrl: database.url,
      wecom,
      clock: process.clock,
      beside: (authorization) => [UserBindingModule.register({ http: false, imports: [authorization] })],
    });
    process.clock.advance({ days: 2 });
    const both = await Promise.all([drift().checkDue(), other.app.get(BindingDrift).checkDue()]);
    expect(both[0] + both[1]).toBe(2);
    await other.close();
    // Claimed, and never saved.
    await process.query(`update push_binding set check_after = $1`, [new Date(process.clock.now().getTime() + 600_000)]);
    process.clock.advance({ minutes: 10 });
    expect(await drift().checkDue()).toBe(2);
  });

  it('does not write over a binding that somebody changed while WeCom was asked', async () => {
    accounts.delete('zhangwei');
    wecom.answer('user/get', async (input: unknown) => {
      const { userId } = input as { userId: string };
      if (userId === 'ZhangWei') await process.query(`update push_binding set wecom_user_id = 'emily.chen', wecom_user_key = 'emily.chen', version = version + 1 where host_user_id = 'u1'`);
      return accounts.has(userId.toLowerCase()) ? { userid: userId, name: userId, status: 1 } : refusal('user/get', 60111, 'recipient');
    });
    await night();
    expect(await bindings()).toEqual({ u1: 'emily.chen active', u2: 'LiNa active' });
  });

  it('looks soon at accounts that WeCom refused in a send', async () => {
    accounts.delete('zhangwei');
    await drift().suspect('default', authorizationId, ['zhangwei', 'nobody']);
    expect(await drift().checkDue()).toBe(1);
    expect(await changes()).toMatchObject([{ hostUserId: 'u1', to: 'out_of_range', cause: 'send' }]);
    await drift().suspect('other', authorizationId, ['lina']);
    expect(await drift().checkDue()).toBe(0);
  });

  describe('on a callback', () => {
    it('takes a deleted person for one who left, however often and late it comes', async () => {
      accounts.delete('zhangwei');
      await contact('delete_user', { UserID: 'zhangwei' });
      await contact('delete_user', { UserID: 'zhangwei' });
      expect(await bindings()).toMatchObject({ u1: 'ZhangWei left' });
      expect(await changes()).toMatchObject([{ to: 'left', cause: 'contact' }]);
      // It tells of a person who is back meanwhile.
      accounts.set('zhangwei', 1);
      await contact('delete_user', { UserID: 'zhangwei' });
      expect(await bindings()).toMatchObject({ u1: 'ZhangWei active' });
    });

    it('follows a renamed account, also when the callback comes twice', async () => {
      accounts.delete('zhangwei');
      accounts.set('zhang.wei', 1);
      await contact('update_user', { UserID: 'zhangwei', NewUserID: 'Zhang.Wei' });
      await contact('update_user', { UserID: 'zhangwei', NewUserID: 'Zhang.Wei' });
      expect(await bindings()).toMatchObject({ u1: 'Zhang.Wei active' });
      expect(await changes()).toMatchObject([{ hostUserId: 'u1', wecomUserId: 'Zhang.Wei', previousWecomUserId: 'ZhangWei', from: 'active', to: 'active' }]);
    });

    it('leaves both alone when the new id is bound to somebody else already', async () => {
      await contact('update_user', { UserID: 'zhangwei', NewUserID: 'LiNa' });
      expect(await bindings()).toEqual({ u1: 'ZhangWei active', u2: 'LiNa active' });
    });

    it.each(['event/subscribe', 'event/unsubscribe'])('asks WeCom about the person of %s', async (kind) => {
      accounts.delete('lina');
      await callback(kind, { FromUserName: 'LiNa' });
      expect(await bindings()).toMatchObject({ u2: 'LiNa out_of_range' });
    });

    it.each([
      ['event/change_contact/update_party', { ChangeType: 'update_party', Id: '2' }],
      ['change_auth', { AuthCorpId: 'wp1' }],
    ])('looks at everybody within 10 minutes after %s', async (kind, fields) => {
      accounts.clear();
      await callback(kind, fields);
      process.clock.advance({ seconds: 601 });
      expect(await drift().checkDue()).toBe(2);
      expect(await bindings()).toEqual({ u1: 'ZhangWei out_of_range', u2: 'LiNa out_of_range' });
    });

    it('leaves the callback for later when WeCom does not answer', async () => {
      wecom.answerNext('user/get', refusal('user/get', -1, 'busy'));
      await expect(contact('delete_user', { UserID: 'zhangwei' })).rejects.toMatchObject({ errcode: -1 });
    });

    it('does nothing about people who are not bound, and corps that nobody knows', async () => {
      wecom.calls.length = 0;
      await contact('delete_user', { UserID: 'stranger' });
      await process.app.get(WecomEventHandlers).handle({ id: newId(), kind: 'change_contact', suiteId: 's', tenantId: null, authorizationId: null, fields: { ChangeType: 'delete_user', UserID: 'zhangwei' }, receivedAt: process.clock.now() });
      expect(wecom.calls).toEqual([]);
    });
  });

  it('goes with the corp that cancels its authorization, and only with that one', async () => {
    accounts.clear();
    await night();
    const batch = { authorizationId, by: ['email'] };
    await request(process.app.getHttpServer()).post('/push/bindings/matches').set(admin).send(batch).expect(201);
    const second = await process.app.get(AuthorizationsService).authorize({ tenantId: 'default', userId: 'u1' }, { ...TEST_CORP, agentId: 1_000_003 });
    accounts.set('emily.chen', 1);
    await request(process.app.getHttpServer()).put('/push/users/u3/binding').set(admin).send({ authorizationId: second.id, wecomUserId: 'emily.chen' }).expect(200);
    await process.app.get(PushDatabase).transaction((tx) => process.app.get(AuthorizationEndings).corpLeft({ tenantId: 'default', authorizationId }, tx));
    expect(await bindings()).toEqual({ u3: 'emily.chen active' });
    for (const table of ['push_binding_change', 'push_binding_batch']) expect(await process.query(`select 1 from ${table} where authorization_id = $1`, [authorizationId])).toEqual([]);
  });

  describe('over HTTP', () => {
    it('pages through the changes, newest first', async () => {
      accounts.clear();
      await night();
      const first = (await get('/bindings/changes', { limit: 1 }).expect(200)).body;
      const second = (await get('/bindings/changes', { limit: 1, cursor: first.nextCursor }).expect(200)).body;
      expect([...first.items, ...second.items].map(({ hostUserId }: { hostUserId: string }) => hostUserId).toSorted((a: string, b: string) => a.localeCompare(b))).toEqual(['u1', 'u2']);
      expect(second.nextCursor).toBeUndefined();
      expect((await get('/bindings/changes', { cursor: 'made-up' }).expect(400)).body.details.fields).toEqual({ cursor: expect.anything() });
    });

    it('shows what unbinding would take away, and takes nothing away', async () => {
      expect((await get('/users/u1/binding/effects').expect(200)).body).toEqual({ tasks: [{ taskId: TASK.taskId, title: '销售日报', projectId: 'sales', state: 'enabled', nextRunAt: null, through: ['user'] }] });
      expect((await get('/users/u2/binding/effects').expect(200)).body).toEqual({ tasks: [] });
      expect((await get('/users/u3/binding/effects').expect(404)).body.code).toBe('BINDING_NOT_FOUND');
      expect(await bindings()).toMatchObject({ u1: 'ZhangWei active' });
    });

    it('shows what revoking the app would stop, and stops nothing', async () => {
      const { hostUserId: _, through: _ways, ...task } = TASK;
      expect((await get(`/authorizations/${authorizationId}/effects`).expect(200)).body).toEqual({ boundPeople: 2, taskCount: 1, tasks: [task] });
      expect((await process.app.get(AuthorizationsService).get('default', authorizationId)).state).toBe('active');
    });

    it('is for administrators of the tenant', async () => {
      for (const path of ['/bindings/changes', '/users/u1/binding/effects', `/authorizations/${authorizationId}/effects`]) {
        await get(path, {}, asCaller({ projectRoles: { sales: 'editor' } })).expect(403);
        expect((await get(path, {}, asCaller({ administrator: true, tenantId: 'other' })).expect(404)).body.code).toBe('AUTHORIZATION_NOT_FOUND');
      }
    });
  });
});
