import { AGENT_ID, ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface SentBody {
  touser: string;
  agentid: number;
  msgtype: string;
  markdown: { content: string };
  enable_duplicate_check: number;
}

describe('the way of a push', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const makeTask = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201);
    return (body as { id: string }).id;
  };
  const runNow = async (taskId: string): Promise<RecordJson> => {
    const { body } = await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
    return ended(t, (body as { recordId: string }).recordId);
  };
  const sentBodies = (): SentBody[] => t.wecom.callsOf('message/send').map((call) => JSON.parse((call.input as { body: string }).body) as SentBody);
  const recordsOf = async (taskId: string): Promise<RecordJson[]> => {
    const { body } = await administrator().get(`/push/records?taskId=${taskId}`).expect(200);
    return (body as { items: RecordJson[] }).items;
  };

  it('sends a page to its recipients in one call and records what was sent to whom', async () => {
    const record = await runNow(await makeTask());
    expect(record).toMatchObject({ state: 'sent', reason: null, counts: { total: 2, sent: 2 } });
    const body = sentBodies().at(-1)!;
    expect(body).toMatchObject({ touser: 'ZhangWei|LiNa', agentid: AGENT_ID, msgtype: 'markdown', enable_duplicate_check: 1 });
    expect(body.markdown.content).toContain('每日销售日报');
    expect(body.markdown.content).toContain('各位早上好');
    expect(body.markdown.content).toContain(`push_run=${record.id}`);
    expect(record.messages[0].content).toEqual({ msgtype: 'markdown', markdown: body.markdown });
    expect(record.calls[0]).toMatchObject({ state: 'sent', attempts: 1, wecomMessageId: expect.stringMatching(/^stub-msg-/) as string });
  });

  it('sends a test to the owner only and marks it', async () => {
    const { body } = await administrator().post(`/push/tasks/${await makeTask()}/test`).expect(202);
    const record = await ended(t, (body as { recordId: string }).recordId);
    expect(record).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
    expect(sentBodies().at(-1)).toMatchObject({ touser: 'ZhangWei' });
    expect(sentBodies().at(-1)!.markdown.content).toContain('测试');
  });

  it('runs a task when it is due, once, and sets its next time', async () => {
    t.clock.set('2026-03-02T00:59:00Z'); // 08:59 in Shanghai
    const taskId = await makeTask({ title: '九点日报', schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' } });
    t.clock.set('2026-03-02T01:00:01Z');
    const [planned] = await waitFor('the planned run', async () => {
      const records = await recordsOf(taskId);
      return records.length > 0 && records;
    });
    const record = await ended(t, planned.id);
    expect(record).toMatchObject({ state: 'sent', late: false, plannedAt: '2026-03-02T01:00:00.000Z' });
    const { body: task } = await administrator().get(`/push/tasks/${taskId}`).expect(200);
    expect(task).toMatchObject({ nextRunAt: '2026-03-03T01:00:00.000Z' });
    expect(await recordsOf(taskId)).toHaveLength(1);
  });

  it('after a downtime sends the newest time within the grace late, and records the others as missed', async () => {
    t.clock.set('2026-03-02T02:59:00Z');
    const taskId = await makeTask({ schedule: { kind: 'cron', expression: '0 * * * *', zone: 'UTC' } });
    t.clock.set('2026-03-02T06:30:00Z');
    const records = await waitFor('all four times', async () => {
      const found = await recordsOf(taskId);
      return found.length === 4 && found.every((one) => ['sent', 'missed'].includes(one.state)) && found;
    });
    expect(records.map((one) => [one.plannedAt.slice(11, 16), one.state, one.reason?.code ?? null, one.late])).toEqual([
      ['06:00', 'sent', null, true],
      ['05:00', 'missed', 'MISSED_TOO_OLD', false],
      ['04:00', 'missed', 'MISSED_TOO_OLD', false],
      ['03:00', 'missed', 'MISSED_TOO_OLD', false],
    ]);
    expect(sentBodies().at(-1)!.markdown.content).toContain('迟到');
  });

  it('resolves groups and departments at the run: each person once, nobody excluded', async () => {
    t.host.groups.set('g-sales', { id: 'g-sales', name: '销售组' });
    t.host.departments.set('d-east', { id: 'd-east', name: '华东' });
    t.host.departments.set('d-shanghai', { id: 'd-shanghai', name: '上海', parentId: 'd-east' });
    const taskId = await makeTask({ recipients: { userIds: ['u1'], groupIds: ['g-sales'], departmentIds: ['d-east'], excludedUserIds: ['x-out'] } });
    const before = { ...t.host.users.get('u2')! };
    t.host.setUser({ ...before, groupIds: ['g-sales'], departmentIds: ['d-shanghai'] });
    t.host.setUser({ id: 'x-out', name: '王芳', groupIds: ['g-sales'] });
    const record = await runNow(taskId);
    expect(record).toMatchObject({ state: 'sent', counts: { total: 2, sent: 2 } });
    t.host.setUser(before);
  });

  it('shows chosen charts only', async () => {
    const record = await runNow(await makeTask({ charts: ['by-region'] }));
    const [content] = record.messages.map((message) => message.content.markdown?.content);
    expect(content).toContain('各区域销售');
    expect(content).not.toContain('昨日销售额');
  });

  it.each([
    [{ recipients: { userIds: ['u1'], groupIds: ['nobody'] } }, 'recipients.groupIds'],
    [{ recipients: { userIds: ['u1'], departmentIds: ['nowhere'] } }, 'recipients.departmentIds'],
    [{ recipients: {} }, 'recipients'],
  ])('refuses %j and names the field', async (changes, field) => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(400);
    expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual([field]);
  });

  it('says of each person why nothing was sent', async () => {
    t.host.setUser({ id: 'u3', name: 'Emily Chen' });
    const taskId = await makeTask({ recipients: { userIds: ['u1', 'u3', 'u4'] } });
    const record = await runNow(taskId);
    expect(record).toMatchObject({ state: 'partly_sent', counts: { total: 3, sent: 1, skipped: 2 } });
    const { body } = await administrator().get(`/push/records/${record.id}/deliveries`).expect(200);
    const people = (body as { items: { hostUserId: string; state: string; reason: { code: string } | null }[] }).items;
    expect(people.map((person) => [person.hostUserId, person.state, person.reason?.code])).toEqual([
      ['u1', 'sent', undefined],
      ['u3', 'skipped', 'UNBOUND'],
      ['u4', 'skipped', 'USER_INACTIVE'],
    ]);
  });

  it('takes people that WeCom names as invalid, in whatever case, out of what was sent', async () => {
    t.wecom.answerNext('message/send', { errcode: 0, errmsg: 'ok', msgid: 'm', invaliduser: 'lina' });
    const record = await runNow(await makeTask());
    expect(record).toMatchObject({ state: 'partly_sent', reason: { code: 'INVALID_USER' }, counts: { sent: 1, rejected: 1 } });
  });

  it('asks WeCom what became of people that it names as invalid', async () => {
    t.wecom.answerNext('message/send', { errcode: 0, errmsg: 'ok', msgid: 'm', invaliduser: 'lina' });
    t.wecom.answerNext('user/get', { errcode: 0, errmsg: 'ok', userid: 'LiNa', name: '李娜', status: 5 });
    const taskId = await makeTask();
    await runNow(taskId);
    const change = await waitFor('the change of the binding', async () => {
      const { body } = await t.as(ADMINISTRATOR).get(`/push/bindings/changes?authorizationId=${authorizationId}`).expect(200);
      return (body as { items: { cause: string; to: string; tasks: { taskId: string }[] }[] }).items.find(({ to }) => to === 'left');
    });
    expect(change).toMatchObject({ hostUserId: 'u2', cause: 'send', from: 'active' });
    expect(change.tasks.map((task) => task.taskId)).toContain(taskId);
    await t.as(ADMINISTRATOR).put('/push/users/u2/binding').send({ authorizationId, wecomUserId: 'LiNa' }).expect(200);
  });

  it('sends people with different content different messages', async () => {
    t.host.setContent({ projectId: 'sales', pageId: 'daily' }, (viewerId) => ({
      dataTime: '2026-03-02T00:30:00Z',
      filters: [],
      charts: [
        { id: 'n', title: viewerId === 'u1' ? '全国' : '华东', kind: 'number', state: 'ok', columns: [{ key: 'v', title: '销售额', type: 'number' }], rows: [[1]] },
      ],
    }));
    const before = sentBodies().length;
    const record = await runNow(await makeTask());
    expect(record.messages).toHaveLength(2);
    const bodies = sentBodies().slice(before);
    expect(bodies.map((body) => body.touser).toSorted()).toEqual(['LiNa', 'ZhangWei']);
    expect(bodies.find((body) => body.touser === 'LiNa')!.markdown.content).not.toContain('全国');
  });

  it('holds a run whose charts are all empty, or whose page is not published any more', async () => {
    const taskId = await makeTask();
    t.host.setCharts({ projectId: 'sales', pageId: 'daily' }, [{ id: 'n', title: '空', kind: 'table', state: 'empty', columns: [], rows: [] }]);
    expect(await runNow(taskId)).toMatchObject({ state: 'held', reason: { code: 'ALL_CHARTS_EMPTY' } });
    t.host.setPage({ projectId: 'sales', id: 'daily', published: false });
    expect(await runNow(taskId)).toMatchObject({ state: 'held', reason: { code: 'PAGE_NOT_PUBLISHED' } });
    t.host.setPage({ projectId: 'sales', id: 'daily', published: true, sharing: false });
    expect(await runNow(taskId)).toMatchObject({ state: 'held', reason: { code: 'PAGE_SHARING_OFF' } });
  });
});
