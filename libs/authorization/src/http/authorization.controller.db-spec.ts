import request from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { StubWecomTransport } from '#wecom/testing';
import { AUTHORIZATION_MIGRATIONS } from '../persistence/migrations';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '../testing';

describe('/push/authorizations', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let wecom: StubWecomTransport;
  const admin = asCaller({ administrator: true });
  const otherTenant = asCaller({ administrator: true, tenantId: 'other' });

  const api = (method: 'get' | 'post' | 'put' | 'delete', path = '', headers = admin) => request(process.app.getHttpServer())[method](`/push/authorizations${path}`).set(headers);
  const authorize = async (): Promise<string> => (await api('post').send(TEST_CORP).expect(201)).body.id;

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    wecom = stubCorp();
    process = await startTestProcess({ databaseUrl: database.url, wecom });
    await process.query('truncate push_authorization cascade');
  });
  afterEach(() => process.close());

  it('authorizes an app that WeCom confirms, and shows its name, logo and visible range but never its secret', async () => {
    const { body } = await api('post').send({ ...TEST_CORP, corpId: ` ${TEST_CORP.corpId} ` }).expect(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      corpId: TEST_CORP.corpId,
      mode: 'self_built',
      agentId: TEST_CORP.agentId,
      agentName: '经营报表',
      agentLogoUrl: 'https://example.com/logo.png',
      state: 'active',
      trouble: null,
      visibleRange: { userIds: ['ZhangWei'], departmentIds: [1], tagIds: [] },
      activatedAt: '2026-03-02T01:00:00.000Z',
      createdAt: '2026-03-02T01:00:00.000Z',
      createdBy: 'u1',
      updatedAt: '2026-03-02T01:00:00.000Z',
    });
    expect((await api('get').expect(200)).body).toEqual({ items: [body] });
    expect((await api('get', `/${body.id}`).expect(200)).body).toEqual(body);
    expect(wecom.calls.map((call) => call.name)).toEqual(['gettoken', 'agent/get']);
  });

  it('stores neither secret nor token in clear', async () => {
    await authorize();
    const rows = JSON.stringify([await process.query('select * from push_authorization'), await process.query('select * from push_access_token')]);
    expect(rows).not.toContain(TEST_CORP.secret);
    expect(rows).not.toContain('token-1');
  });

  it.each([
    ['an AgentId', '1000002', 'looks like an AgentId'],
    ["a provider's encrypted id", 'wpDEMOencryptedCorp00000000000', 'encrypted id'],
    ['something else', '我们公司', 'begins with ww'],
  ])('refuses %s in the place of the CorpID, and says where to find it', async (_what, corpId, hint) => {
    const { body } = await api('post').send({ ...TEST_CORP, corpId }).expect(400);
    expect(body.code).toBe('INVALID_INPUT');
    expect(body.details.fields.corpId[0]).toContain(hint);
    expect(body.details.fields.corpId[0]).toContain('我的企业 → 企业信息');
    expect(wecom.calls).toEqual([]);
  });

  it('names every wrong field, and repeats no secret', async () => {
    const { body } = await api('post').send({ corpId: '', agentId: 'x', secret: '' }).expect(400);
    expect(Object.keys(body.details.fields)).toEqual(['corpId', 'agentId', 'secret']);
    const { text } = await api('post').send({ ...TEST_CORP, secret: 'S'.repeat(513) }).expect(400);
    expect(text).not.toContain('SSS');
  });

  it.each([
    ['a wrong secret', 'gettoken', 40001, 'secret_refused'],
    ['an unknown corp', 'gettoken', 40013, 'corp_id_refused'],
    ["another corp's secret", 'gettoken', 40091, 'secret_refused'],
    ["another app's AgentId", 'agent/get', 301002, 'agent_mismatch'],
    ['an address that is not trusted', 'agent/get', 60020, 'ip_not_trusted'],
  ])('stores nothing when WeCom refuses %s, and says why and what to do', async (_what, call, errcode, reason) => {
    wecom.answerNext(call, refusal(call, errcode, 'app', '203.0.113.7'));
    const { body } = await api('post').send(TEST_CORP).expect(409);
    expect(body).toMatchObject({ code: 'AUTHORIZATION_REFUSED', details: { reason, errcode, seenIp: '203.0.113.7' } });
    expect(body.details.remedy['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(body.details.remedy['en-US']).toMatch(/[a-z]/);
    expect(JSON.stringify(body)).not.toContain(TEST_CORP.secret);
    expect((await api('get')).body.items).toEqual([]);
  });

  it('refuses an app that is switched off in WeCom', async () => {
    wecom.answerNext('agent/get', { agentid: TEST_CORP.agentId, name: '经营报表', close: 1 });
    expect((await api('post').send(TEST_CORP).expect(409)).body).toMatchObject({ code: 'AUTHORIZATION_REFUSED', details: { reason: 'app_disabled' } });
  });

  it('answers 503 when WeCom does not, and the administrator may simply try again', async () => {
    wecom.answerNext('gettoken', refusal('gettoken', -1, 'busy'));
    expect((await api('post').send(TEST_CORP).expect(503)).body.code).toBe('WECOM_CALL_FAILED');
    await authorize();
  });

  it('refuses the same app twice, whatever the case of the CorpID, and names the first one', async () => {
    const id = await authorize();
    const { body } = await api('post').send({ ...TEST_CORP, corpId: TEST_CORP.corpId.toUpperCase() }).expect(409);
    expect(body).toMatchObject({ code: 'AUTHORIZATION_EXISTS', details: { authorizationId: id } });
  });

  it("refuses a corp's app that another tenant holds, and tells nothing of that tenant", async () => {
    await authorize();
    const { body, text } = await api('post', '', otherTenant).send(TEST_CORP).expect(409);
    expect(body).toMatchObject({ code: 'CORP_CLAIMED', details: {} });
    expect(text).not.toContain('default');
    // Who does not know the secret does not even learn that it is in use.
    wecom.answerNext('gettoken', refusal('gettoken', 40001, 'app'));
    expect((await api('post', '', otherTenant).send(TEST_CORP).expect(409)).body.code).toBe('AUTHORIZATION_REFUSED');
  });

  it('lets one of two win who authorize the same app at once', async () => {
    const answers = await Promise.all([api('post').send(TEST_CORP), api('post').send(TEST_CORP)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect((await api('get')).body.items).toHaveLength(1);
  });

  it('keeps the old secret until WeCom has accepted the new one', async () => {
    const id = await authorize();
    wecom.answerNext('gettoken', refusal('gettoken', 40001, 'app'));
    expect((await api('put', `/${id}/secret`).send({ secret: 'wrong-new-secret' }).expect(409)).body.code).toBe('AUTHORIZATION_REFUSED');
    expect((await api('get', `/${id}`)).body.state).toBe('active');

    await api('put', `/${id}/secret`).send({ secret: 'right-new-secret' }).expect(200);
    process.clock.advance({ hours: 3 });
    await api('post', `/${id}/check`).expect(200);
    expect(wecom.callsOf('gettoken').at(-1)?.input).toEqual({ corpId: TEST_CORP.corpId, secret: 'right-new-secret' });
  });

  it('heals a broken authorization with a new secret', async () => {
    const id = await authorize();
    process.clock.advance({ hours: 3 });
    wecom.answerNext('gettoken', refusal('gettoken', 40001, 'app'));
    expect((await api('post', `/${id}/check`).expect(200)).body).toMatchObject({ state: 'broken', trouble: { reason: 'secret_refused' } });
    expect((await api('put', `/${id}/secret`).send({ secret: 'right-new-secret' }).expect(200)).body).toMatchObject({ state: 'active', trouble: null });
  });

  it('checks without sending anything: broken with the remedy, and active again when WeCom works', async () => {
    const id = await authorize();
    wecom.answerNext('agent/get', refusal('agent/get', 60020, 'app', '203.0.113.7'));
    const broken = (await api('post', `/${id}/check`).expect(200)).body;
    expect(broken).toMatchObject({ state: 'broken', trouble: { reason: 'ip_not_trusted', errcode: 60020, seenIp: '203.0.113.7', actor: expect.any(String) } });
    expect(broken.trouble.remedy['zh-CN']).toMatch(/[\u4e00-\u9fff]/);

    wecom.answerNext('agent/get', { agentid: TEST_CORP.agentId, name: '经营报表', close: 1 });
    expect((await api('post', `/${id}/check`).expect(200)).body.trouble).toMatchObject({ reason: 'app_disabled', errcode: null, remedy: { 'zh-CN': expect.any(String) } });

    wecom.answerNext('agent/get', { agentid: TEST_CORP.agentId, name: '经营报表(新)', allow_partys: { partyid: [2] } });
    expect((await api('post', `/${id}/check`).expect(200)).body).toMatchObject({
      state: 'active',
      trouble: null,
      agentName: '经营报表(新)',
      visibleRange: { userIds: [], departmentIds: [2], tagIds: [] },
    });
    expect(wecom.callsOf('message/send')).toEqual([]);
  });

  it('changes nothing when a check finds no answer', async () => {
    const id = await authorize();
    wecom.answerNext('agent/get', refusal('agent/get', -1, 'busy'));
    await api('post', `/${id}/check`).expect(503);
    expect((await api('get', `/${id}`)).body.state).toBe('active');
  });

  it('revokes: secret and token are destroyed, and the app may be authorized anew by anybody who holds its secret', async () => {
    const id = await authorize();
    await api('delete', `/${id}`).expect(204);
    await api('delete', `/${id}`).expect(204);
    expect(await process.query('select state, secret_sealed from push_authorization')).toEqual([{ state: 'revoked', secret_sealed: null }]);
    expect(await process.query('select 1 from push_access_token')).toEqual([]);
    expect((await api('get')).body.items).toEqual([]);
    expect((await api('get', `/${id}`).expect(200)).body.state).toBe('revoked');
    for (const answer of [await api('post', `/${id}/check`), await api('put', `/${id}/secret`).send({ secret: 'x' })]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'AUTHORIZATION_NOT_USABLE', details: { state: 'revoked' } } });
    }
    await api('post', '', otherTenant).send(TEST_CORP).expect(201);
  });

  it("shows nothing of one tenant to another, nor lets it touch anything", async () => {
    const id = await authorize();
    expect((await api('get', '', otherTenant)).body).toEqual({ items: [] });
    const answers = [
      await api('get', `/${id}`, otherTenant),
      await api('put', `/${id}/secret`, otherTenant).send({ secret: 'x' }),
      await api('post', `/${id}/check`, otherTenant),
      await api('delete', `/${id}`, otherTenant),
      await api('get', '/00000000-0000-7000-8000-000000000000'),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { code: 'AUTHORIZATION_NOT_FOUND' } });
    expect((await api('get', `/${id}`)).body.state).toBe('active');
  });

  it('is for administrators only', async () => {
    const id = await authorize();
    const all = (headers: Record<string, string>) => [
      api('post', '', headers).send(TEST_CORP),
      api('get', '', headers),
      api('get', `/${id}`, headers),
      api('put', `/${id}/secret`, headers).send({ secret: 'x' }),
      api('post', `/${id}/check`, headers),
      api('delete', `/${id}`, headers),
    ];
    for (const call of all(asCaller({ projectRoles: { sales: 'viewer' } }))) expect((await call).status).toBe(403);
    for (const call of all({})) expect((await call).status).toBe(401);
  });

  it('refuses an id that is none', async () => {
    expect((await api('get', '/1').expect(400)).body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { id: expect.anything() } } });
  });
});
