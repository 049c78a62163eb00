import { Logger } from '@nestjs/common';
import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { asCaller } from '#bi-host/testing';
import { newId } from '#kernel';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { messageSend } from '#wecom';
import { StubWecomTransport } from '#wecom/testing';
import { AuthorizationUpkeep } from '../application/authorization-upkeep.service';
import { WecomAppClient } from '../application/wecom-app.client';
import { WecomEventHandlers } from '../application/wecom-event-handlers';
import { AUTHORIZATION_MIGRATIONS } from '../persistence/migrations';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '../testing';

interface Check {
  name: string;
  status: string;
  remedy: Record<string, string> | null;
  actor: string | null;
}

describe('the health of an authorization', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  let id: string;
  const admin = asCaller({ administrator: true });

  const api = (method: 'get' | 'post' | 'put' | 'delete', path: string, headers = admin) => request(process.app.getHttpServer())[method](`/push/authorizations${path}`).set(headers);
  const health = async () => (await api('get', `/${id}/health`).expect(200)).body;
  const statuses = async (): Promise<Record<string, string>> => Object.fromEntries(((await health()).checks as Check[]).map((check) => [check.name, check.status]));
  const alarms = () => process.query('select cause, subject_id, audience, state, count, remedy from push_alarm');
  const send = () => process.app.get(WecomAppClient).call(id, messageSend, { body: '{}' });

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    wecom = stubCorp().answer('message/send', { msgid: 'm1' });
    process = await startTestProcess({ databaseUrl: database.url, wecom });
    await process.query('truncate push_authorization, push_authorization_health, push_authorization_change, push_secret_try, push_access_token, push_alarm cascade');
    id = (await api('post', '').send(TEST_CORP).expect(201)).body.id;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await process.close();
  });

  it('says of a working app that every step works, and how many its range names', async () => {
    expect(await health()).toEqual({
      authorizationId: id,
      state: 'active',
      checks: ['corp_id', 'secret', 'token', 'trusted_ip', 'agent_id', 'app_enabled', 'interface', 'visible_range', 'activity', 'callback'].map((name) => ({
        name,
        status: name === 'callback' ? 'not_configured' : name === 'activity' ? 'unknown' : 'ok',
        meaning: null,
        remedy: null,
        actor: null,
      })),
      seenIp: null,
      undeliverableAlarms: 0,
      visibleRange: { users: 1, departments: 1, tags: 0 },
      lastCheckedAt: '2026-03-02T01:00:00.000Z',
      lastSentAt: null,
      lastCallbackAt: null,
      lastOpenedAt: null,
      disabledFrom: null,
      tokenExpiresAt: '2026-03-02T03:00:00.000Z',
      lastError: null,
      changes: [],
    });
  });

  it.each([
    ['gettoken', 40001, 'secret', { corp_id: 'ok', secret: 'failed', token: 'unknown', trusted_ip: 'unknown', app_enabled: 'unknown', visible_range: 'unknown' }],
    ['gettoken', 40013, 'corp_id', { corp_id: 'failed', secret: 'unknown' }],
    ['agent/get', 60020, 'trusted_ip', { secret: 'ok', token: 'ok', trusted_ip: 'failed', agent_id: 'unknown', app_enabled: 'unknown' }],
    ['agent/get', 48006, 'interface', { trusted_ip: 'ok', app_enabled: 'ok', interface: 'failed', visible_range: 'unknown' }],
  ])('names of a refusal by %s with %i the step that failed, what mends it and who can; of later steps it claims nothing', async (call, errcode, failed, expected) => {
    if (call === 'gettoken') process.clock.advance({ hours: 3 });
    wecom.answerNext(call, refusal(call, errcode, 'app', '203.0.113.7'));
    await api('post', `/${id}/check`).expect(200);
    expect(await statuses()).toMatchObject(expected);
    const { checks, seenIp, lastError, state } = await health();
    const check = (checks as Check[]).find(({ name }) => name === failed);
    expect(check?.remedy?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(check?.remedy?.['en-US']).toMatch(/[a-z]/);
    expect(check?.actor).toBe('corp_admin');
    expect({ seenIp, state }).toEqual({ seenIp: '203.0.113.7', state: 'broken' });
    expect(lastError).toMatchObject({ api: call, errcode, seenIp: '203.0.113.7', actor: 'corp_admin', meaning: { 'zh-CN': expect.any(String) } });
  });

  it('warns when nobody is in the visible range', async () => {
    wecom.answerNext('agent/get', { agentid: TEST_CORP.agentId, name: '经营报表', close: 0 });
    await api('post', `/${id}/check`).expect(200);
    expect(await statuses()).toMatchObject({ visible_range: 'warning', app_enabled: 'ok' });
  });

  it('keeps when WeCom last accepted a message, writing it once a minute at most', async () => {
    await send();
    process.clock.advance({ seconds: 59 });
    await send();
    expect((await health()).lastSentAt).toBe('2026-03-02T01:00:00.000Z');
    process.clock.advance({ seconds: 1 });
    await send();
    expect((await health()).lastSentAt).toBe('2026-03-02T01:01:00.000Z');
  });

  it('keeps the last failure of the way to WeCom with its remedy, and none of single people or messages', async () => {
    wecom.answerNext('message/send', refusal('message/send', 81013, 'recipient'));
    await expect(send()).rejects.toMatchObject({ code: 'WECOM_CALL_FAILED' });
    expect((await health()).lastError).toBeNull();
    wecom.answerNext('message/send', refusal('message/send', 45009, 'busy'));
    await expect(send()).rejects.toMatchObject({ code: 'WECOM_CALL_FAILED' });
    expect(await health()).toMatchObject({ state: 'active', lastError: { at: '2026-03-02T01:00:00.000Z', api: 'message/send', errcode: 45009, actor: 'nobody' } });
  });

  it('raises one alarm when it breaks, however many calls fail, and one when it works again', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn');
    wecom.answer('message/send', refusal('message/send', 60020, 'app', '203.0.113.7'));
    await Promise.all(Array.from({ length: 20 }, () => send().catch(() => undefined)));
    expect((await health()).changes).toEqual([
      { from: 'active', to: 'broken', reason: 'ip_not_trusted', errcode: 60020, seenIp: '203.0.113.7', changedAt: '2026-03-02T01:00:00.000Z' },
    ]);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(await alarms()).toEqual([{ cause: 'AUTHORIZATION_BROKEN', subject_id: id, audience: 'administrators', state: 'open', count: 1, remedy: expect.stringMatching(/[\u4e00-\u9fff]/) }]);

    wecom.answer('message/send', { msgid: 'm2' });
    process.clock.advance({ minutes: 5 });
    await send();
    expect((await health()).changes).toMatchObject([{ from: 'broken', to: 'active', reason: null }, { to: 'broken' }]);
    expect(await alarms()).toMatchObject([{ subject_id: id, state: 'cleared' }]);
  });

  it('tells editors that an app is broken, not why, nor whom it reaches', async () => {
    wecom.answerNext('agent/get', refusal('agent/get', 60020, 'app', '203.0.113.7'));
    await api('post', `/${id}/check`).expect(200);
    const [seen] = (await api('get', '', asCaller({ projectRoles: { sales: 'editor' } })).expect(200)).body.items;
    expect(seen).toMatchObject({ id, corpId: TEST_CORP.corpId, state: 'broken', trouble: null, visibleRange: { userIds: [], departmentIds: [], tagIds: [] } });
    const [all] = (await api('get', '').expect(200)).body.items;
    expect(all).toMatchObject({ id, trouble: { seenIp: '203.0.113.7' }, visibleRange: { userIds: [expect.any(String)] } });
  });

  it('ends the alarm of a broken app that is revoked', async () => {
    wecom.answerNext('agent/get', refusal('agent/get', 60020, 'app', '203.0.113.7'));
    await api('post', `/${id}/check`).expect(200);
    expect(await alarms()).toMatchObject([{ state: 'open' }]);
    await api('delete', `/${id}`).expect(204);
    expect(await alarms()).toMatchObject([{ state: 'cleared' }]);
  });

  it('finds out by itself that a broken one works again, and once a day that a working one no longer does', async () => {
    const upkeep = process.app.get(AuthorizationUpkeep);
    wecom.answerNext('agent/get', refusal('agent/get', 60020, 'app'));
    await api('post', `/${id}/check`).expect(200);
    await upkeep.runOnce();
    expect((await health()).state).toBe('broken'); // not before 5 minutes are over
    process.clock.advance({ minutes: 5 });
    const second = await startTestProcess({ databaseUrl: database.url, wecom, clock: process.clock });
    const asked = wecom.callsOf('agent/get').length;
    await Promise.all([upkeep.runOnce(), second.app.get(AuthorizationUpkeep).runOnce()]);
    await second.close();
    expect(wecom.callsOf('agent/get').length - asked).toBe(1);
    expect((await health()).state).toBe('active');

    process.clock.advance({ hours: 23 });
    await upkeep.runOnce();
    expect(wecom.callsOf('agent/get').length - asked).toBe(1);
    process.clock.advance({ hours: 1 });
    wecom.answerNext('agent/get', { agentid: TEST_CORP.agentId, name: '经营报表', close: 1 });
    await upkeep.runOnce();
    expect(await health()).toMatchObject({ state: 'broken', changes: [{ to: 'broken', reason: 'app_disabled' }, { to: 'active' }, { to: 'broken' }] });
    expect(wecom.callsOf('message/send')).toEqual([]);
  });

  describe('of an app that hardly anybody opens', () => {
    const AT = Date.parse('2026-03-01T01:00:00Z') / 1000;
    const callback = (event: string, fields: Record<string, string> = {}, seconds = AT): Promise<void> =>
      process.app.get(WecomEventHandlers).handle({ id: newId(), kind: `event/${event}`, suiteId: null, tenantId: 'default', authorizationId: id, fields: { CreateTime: String(seconds), ...fields }, receivedAt: process.clock.now() });
    const activity = async (): Promise<Check | undefined> => ((await health()).checks as Check[]).find(({ name }) => name === 'activity');

    it('says when somebody last opened it', async () => {
      await callback('enter_agent', { FromUserName: 'ZhangWei' });
      expect((await health()).lastOpenedAt).toBe('2026-03-01T01:00:00.000Z');
    });

    it('warns before WeCom disables it, fails when it did, and is over when it is enabled again', async () => {
      await callback('inactive_alert', { EffectTime: String(AT + 86_400) });
      expect(await activity()).toMatchObject({ status: 'warning', actor: 'bi_admin', remedy: { 'zh-CN': expect.stringContaining('打开') } });
      expect((await health()).disabledFrom).toBe('2026-03-02T01:00:00.000Z');
      await callback('close_inactive_agent', {}, AT + 86_400);
      expect(await activity()).toMatchObject({ status: 'failed', actor: 'corp_admin' });
      await callback('reopen_inactive_agent', {}, AT + 90_000);
      expect(await activity()).toMatchObject({ status: 'unknown' });
      await api('put', `/${id}/callback`).expect(200);
      expect(await activity()).toMatchObject({ status: 'ok' });
    });

    it('keeps to what WeCom said last, in whatever order it comes', async () => {
      await callback('reopen_inactive_agent', {}, AT + 90_000);
      await callback('close_inactive_agent', {}, AT + 86_400);
      await callback('inactive_alert', { EffectTime: String(AT + 86_400) });
      expect(await activity()).toMatchObject({ status: 'unknown' });
    });
  });

  it('keeps when WeCom last left somebody out for lack of a licence', async () => {
    wecom.answerNext('message/send', { msgid: 'm1', unlicenseduser: 'zhangwei' });
    await send();
    expect(await process.query('select last_unlicensed_at as at from push_authorization_health')).toEqual([{ at: new Date('2026-03-02T01:00:00Z') }]);
  });

  it('shows the revoking as the last change', async () => {
    await api('delete', `/${id}`).expect(204);
    await api('delete', `/${id}`).expect(204);
    expect(await health()).toMatchObject({ state: 'revoked', changes: [{ from: 'active', to: 'revoked' }] });
    expect(await statuses()).toMatchObject({ secret: 'unknown', token: 'unknown' });
  });

  it('keeps in the audit log who authorized, renewed and revoked, and what WeCom did in between', async () => {
    wecom.answerNext('agent/get', refusal('agent/get', 60020, 'app', '203.0.113.7'));
    await api('post', `/${id}/check`).expect(200);
    await api('put', `/${id}/secret`).send({ secret: 'right-new-secret' }).expect(200);
    await api('delete', `/${id}`).expect(204);
    expect(process.audit.entries.map(({ action, actor, after }) => [action, actor.kind, after])).toEqual([
      ['authorization.create', 'user', expect.objectContaining({ corpId: TEST_CORP.corpId, agentName: '经营报表' })],
      ['authorization.broken', 'system', { state: 'broken', reason: 'ip_not_trusted', errcode: 60020, seenIp: '203.0.113.7' }],
      ['authorization.replace_secret', 'user', expect.anything()],
      ['authorization.active', 'system', expect.objectContaining({ state: 'active' })],
      ['authorization.revoked', 'user', expect.objectContaining({ state: 'revoked' })],
    ]);
    expect(JSON.stringify(process.audit.entries)).not.toMatch(/right-new-secret|the-secret-of/);
  });

  it('is for administrators of the tenant only', async () => {
    expect((await api('get', `/${id}/health`, asCaller({ administrator: true, tenantId: 'other' }))).status).toBe(404);
    expect((await api('get', `/${id}/health`, asCaller({ projectRoles: { sales: 'editor' } }))).status).toBe(403);
    expect((await api('get', `/${id}/health`, {})).status).toBe(401);
  });

  describe('wrong secrets', () => {
    const typeWrong = async (tenantId = 'default'): Promise<{ status: number; body: { code: string; details: Record<string, unknown> } }> => {
      wecom.answerNext('gettoken', refusal('gettoken', 40001, 'app'));
      return api('post', '', asCaller({ administrator: true, tenantId })).send({ ...TEST_CORP, agentId: 1_000_009 });
    };

    it('are not even tried after 5 in 10 minutes: WeCom would close for everybody; other tenants go on', async () => {
      for (let i = 0; i < 5; i++) expect((await typeWrong()).status).toBe(409);
      const asked = wecom.callsOf('gettoken').length;
      const refused = await api('put', `/${id}/secret`).send({ secret: 'another-guess' });
      expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_SECRET_TRIES', details: { retryAt: '2026-03-02T01:10:00.000Z' } } });
      expect(wecom.callsOf('gettoken').length).toBe(asked);

      await api('post', '', asCaller({ administrator: true, tenantId: 'other' })).send({ ...TEST_CORP, agentId: 1_000_010 }).expect(201);
      process.clock.advance({ minutes: 10 });
      await api('put', `/${id}/secret`).send({ secret: 'the-right-one' }).expect(200);
    });

    it('are counted together by all processes, also when typed at once', async () => {
      const second = await startTestProcess({ databaseUrl: database.url, wecom, clock: process.clock });
      wecom.answer('gettoken', refusal('gettoken', 40001, 'app'));
      const asked = wecom.callsOf('gettoken').length;
      const tries = Array.from({ length: 20 }, (_, i) =>
        request((i % 2 ? second : process).app.getHttpServer()).post('/push/authorizations').set(admin).send({ ...TEST_CORP, agentId: 1_000_009 }),
      );
      const answers = (await Promise.all(tries)).map(({ status }) => status);
      await second.close();
      expect(answers.filter((status) => status === 409)).toHaveLength(5);
      expect(answers.filter((status) => status === 429)).toHaveLength(15);
      expect(wecom.callsOf('gettoken').length - asked).toBe(5);
    });

    it('of many tenants are counted for our address too', async () => {
      for (let i = 0; i < 60; i++) expect((await typeWrong(`tenant-${i}`)).status).toBe(409);
      expect((await typeWrong('tenant-60')).status).toBe(429);
    });

    it('are not what right secrets and silence of WeCom are taken for', async () => {
      for (let i = 0; i < 6; i++) await api('put', `/${id}/secret`).send({ secret: 'right' }).expect(200);
      for (let i = 0; i < 6; i++) {
        wecom.answerNext('gettoken', refusal('gettoken', -1, 'busy'));
        await api('put', `/${id}/secret`).send({ secret: 'right' }).expect(503);
      }
      await api('put', `/${id}/secret`).send({ secret: 'right' }).expect(200);
    });

    it('are also limited for who presses check again and again', async () => {
      process.clock.advance({ hours: 3 });
      wecom.answer('gettoken', refusal('gettoken', 40001, 'app'));
      const pressed: number[] = [];
      for (let i = 0; i < 8; i++) pressed.push((await api('post', `/${id}/check`)).status);
      expect(pressed.at(-1)).toBe(429);
      expect(wecom.callsOf('gettoken').length).toBeLessThan(8);
    });
  });
});
