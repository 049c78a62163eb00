import request, { type Test } from 'supertest';
import { ALARMS_MIGRATIONS } from '#alarms';
import { asCaller } from '#bi-host/testing';
import { createTestDatabase, schemaOf, type TestDatabase } from '#kernel/testing';
import { CallbackCrypto, MAX_CALLBACK_BYTES } from '#wecom';
import { WecomEventHandlers } from '../application/wecom-event-handlers';
import { WecomEvents } from '../application/wecom-events.service';
import type { WecomEvent } from '../domain/wecom-event';
import { AUTHORIZATION_MIGRATIONS } from '../persistence/migrations';
import { startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '../testing';

const admin = asCaller({ administrator: true });
const SECONDS = Date.parse('2026-03-02T01:00:00Z') / 1000;

const subscribe = (user = 'ZhangWei', createTime = SECONDS): string =>
  `<xml><ToUserName><![CDATA[${TEST_CORP.corpId}]]></ToUserName><FromUserName><![CDATA[${user}]]></FromUserName><CreateTime>${createTime}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event><AgentID>1000002</AgentID></xml>`;

describe.each(['express', 'fastify'] as const)('/push/callbacks on %s', (adapter) => {
  let database: TestDatabase;
  let process: TestProcess;
  let id: string;
  let crypto: CallbackCrypto;
  let seen: WecomEvent[];
  let failures: number;

  const server = () => request(process.app.getHttpServer());
  const work = () => process.app.get(WecomEvents).work();
  const signed = (encrypt: string, timestamp = String(SECONDS), nonce = '1234567890') => ({ msg_signature: crypto.sign(timestamp, nonce, encrypt), timestamp, nonce });
  const envelope = (encrypt: string, toUserName = TEST_CORP.corpId): string =>
    `<xml><ToUserName><![CDATA[${toUserName}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`;
  const post = (xml: string, { corpId = TEST_CORP.corpId, timestamp = String(SECONDS), type = 'text/xml', channel = id } = {}): Test => {
    const encrypt = crypto.encrypt(xml, corpId);
    return server().post(`/push/callbacks/${channel}`).query(signed(encrypt, timestamp)).set('content-type', type).send(envelope(encrypt, corpId));
  };
  const stored = () => process.query('select kind, state, attempts from push_wecom_event order by id');
  const newKeys = async () => (await server().put(`/push/authorizations/${id}/callback`).set(admin).expect(200)).body as { token: string; encodingAesKey: string; url: string; path: string };

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    process = await startTestProcess({ databaseUrl: database.url, wecom: stubCorp(), adapter, authorization: { publicUrl: 'https://push.example.com/' } });
    await process.query('truncate push_authorization, push_access_token, push_wecom_callback, push_wecom_event, push_authorization_health');
    id = (await server().post('/push/authorizations').set(admin).send(TEST_CORP).expect(201)).body.id;
    const keys = await newKeys();
    crypto = new CallbackCrypto(keys.token, keys.encodingAesKey);
    seen = [];
    failures = 0;
    process.app.get(WecomEventHandlers).on('event/subscribe', async (event) => {
      if (failures-- > 0) throw new Error('not now');
      seen.push(event);
    });
  });
  afterEach(() => process.close());

  it('gives address, Token and EncodingAESKey once, as WeCom wants them, and stores neither in clear', async () => {
    const keys = await newKeys();
    expect(keys).toEqual({
      path: `/push/callbacks/${id}`,
      url: `https://push.example.com/push/callbacks/${id}`,
      token: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      encodingAesKey: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
    });
    const rows = JSON.stringify(await process.query('select * from push_wecom_callback'));
    expect(rows).not.toContain(keys.token);
    expect(rows).not.toContain(keys.encodingAesKey);
    expect(JSON.stringify(process.audit.entries)).not.toContain(keys.token);
  });

  it('answers the check of the address with the bare text, also when a proxy took the + of base64 for a blank', async () => {
    for (const damage of [(text: string) => text, (text: string) => text.replaceAll('+', ' ')]) {
      const echostr = crypto.encrypt('6157421390876543210', TEST_CORP.corpId, Buffer.from('0123456789abcde7'));
      const answer = await server().get(`/push/callbacks/${id}`).query({ ...signed(echostr), echostr: damage(echostr) });
      expect(answer).toMatchObject({ status: 200, text: '6157421390876543210', type: 'text/plain' });
    }
  });

  it('refuses a check that is not signed with our Token', async () => {
    const echostr = crypto.encrypt('1', TEST_CORP.corpId);
    const answer = await server().get(`/push/callbacks/${id}`).query({ ...signed(echostr), msg_signature: 'f'.repeat(40), echostr });
    expect(answer).toMatchObject({ status: 403, body: { code: 'CALLBACK_REJECTED', details: { flaw: 'signature' } } });
  });

  it.each(['text/xml', 'application/xml; charset=utf-8', 'text/plain'])('keeps a callback sent as %s, answers with nothing, and gives it to its handlers with tenant and authorization', async (type) => {
    const answer = await post(subscribe(), { type });
    expect(answer).toMatchObject({ status: 200, text: '' });
    await work();
    expect(seen).toMatchObject([{ kind: 'event/subscribe', tenantId: 'default', authorizationId: id, fields: { FromUserName: 'ZhangWei' }, receivedAt: new Date('2026-03-02T01:00:00Z') }]);
    expect(await stored()).toEqual([{ kind: 'event/subscribe', state: 'done', attempts: 1 }]);
    const { lastCallbackAt, checks } = (await server().get(`/push/authorizations/${id}/health`).set(admin)).body;
    expect(lastCallbackAt).toBe('2026-03-02T01:00:00.000Z');
    expect(checks.at(-1)).toMatchObject({ name: 'callback', status: 'ok' });
  });

  it('works once on what WeCom sends three times, and on two different events of one second both', async () => {
    await Promise.all([post(subscribe()), post(subscribe()), post(subscribe())].map((sent) => sent.expect(200)));
    await post(subscribe('LiNa')).expect(200);
    await work();
    expect(seen.map(({ fields }) => fields.FromUserName).toSorted()).toEqual(['LiNa', 'ZhangWei']);
  });

  it('tries again later when a handler fails, and keeps the event until then', async () => {
    failures = 2;
    await post(subscribe()).expect(200);
    await work();
    await work();
    expect(await stored()).toEqual([{ kind: 'event/subscribe', state: 'pending', attempts: 1 }]);
    process.clock.advance({ seconds: 5 });
    await work();
    process.clock.advance({ seconds: 10 });
    await work();
    expect(seen).toHaveLength(1);
    expect(await stored()).toEqual([{ kind: 'event/subscribe', state: 'done', attempts: 3 }]);
  });

  it('gives up after an hour of failures, and says so', async () => {
    failures = 1000;
    await post(subscribe()).expect(200);
    for (let i = 0; i < 20; i++) {
      await work();
      process.clock.advance({ minutes: 10 });
    }
    expect(await stored()).toEqual([{ kind: 'event/subscribe', state: 'failed', attempts: 14 }]);
  });

  it('leaves what another process works on to that one, and takes it over when that one has died', async () => {
    const second = await startTestProcess({ databaseUrl: database.url, wecom: stubCorp(), clock: process.clock });
    await second.query(`insert into push_wecom_event (id, channel, body_hash, kind, body_sealed, state, next_try_at, received_at, attempts)
                        values ('0193aaaa-0000-7000-8000-000000000000', 'c', 'h', 'event/x', 'v1.lost.AAAA', 'pending', $1, $1, 1)`, [new Date('2026-03-02T01:01:00Z')]);
    await second.app.get(WecomEvents).work();
    expect(await stored()).toMatchObject([{ attempts: 1 }]);
    process.clock.advance({ minutes: 1 });
    await Promise.all([work(), second.app.get(WecomEvents).work()]);
    expect(await stored()).toMatchObject([{ attempts: 2 }]);
    await second.close();
  });

  it.each([
    ['for another corp', () => post(subscribe(), { corpId: 'ww0000000000000000' }), 403, { flaw: 'receive_id' }],
    ['as a copy of a day ago', () => post(subscribe(), { timestamp: String(SECONDS - 24 * 3600 - 1) }), 403, { flaw: 'signature' }],
    ['from the future', () => post(subscribe(), { timestamp: String(SECONDS + 3600) }), 403, { flaw: 'signature' }],
    ['that is not XML', () => server().post(`/push/callbacks/${id}`).query({ msg_signature: 'x', timestamp: '1', nonce: '1' }).set('content-type', 'text/xml').send('{}'), 403, { flaw: 'xml' }],
    ['as JSON', () => server().post(`/push/callbacks/${id}`).query({ msg_signature: 'x', timestamp: '1', nonce: '1' }).send({ a: 1 }), 403, { flaw: 'xml' }],
    ['without a signature', () => server().post(`/push/callbacks/${id}`).set('content-type', 'text/xml').send('<xml/>'), 403, { flaw: 'signature' }],
  ])('refuses a callback %s, and keeps nothing', async (_what, send, status, details) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, body: { code: 'CALLBACK_REJECTED', details } });
    expect(await stored()).toEqual([]);
  });

  it('takes no endless body', async () => {
    const answer = await server()
      .post(`/push/callbacks/${id}`)
      .query({ msg_signature: 'x', timestamp: '1', nonce: '1' })
      .set('content-type', 'text/xml')
      .send('x'.repeat(MAX_CALLBACK_BYTES + 1))
      .catch(() => ({ status: 0 }));
    expect([0, 403, 413]).toContain(answer.status);
    expect(await stored()).toEqual([]);
  });

  it('knows no channel of a revoked app, nor one that was never made', async () => {
    await server().delete(`/push/authorizations/${id}`).set(admin).expect(204);
    for (const channel of [id, '0193aaaa-0000-7000-8000-000000000000', 'nonsense']) expect((await post(subscribe(), { channel })).status).toBe(404);
    expect((await server().put(`/push/authorizations/${id}/callback`).set(admin)).status).toBe(409);
  });

  it('keeps the event encrypted', async () => {
    await post(subscribe('张伟')).expect(200);
    await work();
    expect(JSON.stringify(await process.query('select * from push_wecom_event'))).not.toContain('张伟');
  });
});
