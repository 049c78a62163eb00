import { Client } from 'pg';
import type { ChartSnapshot } from '#bi-host';
import { PlanDueRunsService, PrepareRunService, SendCallService } from '#push-dispatch';
import { HttpWecomTransport } from '#wecom';
import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../../apps/sandbox/src/seed/demo-corp';
import { SandboxUnderTest } from '../../apps/sandbox/src/testing/sandbox-under-test';
import { ADMINISTRATOR, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

interface DeliveryJson {
  hostUserId: string;
  hostUserName: string;
  robot: boolean;
  state: string;
  reason: { code: string; text: string } | null;
}

interface Group {
  robotId: string;
  name: string;
  /** What its only member got. */
  posts: () => Promise<{ msgType: string; content: Record<string, unknown> }[]>;
  /** As its owner sees it at WeCom. */
  atWecom: { id: string; key: string };
}

const NINE = '2026-03-02T01:00:00Z'; // 09:00 in Shanghai, a Monday
const DAILY = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };

/** Tasks through robots, from the schedule to the phones of a group; WeCom is the sandbox, and jobs are worked off by hand, so that the clock decides. */
describe('tasks through group robots', () => {
  let sandbox: SandboxUnderTest;
  let transport: HttpWecomTransport;
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
    transport = new HttpWecomTransport({ baseUrl: sandbox.url, timeoutMs: 2_000 });
    t = await startTestApp({ dispatch: { workers: false, queueConnections: 2 }, wecom: { baseUrl: sandbox.url } }, transport);
    const { body } = await administrator().post('/push/authorizations').send({ corpId: DEMO_CORP_ID, agentId: DEMO_AGENT_ID, secret: DEMO_APP_SECRET }).expect(201);
    authorizationId = (body as { id: string }).id;
    for (const [userId, wecomUserId] of [['u1', 'ZhangWei'], ['u2', 'LiNa']]) await administrator().put(`/push/users/${userId}/binding`).send({ authorizationId, wecomUserId }).expect(200);
  });
  afterAll(async () => {
    await t.close();
    await transport.onApplicationShutdown();
    await sandbox.close();
  });
  beforeEach(() => at('2026-03-02T00:00:00Z'));

  const administrator = () => t.as(ADMINISTRATOR);
  const at = (time: string): void => {
    t.clock.set(time);
    sandbox.clock.set(time);
  };
  const advance = (by: { seconds: number }): void => {
    t.clock.advance(by);
    sandbox.clock.advance(by);
  };

  let groups = 0;
  const newGroup = async (more: object = {}): Promise<Group> => {
    const name = `经营日报群 ${(groups += 1)}`;
    const userId = `member-${groups}`;
    const corp = `/sandbox/corps/${DEMO_CORP_ID}`;
    await sandbox.http.post(`${corp}/members`).send({ userId, name: `群员${groups}`, departments: [1] }).expect(201);
    const { body: atWecom } = await sandbox.http.post(`${corp}/robots`).send({ name, groupName: name, userIds: [userId] }).expect(201);
    const webhook = `${sandbox.url}/cgi-bin/webhook/send?key=${(atWecom as Group['atWecom']).key}`;
    const { body } = await administrator().post('/push/robots').send({ name, webhook, ...more }).expect(201);
    const posts: Group['posts'] = async () => (await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId }))['messages'] as Awaited<ReturnType<Group['posts']>>;
    return { robotId: (body as { id: string }).id, name, posts, atWecom: atWecom as Group['atWecom'] };
  };
  const robotTask = (robots: readonly Pick<Group, 'robotId'>[], changes: Record<string, unknown> = {}, mention: object | null = null): object =>
    taskOf(authorizationId, { channel: { kind: 'robots', robotIds: robots.map(({ robotId }) => robotId), mention }, recipients: {}, ...changes });
  const makeTask = async (robots: readonly Pick<Group, 'robotId'>[], changes?: Record<string, unknown>, mention?: object): Promise<string> =>
    ((await administrator().post('/push/tasks').send(robotTask(robots, changes, mention)).expect(201)).body as { id: string }).id;
  const refusedField = async (definition: object): Promise<string[]> => {
    const { body } = await administrator().post('/push/tasks').send(definition).expect(400);
    return Object.keys((body as { details: { fields: object } }).details.fields);
  };

  const recordOf = async (recordId: string): Promise<RecordJson> => (await administrator().get(`/push/records/${recordId}`).expect(200)).body as RecordJson;
  const recordsOf = async (taskId: string): Promise<RecordJson[]> => ((await administrator().get(`/push/records?taskId=${taskId}`).expect(200)).body as { items: RecordJson[] }).items;
  const deliveries = async (recordId: string): Promise<DeliveryJson[]> => ((await administrator().get(`/push/records/${recordId}/deliveries`).expect(200)).body as { items: DeliveryJson[] }).items;
  const prepare = (recordId: string): Promise<void> => t.app.get(PrepareRunService).prepare('default', recordId);
  const send = async (recordId: string): Promise<void> => {
    const { calls } = (await recordOf(recordId)) as unknown as { calls: { id: string }[] };
    await t.app.get(SendCallService).send({ tenantId: 'default', runId: recordId, callIds: calls.map(({ id }) => id) });
  };
  const start = async (taskId: string, verb: 'run' | 'test' = 'run'): Promise<string> => ((await administrator().post(`/push/tasks/${taskId}/${verb}`).expect(202)).body as { recordId: string }).recordId;
  const run = async (taskId: string): Promise<RecordJson> => {
    const recordId = await start(taskId);
    await prepare(recordId);
    await send(recordId);
    return recordOf(recordId);
  };
  const openAlarms = async (subjectId: string): Promise<{ cause: string; text: string; count: number }[]> =>
    ((await administrator().get('/push/alarms?state=open&limit=200').expect(200)).body as { items: { cause: string; text: string; count: number; subject: { id: string } }[] }).items.filter(({ subject }) => subject.id === subjectId);

  /** A page of its own for each test; everybody sees his own name in it. */
  let pages = 0;
  const newPage = (changes: Partial<ChartSnapshot> = {}): { projectId: string; pageId: string } => {
    const ref = { projectId: 'sales', pageId: `robots-${(pages += 1)}` };
    t.host.setPage({ id: ref.pageId, projectId: 'sales', title: '区域经营' }).setContent(ref, (viewerId) => ({
      dataTime: null,
      filters: [],
      charts: [{ id: 'c1', title: `${viewerId} 所见`, kind: 'table', state: 'ok', columns: [{ key: 'r', title: '大区', type: 'text' }, { key: 'n', title: '订单', type: 'number' }], rows: [['华东', 1204]], ...changes }],
    }));
    return ref;
  };

  describe('posts', () => {
    it('a scheduled page to all its groups as the owner sees it, and says so for each robot', async () => {
      const robots = [await newGroup(), await newGroup()];
      const taskId = await makeTask(robots, { ...newPage(), schedule: DAILY, ownerUserId: 'u2' });
      at(NINE);
      await t.app.get(PlanDueRunsService).planOnce();
      const [{ id }] = await recordsOf(taskId);
      await prepare(id);
      await send(id);
      expect(await recordOf(id)).toMatchObject({ state: 'sent', counts: { total: 2, sent: 2 }, messages: [{ msgtype: 'markdown', recipients: 2 }] });
      for (const { posts } of robots) expect(await posts()).toEqual([expect.objectContaining({ msgType: 'markdown', content: { content: expect.stringContaining('u2 所见') as string } })]);
      const named = (await deliveries(id)).map(({ hostUserId, hostUserName, robot, state }) => ({ hostUserId, hostUserName, robot, state }));
      expect(named).toEqual(robots.map(({ robotId, name }) => ({ hostUserId: robotId, hostUserName: name, robot: true, state: 'sent' })));
      const { body } = await administrator().get(`/push/robots/${robots[0].robotId}/records`).expect(200);
      expect((body as { items: object[] }).items).toEqual([expect.objectContaining({ kind: 'push', subjectId: id, title: '每日销售日报', state: 'sent' })]);
    });

    it.each([
      ['text-short', 'text', { content: expect.stringContaining('每日销售日报') as string }],
      ['textcard-link', 'markdown', { content: expect.stringMatching(/^\*\*.*每日销售日报[^]*\]\(https:/) as string }],
      ['robot-digest', 'markdown_v2', { content: expect.stringContaining('| 华东 |') as string }],
      ['template-card-numbers', 'template_card', { card_type: 'text_notice' }],
      ['image-page', 'image', { file_size: expect.any(Number) as number }],
      ['file-xlsx', 'file', { file_name: expect.stringMatching(/\.xlsx$/) as string }],
    ])('%s as %s', async (templateKey, msgType, content) => {
      const robots = [await newGroup(), await newGroup()];
      expect(await run(await makeTask(robots, { ...newPage(), templateKey }))).toMatchObject({ state: 'sent', counts: { sent: 2 }, messages: [{ msgtype: msgType }] });
      for (const { posts } of robots) expect(await posts()).toEqual([expect.objectContaining({ msgType, content: expect.objectContaining(content) as object })]);
    });

    it('with a picture that its record shows', async () => {
      const { id, messages: [message] } = await run(await makeTask([await newGroup()], { ...newPage(), templateKey: 'image-page' }));
      const { body } = await administrator().get(`/push/records/${id}/messages/${message.id}/files`).expect(200);
      expect(body).toEqual({ items: [{ placeholder: '', fileName: 'picture.png', contentType: 'image/png', sizeBytes: expect.any(Number) as number, dataUrl: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/) as string }] });
    });

    it('in the template of the robot where that suits the task', async () => {
      const [plain, tables, card] = [await newGroup(), await newGroup({ templateKey: 'robot-digest' }), await newGroup({ templateKey: 'template-card-numbers' })];
      expect(await run(await makeTask([plain, tables, card], { ...newPage(), withLink: false }))).toMatchObject({ state: 'sent', counts: { sent: 3 } });
      expect((await Promise.all([plain, tables, card].map(async ({ posts }) => (await posts())[0].msgType)))).toEqual(['markdown', 'markdown_v2', 'markdown']);
    });

    it('with people of the robot and of the task mentioned by their binding, in the way of each type', async () => {
      const group = await newGroup({ mention: { authorizationId, userIds: ['u1'] } });
      for (const templateKey of ['text-short', 'markdown-digest']) await run(await makeTask([group], { ...newPage(), templateKey }, { authorizationId, userIds: ['u1', 'u2', 'u3'] }));
      const [text, markdown] = await group.posts();
      expect(text.content).toMatchObject({ mentioned_list: ['ZhangWei', 'LiNa'] });
      expect(markdown.content).toEqual({ content: expect.stringMatching(/\n<@ZhangWei> <@LiNa>$/) as string });
    });

    it('a long table in numbered parts, all of them to each group', async () => {
      const robots = [await newGroup(), await newGroup()];
      const rows = Array.from({ length: 120 }, (_none, index) => [`门店${index + 1}号旗舰店`, 1000 + index]);
      const record = await run(await makeTask(robots, { ...newPage({ rows }), templateKey: 'robot-digest', splitTables: true }));
      expect(record).toMatchObject({ state: 'sent' });
      expect(record.messages.length).toBeGreaterThan(1);
      for (const { posts } of robots) expect(new Set((await posts()).map(({ content }) => content['content']))).toEqual(new Set(record.messages.map(({ content }) => content['markdown_v2'].content)));
    });

    it('nothing but a line when the page cannot be shown and the task says so', async () => {
      const group = await newGroup();
      const ref = newPage();
      const taskId = await makeTask([group], { ...ref, exceptions: { access: { page_not_published: 'send_with_note' } } });
      t.host.setPage({ id: ref.pageId, projectId: 'sales', published: false });
      expect(await run(taskId)).toMatchObject({ state: 'sent' });
      expect(JSON.stringify(await group.posts())).not.toContain('所见');
    });
  });

  describe('holds back', () => {
    it('an empty page by the rules of the task', async () => {
      const group = await newGroup();
      const taskId = await makeTask([group], newPage({ state: 'empty', rows: [] }));
      const recordId = await start(taskId);
      await prepare(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'held', reason: { code: 'ALL_CHARTS_EMPTY' } });
      expect(await deliveries(recordId)).toEqual([expect.objectContaining({ robot: true, state: 'skipped', reason: expect.objectContaining({ code: 'EMPTY_CONTENT' }) as object })]);
      expect(await group.posts()).toEqual([]);
    });

    it('a page that the owner may not see any more, whatever the rule says', async () => {
      const group = await newGroup();
      const ref = newPage();
      const taskId = await makeTask([group], { ...ref, exceptions: { access: { owner_no_right: 'alarm' } } });
      t.host.deny(ref, 'u1');
      const recordId = await start(taskId);
      await prepare(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'held', reason: { code: 'OWNER_NO_RIGHT' } });
      expect(await openAlarms(taskId)).toEqual([expect.objectContaining({ cause: 'OWNER_NO_RIGHT' })]);
      expect(await group.posts()).toEqual([]);
    });
  });

  describe('when a robot cannot post', () => {
    it('waits for one that is broken, tells owner and administrators, and is partly sent at the deadline', async () => {
      const [works, broken] = [await newGroup(), await newGroup()];
      await sandbox.http.delete(`/sandbox/corps/${DEMO_CORP_ID}/robots/${broken.atWecom.id}`).expect((response) => expect(response.status).toBeLessThan(300));
      const taskId = await makeTask([works, broken], newPage());
      const waiting = await run(taskId);
      expect(waiting).toMatchObject({ state: 'sending', reason: { code: 'ROBOT_NOT_USABLE' } });
      expect(await openAlarms(taskId)).toEqual([expect.objectContaining({ cause: 'TASK_ROBOT_NOT_USABLE', text: expect.stringContaining(broken.name) as string })]);
      expect(await openAlarms(broken.robotId)).toEqual([expect.objectContaining({ cause: 'ROBOT_BROKEN' })]);
      await send(waiting.id);
      expect(await openAlarms(taskId)).toEqual([expect.objectContaining({ count: 1 })]); // told once a run, however often it is tried
      advance({ seconds: 3700 });
      await send(waiting.id);
      expect(await recordOf(waiting.id)).toMatchObject({ state: 'partly_sent', reason: { code: 'ROBOT_NOT_USABLE' }, counts: { sent: 1, expired: 1 } });
      const task = (await administrator().get(`/push/tasks/${taskId}`).expect(200)).body as { failureCount: number };
      expect(task.failureCount).toBe(0);
      const told = (await deliveries(waiting.id)).find(({ hostUserId }) => hostUserId === broken.robotId);
      expect(told).toMatchObject({ state: 'expired', reason: { code: 'ROBOT_NOT_USABLE', text: expect.stringContaining('remedy') as string } });
    });

    it('posts when a broken one was mended before the deadline, and says that it works again', async () => {
      const group = await newGroup();
      await sandbox.http.patch(`/sandbox/corps/${DEMO_CORP_ID}/robots/${group.atWecom.id}`).send({ enabled: false }).expect(200);
      const taskId = await makeTask([group], newPage());
      const { id } = await run(taskId);
      await sandbox.http.patch(`/sandbox/corps/${DEMO_CORP_ID}/robots/${group.atWecom.id}`).send({ enabled: true }).expect(200);
      await administrator().post(`/push/robots/${group.robotId}/test`).expect(200);
      await send(id);
      expect(await recordOf(id)).toMatchObject({ state: 'sent' });
      expect([...(await openAlarms(taskId)), ...(await openAlarms(group.robotId))]).toEqual([]);
    });

    it('leaves out one that is disabled, and never counts that against the task', async () => {
      const group = await newGroup();
      const taskId = await makeTask([group], newPage());
      await administrator().post(`/push/robots/${group.robotId}/disable`).expect(200);
      for (let time = 0; time < 3; time += 1) {
        const recordId = await start(taskId);
        await prepare(recordId);
        expect(await recordOf(recordId)).toMatchObject({ state: 'failed', reason: { code: 'ROBOT_NOT_USABLE' }, counts: { skipped: 1 } });
      }
      expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ state: 'enabled', failureCount: 0 });
      expect(await openAlarms(taskId)).toEqual([expect.objectContaining({ cause: 'TASK_ROBOT_NOT_USABLE', count: 3 })]);
    });

    it('gives a file to the others when one robot refuses the upload', async () => {
      const [works, broken] = [await newGroup(), await newGroup()];
      await sandbox.http.delete(`/sandbox/corps/${DEMO_CORP_ID}/robots/${broken.atWecom.id}`).expect((response) => expect(response.status).toBeLessThan(300));
      expect(await run(await makeTask([works, broken], { ...newPage(), templateKey: 'file-xlsx' }))).toMatchObject({ state: 'partly_sent', counts: { sent: 1, skipped: 1 } });
      expect(await works.posts()).toHaveLength(1);
    });

    it.each([
      ['tries the upload again when WeCom is busy', -1, 'WECOM_BUSY'],
      ['says why when WeCom will never take the file', 40009, 'MEDIA_REFUSED'],
    ])('%s', async (_case, errcode, code) => {
      const group = await newGroup();
      const recordId = await start(await makeTask([group], { ...newPage(), templateKey: 'file-csv' }));
      sandbox.platform.faults.add({ kind: 'errcode', errcode, api: 'webhook/upload_media', times: 1 });
      await prepare(recordId).catch((error: unknown) => expect(error).toMatchObject({ code: 'TRY_AGAIN' }));
      expect(await recordOf(recordId)).toMatchObject({ state: code === 'WECOM_BUSY' ? 'preparing' : 'failed', reason: { code } });
      if (code !== 'WECOM_BUSY') return;
      await prepare(recordId);
      await send(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'sent' });
    });

    it('fails at once, with the reason, when no robot takes the upload', async () => {
      const broken = await newGroup();
      await sandbox.http.delete(`/sandbox/corps/${DEMO_CORP_ID}/robots/${broken.atWecom.id}`).expect((response) => expect(response.status).toBeLessThan(300));
      const recordId = await start(await makeTask([broken], { ...newPage(), templateKey: 'file-csv' }));
      await prepare(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'failed', reason: { code: 'ROBOT_NOT_USABLE' }, counts: { total: 1, skipped: 1 } });
    });

    it('never repeats a post that a process began and did not live to tell of', async () => {
      const group = await newGroup();
      const recordId = await start(await makeTask([group], newPage()));
      await prepare(recordId);
      const { calls } = (await recordOf(recordId)) as unknown as { calls: { id: string }[] };
      const sql = new Client({ connectionString: t.databaseUrl });
      await sql.connect();
      await sql.query(
        `insert into wecom_push.push_robot_message (tenant_id, id, robot_id, kind, subject_id, title, state, sent_at) values ('default', $1, $2, 'push', $3, '日报', 'sending', $4)`,
        [calls[0].id, group.robotId, recordId, t.clock.now()],
      );
      await sql.end();
      await send(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'sending', reason: { code: 'WECOM_BUSY' } }); // the request may still be under way
      advance({ seconds: 61 });
      await send(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'failed', reason: { code: 'OUTCOME_UNKNOWN' }, counts: { unknown: 1 } });
      expect(await group.posts()).toEqual([]);
    });

    it('never repeats a post whose outcome nobody knows', async () => {
      const group = await newGroup();
      const taskId = await makeTask([group], newPage());
      sandbox.platform.faults.add({ kind: 'accept_then_reset', api: 'webhook/send', times: 1 });
      const lost = await run(taskId);
      expect(lost).toMatchObject({ state: 'failed', reason: { code: 'OUTCOME_UNKNOWN' }, counts: { unknown: 1 } });
      await send(lost.id);
      advance({ seconds: 120 });
      await send(lost.id);
      expect(await group.posts()).toHaveLength(1);
      expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ failureCount: 0 });
    });
  });

  describe('20 posts a minute', () => {
    it('hold for 45 tasks that are due at the same time: the others wait in the queue', async () => {
      const group = await newGroup();
      const taskIds = await Promise.all(Array.from({ length: 45 }, () => makeTask([group], { ...newPage(), schedule: DAILY })));
      at(NINE);
      await t.app.get(PlanDueRunsService).planOnce();
      const runs = (await Promise.all(taskIds.map(recordsOf))).map(([{ id }]) => id);
      for (const id of runs) await prepare(id);
      const posted: number[] = [];
      for (let minute = 0; minute < 3; minute += 1) {
        for (const id of runs) await send(id);
        posted.push((await group.posts()).length);
        advance({ seconds: 62 });
      }
      expect(posted).toEqual([20, 40, 45]);
      expect((await Promise.all(runs.map(recordOf))).map(({ state }) => state)).toEqual(Array(45).fill('sent'));
      const refused = ((await sandbox.get('calls', { limit: 500 }))['calls'] as { api: string; errcode: number }[]).filter(({ api, errcode }) => api === 'webhook/send' && errcode === 45009);
      expect(refused).toEqual([]);
    });

    it('are over for all processes when WeCom says so, because somebody else posts through the robot too', async () => {
      const group = await newGroup();
      const [first, second] = [await makeTask([group], newPage()), await makeTask([group], newPage())];
      sandbox.platform.faults.add({ kind: 'errcode', errcode: 45009, api: 'webhook/send', times: 1 });
      const waiting = [await run(first), await run(second)];
      expect(waiting.map(({ state, reason }) => [state, reason?.code])).toEqual([['sending', 'WECOM_BUSY'], ['sending', 'WECOM_BUSY']]);
      advance({ seconds: 62 });
      for (const { id } of waiting) await send(id);
      expect(await group.posts()).toHaveLength(2);
    });
  });

  describe('a test', () => {
    it('comes to the owner alone by an app in which he is bound, and never to the group', async () => {
      const group = await newGroup();
      const recordId = await start(await makeTask([group], newPage()), 'test');
      await prepare(recordId);
      await send(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
      expect(await deliveries(recordId)).toEqual([expect.objectContaining({ hostUserId: 'u1', robot: false })]);
      expect(await group.posts()).toEqual([]);
      const mine = (await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId: 'ZhangWei' }))['messages'] as { content: { content: string } }[];
      expect(mine.at(-1)!.content.content).toContain('测试');
    });

    it('of a draft that nobody saved comes the same way', async () => {
      const group = await newGroup();
      const { body } = await administrator().post('/push/tasks/test').send(robotTask([group], newPage())).expect(202);
      const { recordId } = body as { recordId: string };
      await prepare(recordId);
      await send(recordId);
      expect(await recordOf(recordId)).toMatchObject({ state: 'sent', counts: { total: 1 } });
      expect(await group.posts()).toEqual([]);
    });

    it('is refused when the owner is bound nowhere, or the template is for groups only', async () => {
      const group = await newGroup();
      const [unbound, tables] = [await makeTask([group], { ...newPage(), ownerUserId: 'u3' }), await makeTask([group], { ...newPage(), templateKey: 'robot-digest' })];
      for (const [taskId, why] of [[unbound, 'not bound'], [tables, 'for groups only']]) {
        const { body } = await administrator().post(`/push/tasks/${taskId}/test`).expect(409);
        expect(body).toMatchObject({ code: 'TEST_NOT_POSSIBLE', message: expect.stringContaining(why) as string });
      }
    });
  });

  describe('a definition', () => {
    it('is refused by field where robots cannot do what it says', async () => {
      const [group, disabled] = [await newGroup(), await newGroup()];
      await administrator().post(`/push/robots/${disabled.robotId}/disable`).expect(200);
      const nobody = { robotId: '01900000-0000-7000-8000-000000000001' };
      const mention = { authorizationId, userIds: ['u1'] };
      expect(await refusedField(robotTask([group, nobody]))).toEqual(['channel.robotIds']);
      expect(await refusedField(robotTask([group, disabled]))).toEqual(['channel.robotIds']);
      expect(await refusedField(robotTask([group], { recipients: { userIds: ['u1'] } }))).toEqual(['recipients']);
      expect(await refusedField(robotTask([group], { templateKey: 'news-picture' }))).toEqual(['templateKey']);
      expect(await refusedField(robotTask([group], { templateKey: 'image-page' }, mention))).toEqual(['channel.mention']);
      expect(await refusedField(robotTask([group], {}, { ...mention, userIds: ['nobody'] }))).toEqual(['channel.mention.userIds']);
      expect(await refusedField(robotTask([group], { countOpens: true }))).toEqual(['countOpens']);
    });

    it('holds its robots: one in use cannot be deleted, and what hangs on it is shown', async () => {
      const group = await newGroup();
      const taskId = await makeTask([{ robotId: group.robotId.toUpperCase() }], { ...newPage(), title: '周一例会' });
      await administrator().put('/push/robots/notifications/sales').send({ robotId: group.robotId }).expect(204);
      const { body: effects } = await administrator().get(`/push/robots/${group.robotId}/effects`).expect(200);
      expect(effects).toEqual({ taskCount: 1, tasks: [{ taskId, title: '周一例会', projectId: 'sales', state: 'enabled', nextRunAt: null }], notifiedProjects: ['sales'] });
      const { body } = await administrator().delete(`/push/robots/${group.robotId}`).expect(409);
      expect(body).toMatchObject({ code: 'ROBOT_IN_USE', details: { tasks: ['周一例会'] } });
      await administrator().delete(`/push/tasks/${taskId}`).expect(204);
      await administrator().delete(`/push/robots/${group.robotId}`).expect(204);
    });

    it('lets no task and deletion of its robot pass each other', async () => {
      for (let time = 0; time < 5; time += 1) {
        const group = await newGroup();
        const [made, deleted] = await Promise.all([administrator().post('/push/tasks').send(robotTask([group], newPage())), administrator().delete(`/push/robots/${group.robotId}`)]);
        expect([[201, 409], [400, 204]]).toContainEqual([made.status, deleted.status]);
      }
    });
  });
});
