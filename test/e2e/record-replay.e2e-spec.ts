import request from 'supertest';
import { DAILY_PAGE, type PageContentFor } from '#bi-host/testing';
import { PrepareRunService } from '#push-dispatch';
import { WecomError, type WecomFault } from '#wecom';
import { ADMINISTRATOR, APP_SECRET, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

interface ReplayJson { id: string; trigger: string; state: string; counts: RecordJson['counts'] }
type Replayed = RecordJson & { trigger: string; replayOf: string | null; replays: ReplayJson[]; dataTime: string | null; template: string | null; opens: { opens: number } | null };
interface Delivery { hostUserId: string; state: string; wecomUserId: string | null; reason: { code: string } | null }
interface Preview { possible: boolean; refusal: { code: string; details: Record<string, unknown> } | null; counts: { willGet: number; askFirst: number; notYet: number; exact: boolean } | null }
interface Person { hostUserId: string; outcome: string; messages: number; lastState: string; lastReason: { code: string } | null; reason: { code: string; remedy: object } | null }
interface Sent { touser: string; msgtype: string; markdown?: { content: string }; text: string }

const REQUEST = '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708';
const fault = (kind: WecomFault, errcode?: number): WecomError => new WecomError(`message/send: ${kind}`, { api: 'message/send', fault: kind, errcode });
const sentTo = (touser: string): object => expect.objectContaining({ touser }) as object;

describe('a replay of a record', () => {
  let t: TestApp;
  let authorizationId: string;
  let usual: PageContentFor;
  beforeAll(async () => {
    t = await startTestApp({ publicUrl: 'https://push.example.com' });
    authorizationId = await authorizeAndBind(t);
    t.host.setContentKeys(DAILY_PAGE, (viewerId) => keys.get(viewerId) ?? 'all');
    usual = t.host.find(DAILY_PAGE)!.content;
    t.wecom.answer('message/send', (input: unknown) => {
      const answer = isPush(input) ? answers.shift() : undefined;
      return (typeof answer === 'function' ? (answer as () => unknown)() : answer) ?? { errcode: 0, errmsg: 'ok', msgid: 'm' };
    });
  });
  afterAll(() => t.close());
  afterEach(async () => {
    keys.clear();
    answers.length = 0;
    t.host.setContent(DAILY_PAGE, usual);
    await t.as(ADMINISTRATOR).delete(`/push/users/u3/binding?authorizationId=${authorizationId}`);
    await bind('u2', 'LiNa');
  });

  const keys = new Map<string, string>();
  const administrator = () => t.as(ADMINISTRATOR);
  const bind = (userId: string, wecomUserId: string) => administrator().put(`/push/users/${userId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
  const push = async (changes: Record<string, unknown> = {}): Promise<Replayed> => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201);
    const { body: started } = await administrator().post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    return (await ended(t, (started as { recordId: string }).recordId)) as Replayed;
  };
  const record = async (id: string): Promise<Replayed> => (await administrator().get(`/push/records/${id}`).expect(200)).body as Replayed;
  const preview = async (id: string, query = ''): Promise<Preview> => (await administrator().get(`/push/records/${id}/replay${query}`).expect(200)).body as Preview;
  const people = async (id: string, query = ''): Promise<Person[]> => ((await administrator().get(`/push/records/${id}/replay/people${query}`).expect(200)).body as { items: Person[] }).items;
  const ask = (id: string, body: object = {}) => administrator().post(`/push/records/${id}/replay`).send(body);
  const replay = async (id: string, body: object = {}): Promise<Replayed> => {
    const { body: started } = await ask(id, body).expect(202);
    return (await ended(t, (started as { recordId: string }).recordId)) as Replayed;
  };
  const refused = async (id: string, body: object = {}): Promise<{ code: string; details: Record<string, unknown> }> => (await ask(id, body).expect(409)).body as never;
  const deliveries = async (id: string): Promise<Delivery[]> => ((await administrator().get(`/push/records/${id}/deliveries`).expect(200)).body as { items: Delivery[] }).items;
  /** Alarms about what goes wrong here go out beside the pushes, and are not looked at. */
  const isPush = (input: unknown): boolean => !/【(告警|恢复)】/.test((input as { body: string }).body);
  const answers: unknown[] = [];
  const answerNext = (answer: unknown): void => void answers.push(answer);
  const sent = (): Sent[] => t.wecom.callsOf('message/send').filter(({ input }) => isPush(input)).map(({ input }) => ({ ...(JSON.parse((input as { body: string }).body) as Sent), text: (input as { body: string }).body }));
  const rejectNext = (invaliduser: string): void => answerNext({ errcode: 0, errmsg: 'ok', msgid: 'partly', invaliduser });

  it('sends the stored content to those whom WeCom refused, though the page shows something else by now, and links both records', async () => {
    rejectNext('lina');
    const first = await push();
    expect(first).toMatchObject({ state: 'partly_sent', replayOf: null, replays: [], counts: { sent: 1, rejected: 1 } });
    const before = sent();
    t.host.setCharts(DAILY_PAGE, []);
    await bind('u2', 'LiNa2');
    expect(await preview(first.id)).toEqual({ possible: true, refusal: null, counts: { willGet: 1, askFirst: 0, notYet: 0, exact: true } });
    const hostCalls = t.host.calls.length;
    const again = await replay(first.id);
    expect(t.host.calls.slice(hostCalls).map(({ method }) => method)).not.toContain('takeSnapshot');
    expect(again).toMatchObject({ state: 'sent', trigger: 'replay', replayOf: first.id, template: first.template, dataTime: first.dataTime, counts: { total: 1, sent: 1 }, messages: [{ content: first.messages[0].content }] });
    const [call] = sent().slice(before.length);
    expect(call).toMatchObject({ touser: 'LiNa2', markdown: before.at(-1)!.markdown });
    expect(sent()).toHaveLength(before.length + 1);
    expect(await record(first.id)).toMatchObject({ state: 'partly_sent', counts: { sent: 1, rejected: 1 }, replays: [{ id: again.id, trigger: 'replay', state: 'sent', counts: { sent: 1 } }] });
    expect(await deliveries(again.id)).toEqual([expect.objectContaining({ hostUserId: 'u2', state: 'sent', wecomUserId: 'LiNa2' })]);
  });

  it('never reaches anybody twice: neither whom the record reached nor whom an earlier replay did', async () => {
    rejectNext('lina');
    const first = await push();
    const again = await replay(first.id);
    expect(await refused(first.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY', details: { willGet: 0, askFirst: 0, notYet: 0 } });
    expect(await refused(again.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY' });
    expect(await refused(first.id, { userIds: ['u1'] })).toMatchObject({ code: 'NOBODY_TO_REPLAY' });
    expect(await preview(first.id)).toMatchObject({ possible: false, refusal: { code: 'NOBODY_TO_REPLAY' } });
  });

  it('goes on after a replay that failed again, also from that replay, which belongs to the first record', async () => {
    rejectNext('lina');
    const first = await push();
    answerNext(fault('recipient', 81013));
    const second = await replay(first.id);
    expect(second).toMatchObject({ state: 'failed', counts: { rejected: 1 } });
    const third = await replay(second.id);
    expect(third).toMatchObject({ state: 'sent', replayOf: first.id });
    expect((await record(first.id)).replays.map(({ id }) => id)).toEqual([third.id, second.id]);
    const [, , two, three] = sent().slice(-4);
    expect([two, three].map(({ touser }) => touser)).toEqual(['LiNa', 'LiNa']);
    // WeCom may remember what it refused: no request of the same words to the same person is the same twice.
    expect(two.markdown).toEqual(three.markdown);
    expect(two.text).not.toBe(three.text);
  });

  it('reaches whoever was not bound then and is now, with what the record holds for what he may see', async () => {
    const first = await push({ recipients: { userIds: ['u1', 'u3', 'u4'] } });
    expect(first).toMatchObject({ state: 'partly_sent', counts: { sent: 1, skipped: 2 } });
    expect(await people(first.id)).toEqual([
      expect.objectContaining({ hostUserId: 'u3', outcome: 'not_yet', messages: 0, lastState: 'skipped', reason: expect.objectContaining({ code: 'UNBOUND', remedy: expect.any(Object) as object }) as object }),
      expect.objectContaining({ hostUserId: 'u4', outcome: 'not_yet', reason: expect.objectContaining({ code: 'USER_INACTIVE' }) as object }),
    ]);
    expect(await refused(first.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY', details: { notYet: 2 } });
    await bind('u3', 'Emily');
    keys.set('u3', 'east');
    expect(await people(first.id, '?limit=1')).toEqual([expect.objectContaining({ hostUserId: 'u3', outcome: 'not_yet', reason: expect.objectContaining({ code: 'CONTENT_NOT_KEPT' }) as object })]);
    keys.clear();
    expect(await preview(first.id)).toMatchObject({ possible: true, counts: { willGet: 1, notYet: 1 } });
    expect(await replay(first.id)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
    expect(sent().at(-1)).toEqual(sentTo('Emily'));
  });

  it('pages through whom it would reach', async () => {
    const first = await push({ recipients: { userIds: ['u1', 'u3', 'u4'] } });
    const { body } = await administrator().get(`/push/records/${first.id}/replay/people?limit=1`).expect(200);
    const { items, nextCursor } = body as { items: Person[]; nextCursor: string };
    expect(items.map(({ hostUserId }) => hostUserId)).toEqual(['u3']);
    expect((await people(first.id, `?limit=1&cursor=${nextCursor}`)).map(({ hostUserId }) => hostUserId)).toEqual(['u4']);
    await administrator().get(`/push/records/${first.id}/replay/people?cursor=nonsense`).expect(400);
  });

  it('keeps each person\'s own content', async () => {
    t.host.setContent(DAILY_PAGE, (viewerId) => ({
      dataTime: null, filters: [], charts: [{ id: 'mine', title: '我的业绩', kind: 'number', state: 'ok', columns: [{ key: 'amount', title: '金额', type: 'number' }], rows: [[viewerId === 'u1' ? 111 : 222]] }],
    }));
    for (const id of ['u1', 'u2']) keys.set(id, id);
    answerNext(fault('content', 40058));
    answerNext(fault('content', 40058));
    const first = await push();
    expect(first).toMatchObject({ state: 'failed', counts: { rejected: 2 } });
    const before = sent().length;
    expect(await replay(first.id)).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    const texts = Object.fromEntries(sent().slice(before).map(({ touser, markdown }) => [touser, markdown!.content]));
    expect(texts['ZhangWei']).toContain('111');
    expect(texts['LiNa']).toContain('222');
  });

  it('sends nothing to whoever may not see the page any more', async () => {
    rejectNext('lina');
    const first = await push();
    t.host.deny(DAILY_PAGE, 'u2');
    try {
      expect(await people(first.id)).toEqual([expect.objectContaining({ hostUserId: 'u2', outcome: 'not_yet', reason: expect.objectContaining({ code: 'NO_RIGHT' }) as object })]);
      expect(await refused(first.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY' });
    } finally {
      t.host.find(DAILY_PAGE)!.denied.clear();
    }
  });

  it('asks first before it sends to whom nobody knows whether he has it', async () => {
    answerNext(() => {
      t.clock.advance({ hours: 4 });
      throw fault('unknown_outcome');
    });
    const first = await push();
    expect(first).toMatchObject({ state: 'failed', counts: { unknown: 2 } });
    expect(await preview(first.id)).toMatchObject({ possible: false, refusal: { code: 'NOBODY_TO_REPLAY' }, counts: { willGet: 0, askFirst: 2 } });
    expect(await refused(first.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY', details: { askFirst: 2 } });
    expect(await preview(first.id, '?includeUnknown=true')).toMatchObject({ possible: true, counts: { willGet: 2, askFirst: 0 } });
    const lost = sent().at(-1)!;
    expect(await replay(first.id, { includeUnknown: true })).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    // WeCom may have taken it a moment before it was given up: the same bytes reach nobody twice.
    expect(sent().at(-1)!.text).toBe(lost.text);
  });

  it('sends anew to some of those of whom nobody knows, and to all when WeCom knows the request no more', async () => {
    answerNext(() => {
      t.clock.advance({ hours: 4 });
      throw fault('unknown_outcome');
    });
    const first = await push();
    const lost = sent().at(-1)!;
    expect(await replay(first.id, { includeUnknown: true, userIds: ['u2'] })).toMatchObject({ state: 'sent', counts: { total: 1 } });
    expect(sent().at(-1)).toMatchObject({ touser: 'LiNa', markdown: lost.markdown });
    t.clock.advance({ hours: 5 });
    expect(await replay(first.id, { includeUnknown: true })).toMatchObject({ state: 'sent', counts: { total: 1 } });
    expect(sent().at(-1)).toMatchObject({ touser: 'ZhangWei', markdown: lost.markdown });
  });

  it('is one replay, however often it is clicked', async () => {
    rejectNext('lina');
    const first = await push();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answerNext(async () => {
      await held;
      return { errcode: 0, errmsg: 'ok', msgid: 'held' };
    });
    const clicks = await Promise.all([1, 2, 3, 4].map(() => ask(first.id)));
    expect(clicks.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409]);
    const { recordId } = clicks.find(({ status }) => status === 202)!.body as { recordId: string };
    for (const { body } of clicks.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 'REPLAY_UNDER_WAY', details: { recordId } });
    expect(await preview(first.id)).toMatchObject({ possible: false, refusal: { code: 'REPLAY_UNDER_WAY', details: { recordId } } });
    release();
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent', counts: { sent: 1 } });
    expect((await record(first.id)).replays).toHaveLength(1);
  });

  it('is answered with the same replay when the same request comes again, also after its end', async () => {
    rejectNext('lina');
    const first = await push();
    const again = await replay(first.id, { requestId: REQUEST });
    const { body } = await ask(first.id, { requestId: REQUEST }).expect(202);
    expect(body).toEqual({ recordId: again.id });
  });

  it('is refused where the record has not ended, and for an authorization that does not work', async () => {
    const { body } = await administrator().post('/push/authorizations').send({ corpId: 'ww0123456789abcdef', agentId: 1_000_002, secret: APP_SECRET }).expect(201);
    const other = (body as { id: string }).id;
    await administrator().put('/push/users/u2/binding').send({ authorizationId: other, wecomUserId: 'LiNa' }).expect(200);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answerNext(async () => {
      await held;
      throw fault('recipient', 81013);
    });
    const { body: task } = await administrator().post('/push/tasks').send(taskOf(other, { recipients: { userIds: ['u2'] } })).expect(201);
    const { body: started } = await administrator().post(`/push/tasks/${(task as { id: string }).id}/run`).expect(202);
    const { recordId } = started as { recordId: string };
    expect(await refused(recordId)).toMatchObject({ code: 'RECORD_UNDER_WAY' });
    await administrator().get(`/push/records/${recordId}/replay`).expect(409);
    release();
    await ended(t, recordId);
    await administrator().delete(`/push/authorizations/${other}`).expect(204);
    expect(await refused(recordId)).toMatchObject({ code: 'AUTHORIZATION_NOT_USABLE' });
    expect(await preview(recordId)).toMatchObject({ possible: false, refusal: { code: 'AUTHORIZATION_NOT_USABLE' } });
  });

  it('is refused where nothing was ever made, and to whoever may not', async () => {
    const nobody = await push({ recipients: { userIds: ['u3'] } });
    await bind('u3', 'Emily');
    expect(await refused(nobody.id)).toMatchObject({ code: 'REPLAY_CONTENT_MISSING' });
    expect(await preview(nobody.id)).toMatchObject({ possible: false, refusal: { code: 'REPLAY_CONTENT_MISSING' }, counts: null });
    await administrator().get(`/push/records/${REQUEST}/replay`).expect(404);
    await ask(REQUEST).expect(404);
    await t.as({ userId: 'u2', projectRoles: { sales: 'viewer' } }).post(`/push/records/${nobody.id}/replay`).send({}).expect(403);
    await t.as({ userId: 'u2', projectRoles: { hr: 'editor' } }).post(`/push/records/${nobody.id}/replay`).send({}).expect(404);
  });

  it('keeps the order of the parts of a split table, and sends only the part that somebody lacks', async () => {
    t.host.setCharts(DAILY_PAGE, [{ id: 'shops', title: '门店', kind: 'table', state: 'ok', columns: [{ key: 'shop', title: '门店', type: 'text' }, { key: 'city', title: '城市', type: 'text' }], rows: Array.from({ length: 130 }, (_none, at) => [`门店${at + 1}`, '上海市浦东新区']) }]);
    answerNext({ errcode: 0, errmsg: 'ok', msgid: 'part-1' });
    rejectNext('lina');
    const first = await push({ splitTables: true, recipients: { userIds: ['u1', 'u2', 'u3'] } });
    const parts = first.messages.length;
    expect(parts).toBeGreaterThan(2);
    await bind('u3', 'Emily');
    const before = sent().length;
    expect(await replay(first.id)).toMatchObject({ state: 'sent', counts: { total: 1 + parts } });
    const calls = sent().slice(before);
    expect(calls.filter(({ touser }) => touser === 'LiNa').map(({ markdown }) => markdown)).toEqual([first.messages[1].content.markdown]);
    expect(calls.filter(({ touser }) => touser === 'Emily').map(({ markdown }) => markdown)).toEqual(first.messages.map(({ content }) => content.markdown));
    expect(await refused(first.id)).toMatchObject({ code: 'NOBODY_TO_REPLAY', details: { notYet: 0 } });
  });

  it('gives each person a link of his own that counts for the replay', async () => {
    answerNext(fault('content', 40058));
    answerNext(fault('content', 40058));
    const first = await push({ countOpens: true, recipients: { userIds: ['u1', 'u2', 'u3'] } });
    expect(first).toMatchObject({ state: 'failed', counts: { rejected: 2, skipped: 1 } });
    await bind('u3', 'Emily');
    const before = sent().length;
    t.clock.advance({ days: 20 });
    const again = await replay(first.id);
    expect(again).toMatchObject({ state: 'sent', counts: { sent: 3 } });
    const links = sent().slice(before).map(({ text }) => /(\/push\/o\/[\w-]{36})/.exec(text)![1]);
    expect(new Set(links).size).toBe(3);
    t.clock.advance({ days: 20 });
    const opened = await request(t.app.getHttpServer() as never).get(links[2]).set('user-agent', 'Mozilla/5.0 (iPhone) wxwork/4.1.30').set('sec-fetch-dest', 'document');
    expect(opened.status).toBe(302);
    expect(opened.headers['location']).toContain('https://bi.example.com/p/sales/daily');
    expect(await record(again.id)).toMatchObject({ opens: { opens: 1, people: 1 } });
    expect(await record(first.id)).toMatchObject({ opens: { opens: 0 } });
  });

  it('does not count for the task: neither as its last run nor in a failure', async () => {
    rejectNext('lina');
    const first = await push();
    answerNext(fault('content', 40058));
    const again = await replay(first.id);
    expect(again.state).toBe('failed');
    const { taskId } = first as unknown as { taskId: string };
    expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ failureCount: 0, state: 'enabled' });
    const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
    await ended(t, (body as { recordId: string }).recordId);
  });

  it('of a test is a test, and reaches its owner alone', async () => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId)).expect(201);
    answerNext(fault('recipient', 81013));
    const { body: started } = await administrator().post(`/push/tasks/${(body as { id: string }).id}/test`).expect(202);
    const first = await ended(t, (started as { recordId: string }).recordId);
    expect(first).toMatchObject({ state: 'failed', counts: { total: 1 } });
    expect(await replay(first.id)).toMatchObject({ trigger: 'test', replayOf: first.id, state: 'sent', counts: { total: 1, sent: 1 } });
  });

  it('is in the audit log and among the events of the record', async () => {
    rejectNext('lina');
    const first = await push();
    const again = await replay(first.id, { userIds: ['u2'] });
    const { body } = await administrator().get(`/push/records/${first.id}/events`).expect(200);
    expect(body).toEqual({ items: [expect.objectContaining({ kind: 'replay_asked', actorUserId: 'u1', details: { recordId: again.id, includeUnknown: false, chosen: 1 } })] });
    const { body: audit } = await administrator().get('/push/audit?limit=5').expect(200);
    expect((audit as { items: { action: string; subject: object }[] }).items[0]).toMatchObject({ action: 'push_record.replay', subject: { type: 'push_record', id: first.id } });
  });

  it('is prepared once, however many workers do it', async () => {
    rejectNext('lina');
    const first = await push();
    const before = sent().length;
    const { body } = await ask(first.id).expect(202);
    const { recordId } = body as { recordId: string };
    const service = t.app.get(PrepareRunService, { strict: false });
    await Promise.all([1, 2, 3].map(() => service.prepare('default', recordId).catch(() => undefined)));
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
    expect(sent()).toHaveLength(before + 1);
  });
});
