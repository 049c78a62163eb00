import { DAILY_PAGE } from '#bi-host/testing';
import { RecallCallsService, SendCallService } from '#push-dispatch';
import { CallLedger, RecallLedger } from '#records';
import { HttpWecomTransport } from '#wecom';
import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../../apps/sandbox/src/seed/demo-corp';
import { SandboxUnderTest } from '../../apps/sandbox/src/testing/sandbox-under-test';
import { ADMINISTRATOR, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

type Acted = Omit<RecordJson, 'calls'> & { replayOf: string | null; recall: { waiting: number; recalled: number; refused: number }; calls: { id: string; state: string; attempts: number }[] };
interface OnPhone { seq: number; msgType: string; content: { content?: string }; recalledAt: string | null }

const GONE = new Error('the connection to the database was cut');

/** Replay and recall with the stand-in for WeCom: what counts is what is on people's phones. */
describe('replay and recall on the phone', () => {
  let sandbox: SandboxUnderTest;
  let transport: HttpWecomTransport;
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
    transport = new HttpWecomTransport({ baseUrl: sandbox.url, timeoutMs: 2_000 });
    t = await startTestApp({ wecom: { baseUrl: sandbox.url }, publicUrl: 'https://push.example.com' }, transport);
    const { body } = await administrator().post('/push/authorizations').send({ corpId: DEMO_CORP_ID, agentId: DEMO_AGENT_ID, secret: DEMO_APP_SECRET }).expect(201);
    authorizationId = (body as { id: string }).id;
    for (const [userId, wecomUserId] of [['u1', 'ZhangWei'], ['u2', 'LiNa']]) await administrator().put(`/push/users/${userId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
    t.host.setContentKeys(DAILY_PAGE, () => 'all');
  });
  afterAll(async () => {
    await t.close();
    await transport.onApplicationShutdown();
    await sandbox.close();
  });
  afterEach(() => jest.restoreAllMocks());

  const administrator = () => t.as(ADMINISTRATOR);
  const newTask = async (changes: Record<string, unknown> = {}): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as { id: string }).id;
  const run = async (taskId: string): Promise<Acted> => {
    const { body: started } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
    return (await ended(t, (started as { recordId: string }).recordId)) as unknown as Acted;
  };
  const push = async (changes: Record<string, unknown> = {}): Promise<Acted> => run(await newTask(changes));
  const replay = async (id: string, body: object = {}): Promise<Acted> => {
    const { body: started } = await administrator().post(`/push/records/${id}/replay`).send(body).expect(202);
    return (await ended(t, (started as { recordId: string }).recordId)) as unknown as Acted;
  };
  const record = async (id: string): Promise<Acted> => (await administrator().get(`/push/records/${id}`).expect(200)).body as Acted;
  const advance = (by: { minutes?: number; hours?: number }): void => {
    t.clock.advance(by);
    sandbox.clock.advance(by);
  };
  /** What the phone of somebody shows with these words in it. */
  const phone = async (userId: string, words: string): Promise<OnPhone[]> => {
    const { messages } = await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId });
    return (messages as OnPhone[]).filter(({ content }) => JSON.stringify(content).includes(words));
  };
  let titles = 0;
  const newTitle = (): string => `补发日报 ${String((titles += 1)).padStart(3, '0')}`;
  const faultNext = (body: object) => sandbox.http.post('/sandbox/faults').send({ times: 1, ...body }).expect(201);

  it('brings a replay of the same words to the same phone, once', async () => {
    const title = newTitle();
    await faultNext({ kind: 'errcode', api: 'message/send', errcode: 40058 });
    const first = await push({ title, recipients: { userIds: ['u2'] } });
    expect(first).toMatchObject({ state: 'failed', counts: { rejected: 1 } });
    expect(await replay(first.id)).toMatchObject({ state: 'sent', replayOf: first.id });
    expect(await phone('LiNa', title)).toHaveLength(1);
  });

  it('does not double what nobody knew, while WeCom would know it again', async () => {
    const title = newTitle();
    await faultNext({ kind: 'accept_then_reset', api: 'message/send' });
    const repeat = jest.spyOn(CallLedger.prototype, 'putBack').mockImplementationOnce(async (...args) => {
      advance({ hours: 4 });
      repeat.mockRestore();
      return t.app.get(CallLedger, { strict: false }).putBack(...args);
    });
    const first = await push({ title });
    expect(first).toMatchObject({ state: 'failed', counts: { unknown: 2 } });
    expect(await phone('LiNa', title)).toHaveLength(1);
    sandbox.clock.advance({ minutes: -1 });
    expect(await replay(first.id, { includeUnknown: true })).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    sandbox.clock.advance({ minutes: 1 });
    expect(await phone('LiNa', title)).toHaveLength(1);
  });

  it('brings a replay once though its worker dies between WeCom\'s answer and the save', async () => {
    const title = newTitle();
    await faultNext({ kind: 'errcode', api: 'message/send', errcode: 40058 });
    const first = await push({ title, recipients: { userIds: ['u2'] } });
    const settle = jest.spyOn(CallLedger.prototype, 'settle').mockRejectedValueOnce(GONE);
    expect(await replay(first.id)).toMatchObject({ state: 'sent', calls: [{ state: 'sent', attempts: 2 }] });
    expect(settle).toHaveBeenCalledTimes(2);
    expect(await phone('LiNa', title)).toHaveLength(1);
  });

  it('writes a replay once though the worker dies while it writes it', async () => {
    const title = newTitle();
    await faultNext({ kind: 'errcode', api: 'message/send', errcode: 40058 });
    const first = await push({ title, recipients: { userIds: ['u2'] } });
    const send = jest.spyOn(SendCallService.prototype, 'send').mockRejectedValueOnce(GONE);
    expect(await replay(first.id)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
    expect(send.mock.calls.length).toBeGreaterThan(1);
    expect(await phone('LiNa', title)).toHaveLength(1);
  });

  it('takes a message off the phones, and says so though its worker dies between WeCom\'s answer and the save', async () => {
    const title = newTitle();
    const first = await push({ title });
    jest.spyOn(RecallLedger.prototype, 'end').mockRejectedValueOnce(GONE);
    await administrator().post(`/push/records/${first.id}/recall`).send({ reason: '数据有误' }).expect(202);
    await waitFor('the phone', async () => (await phone('LiNa', title))[0].recalledAt !== null);
    expect(await record(first.id)).toMatchObject({ recall: { waiting: 1, recalled: 0 } });
    // Whoever had it has died: after a minute it is taken over.
    advance({ minutes: 1 });
    await t.app.get(RecallCallsService, { strict: false }).recall({ tenantId: 'default', runId: first.id, callIds: first.calls.map(({ id }) => id) });
    expect(await record(first.id)).toMatchObject({ state: 'sent', recall: { waiting: 0, recalled: 1 } });
    for (const userId of ['ZhangWei', 'LiNa']) expect(await phone(userId, title)).toEqual([expect.objectContaining({ recalledAt: expect.any(String) as string })]);
  });

  it('is told by WeCom when it is too late', async () => {
    const title = newTitle();
    const first = await push({ title });
    // WeCom reckons from when it took the message, which is a little earlier.
    sandbox.clock.advance({ hours: 24, minutes: 1 });
    await administrator().post(`/push/records/${first.id}/recall`).send({ reason: '数据有误' }).expect(202);
    await waitFor('the refusal', async () => (await record(first.id)).recall.refused === 1);
    sandbox.clock.advance({ hours: -24, minutes: -1 });
    const { body } = await administrator().get(`/push/records/${first.id}/events`).expect(200);
    expect((body as { items: { code: string | null }[] }).items.at(-1)).toMatchObject({ kind: 'recall_refused', code: '42052' });
    expect((await phone('LiNa', title))[0].recalledAt).toBeNull();
  });

  it('sends a picture anew whose media WeCom has forgotten', async () => {
    const pictures = async (): Promise<number> => (await phone('LiNa', '')).filter(({ msgType }) => msgType === 'image').length;
    const before = await pictures();
    await faultNext({ kind: 'errcode', api: 'message/send', errcode: 40058 });
    const first = await push({ templateKey: 'image-page', recipients: { userIds: ['u2'] } });
    expect(first.state).toBe('failed');
    advance({ hours: 96 });
    expect(await replay(first.id)).toMatchObject({ state: 'sent', messages: [{ msgtype: 'image' }] });
    expect(await pictures()).toBe(before + 1);
    await faultNext({ kind: 'errcode', api: 'message/send', errcode: 40058 });
    const old = await push({ templateKey: 'file-xlsx', recipients: { userIds: ['u2'] } });
    advance({ hours: 24 * 32 });
    await push({ templateKey: 'file-xlsx', recipients: { userIds: ['u2'] } }); // each upload forgets files whose time is over
    const { body } = await administrator().post(`/push/records/${old.id}/replay`).expect(409);
    expect(body).toMatchObject({ code: 'REPLAY_CONTENT_MISSING' });
  });

  describe('through group robots', () => {
    let groups = 0;
    const newGroup = async (): Promise<{ robotId: string; userId: string }> => {
      const [name, userId] = [`经营群 ${(groups += 1)}`, `member-${groups}`];
      const corp = `/sandbox/corps/${DEMO_CORP_ID}`;
      await sandbox.http.post(`${corp}/members`).send({ userId, name: `群员${groups}`, departments: [1] }).expect(201);
      const { body: atWecom } = await sandbox.http.post(`${corp}/robots`).send({ name, groupName: name, userIds: [userId] }).expect(201);
      const { body } = await administrator().post('/push/robots').send({ name, webhook: `${sandbox.url}/cgi-bin/webhook/send?key=${(atWecom as { key: string }).key}` }).expect(201);
      return { robotId: (body as { id: string }).id, userId };
    };

    it('a replay posts in the groups that failed, as they were to get it, and in those whose robot was disabled then', async () => {
      const title = newTitle();
      const [reached, refused, disabled] = [await newGroup(), await newGroup(), await newGroup()];
      const { robotId } = disabled;
      const channel = { kind: 'robots', robotIds: [refused, reached, disabled].map((group) => group.robotId), mention: { authorizationId, userIds: ['u2'] } };
      const taskId = await newTask({ title, channel, recipients: {}, templateKey: 'text-short' });
      await administrator().post(`/push/robots/${robotId}/disable`).expect(200);
      await faultNext({ kind: 'errcode', api: 'webhook/send', errcode: 40058 });
      const first = await run(taskId);
      expect(first).toMatchObject({ state: 'partly_sent', counts: { sent: 1, rejected: 1, skipped: 1 } });
      const posts = async (): Promise<number[]> => Promise.all([reached, refused, disabled].map(async ({ userId }) => (await phone(userId, title)).length));
      const got = (await posts()).slice(0, 2);
      expect(got.toSorted((a, b) => a - b)).toEqual([0, 1]);
      await administrator().post(`/push/robots/${robotId}/enable`).expect(200);
      expect(await replay(first.id)).toMatchObject({ state: 'sent', counts: { total: 2, sent: 2 } });
      expect(await posts()).toEqual([1, 1, 1]);
      const [post] = await phone(disabled.userId, title);
      const [another] = await phone(reached.userId, title);
      expect(post.content).toEqual(another.content);
    });

    it('nothing can be taken back', async () => {
      const group = await newGroup();
      const first = await push({ channel: { kind: 'robots', robotIds: [group.robotId], mention: null }, recipients: {} });
      const { body } = await administrator().post(`/push/records/${first.id}/recall`).send({ reason: '数据有误' }).expect(409);
      expect(body).toMatchObject({ code: 'ROBOTS_CANNOT_RECALL' });
      await administrator().get(`/push/records/${first.id}/recall`).expect(409);
    });
  });
});
