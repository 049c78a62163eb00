import { WecomError } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';

interface AlarmJson {
  cause: string;
  state: string;
  count: number;
  subject: { id: string };
  telling: { state: string; reason: string | null };
}

describe('the life of a task, and the alarms about it', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeEach(async () => {
    t = await startTestApp({ publicUrl: 'https://push.example.com' });
    t.wecom.answer('webhook/send', { errcode: 0, errmsg: 'ok' });
    authorizationId = await authorizeAndBind(t);
  });
  afterEach(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const makeTask = async (changes: Record<string, unknown> = {}): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as { id: string }).id;
  const run = async (taskId: string): Promise<RecordJson> => ended(t, ((await administrator().post(`/push/tasks/${taskId}/run`).expect(202)).body as { recordId: string }).recordId);
  const task = async (taskId: string): Promise<{ state: string; version: number }> => (await administrator().get(`/push/tasks/${taskId}`).expect(200)).body as { state: string; version: number };
  const alarms = async (query = ''): Promise<AlarmJson[]> => ((await administrator().get(`/push/alarms${query}`).expect(200)).body as { items: AlarmJson[] }).items;
  const settled = (cause: string) =>
    waitFor(`the telling of ${cause}`, async () => (await alarms()).find((one) => one.cause === cause && !['pending', 'sending'].includes(one.telling.state)) ?? false);
  const texts = (): string[] =>
    t.wecom.callsOf('message/send').map(({ input }) => JSON.parse((input as { body: string }).body) as { touser: string; text?: { content: string } }).flatMap(({ touser, text }) => (text ? [`${touser}: ${text.content}`] : []));
  /** WeCom refuses what this task says, and takes alarms, which are texts. */
  const refuse = () =>
    t.wecom.answer('message/send', (input: unknown) =>
      (input as { body: string }).body.includes('"msgtype":"text"') ? { errcode: 0, errmsg: 'ok', msgid: 'm' } : new WecomError('content', { api: 'message/send', fault: 'content' }),
    );
  const accept = () => t.wecom.answer('message/send', { errcode: 0, errmsg: 'ok', msgid: 'm' });

  it('says what runs next, soonest first, in the projects of whoever asks', async () => {
    const at = (expression: string) => ({ schedule: { kind: 'cron', expression, zone: 'Asia/Shanghai' }, toleranceMinutes: 0 });
    await makeTask({ title: '年报', ...at('0 9 1 1 *') });
    await makeTask({ title: '每小时', ...at('0 * * * *') });
    const off = await makeTask({ title: '停用的', ...at('* * * * *') });
    await administrator().post(`/push/tasks/${off}/disable`).expect(200);
    const next = async (caller: object, query = ''): Promise<string[]> =>
      ((await t.as(caller as typeof ADMINISTRATOR).get(`/push/tasks/next${query}`).expect(200)).body as { items: { title: string }[] }).items.map(({ title }) => title);
    expect(await next(ADMINISTRATOR)).toEqual(['每小时', '年报']);
    expect(await next(ADMINISTRATOR, '?limit=1')).toEqual(['每小时']);
    expect(await next({ ...ADMINISTRATOR, administrator: false, projectRoles: { elsewhere: 'viewer' } })).toEqual([]);
  });

  it('warns the owner at the first and second failure and at the stop, with cause, remedy and link, and audits the stop', async () => {
    refuse();
    const taskId = await makeTask();
    for (const cause of ['TASK_FAILED_ONCE', 'TASK_FAILED_TWICE', 'TASK_STOPPED']) {
      expect(await run(taskId)).toMatchObject({ state: 'failed', reason: { code: 'WECOM_REFUSED_CONTENT' } });
      expect(await settled(cause)).toMatchObject({ telling: { state: 'told' } });
    }
    expect(await task(taskId)).toMatchObject({ state: 'stopped' });
    expect(texts()).toHaveLength(3);
    const [first = '', second = '', stop = ''] = texts();
    expect(first).toMatch(/^ZhangWei: 【告警】每日销售日报\n连续第 1 次失败.*企业微信拒绝了消息内容\n处理办法：请修改/);
    expect(first).toContain(`https://push.example.com/tasks/${taskId}`);
    expect(second).toContain('连续第 2 次失败');
    expect(stop).toContain('任务已被系统停止');
    const { body } = await administrator().get('/push/audit?action=push_task.stop').expect(200);
    const { body: history } = await administrator().get(`/push/tasks/${taskId}/history?limit=1`).expect(200);
    expect((history as { items: object[] }).items).toMatchObject([{ action: 'stop', by: { kind: 'system', id: 'dispatch' }, changes: expect.arrayContaining([{ field: 'state', before: 'enabled', after: 'stopped' }]) }]);
    expect((body as { items: object[] }).items).toEqual([expect.objectContaining({ actor: { kind: 'system', id: 'dispatch', name: 'dispatch' }, after: expect.objectContaining({ state: 'stopped', reason: 'WECOM_REFUSED_CONTENT' }) })]);
  });

  it('starts again with a count of 0 when it is enabled or edited, and says no more of it', async () => {
    refuse();
    const taskId = await makeTask();
    const failures = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) await run(taskId);
    };
    await failures(3);
    expect(await task(taskId)).toMatchObject({ state: 'stopped' });
    await administrator().post(`/push/tasks/${taskId}/enable`).expect(200);
    expect(await alarms('?state=open')).toEqual([]);
    await failures(2);
    expect(await task(taskId)).toMatchObject({ state: 'enabled' });
    const { version } = await task(taskId);
    await administrator().put(`/push/tasks/${taskId}`).send({ ...taskOf(authorizationId), version }).expect(200);
    await failures(2);
    expect(await task(taskId)).toMatchObject({ state: 'enabled' });
    await failures(1);
    expect(await task(taskId)).toMatchObject({ state: 'stopped' });
  });

  it('counts failures in a row only, and says once that it works again', async () => {
    refuse();
    const taskId = await makeTask();
    await run(taskId);
    await settled('TASK_FAILED_ONCE');
    accept();
    expect(await run(taskId)).toMatchObject({ state: 'sent' });
    await waitFor('the message that it is over', async () => texts().some((text) => text.includes('【恢复】')) || false);
    refuse();
    await run(taskId);
    await run(taskId);
    expect(await task(taskId)).toMatchObject({ state: 'enabled' });
    expect(texts().filter((text) => text.includes('【恢复】'))).toHaveLength(1);
  });

  it('does not count trouble of recipients, nor what is held', async () => {
    const taskId = await makeTask({ recipients: { userIds: ['u3'] } });
    for (let index = 0; index < 3; index += 1) expect(await run(taskId)).toMatchObject({ state: 'failed', reason: { code: 'NOBODY_REACHABLE' } });
    t.host.setPage({ projectId: 'sales', id: 'daily', published: false });
    expect(await run(taskId)).toMatchObject({ state: 'held' });
    expect(await task(taskId)).toMatchObject({ state: 'enabled' });
    expect((await alarms()).map(({ cause }) => cause)).toEqual(['PAGE_NOT_PUBLISHED']); // what holds it, and no failure
  });

  it('collects the same cause: one message now, one in an hour with the count', async () => {
    const taskId = await makeTask();
    const fail = async (): Promise<void> => {
      refuse();
      await run(taskId);
      accept();
      await run(taskId);
    };
    // Mended before anybody was told, it would not be told at all.
    refuse();
    await run(taskId);
    await waitFor('the first message', async () => texts().length > 0);
    accept();
    await run(taskId);
    for (let index = 0; index < 4; index += 1) await fail();
    const warnings = (): string[] => texts().filter((text) => text.includes('【告警】'));
    expect(warnings()).toHaveLength(1);
    refuse();
    await run(taskId);
    t.clock.advance({ minutes: 61 });
    await waitFor('the second message', async () => warnings().length === 2);
  });

  it('tells the notification robot of the project too', async () => {
    const { body } = await administrator().post('/push/robots').send({ name: '告警群', webhook: WEBHOOK }).expect(201);
    const robotId = (body as { id: string }).id;
    await administrator().put('/push/robots/notifications/sales').send({ robotId }).expect(204);
    refuse();
    await run(await makeTask());
    await settled('TASK_FAILED_ONCE');
    await waitFor('the post of the robot', async () => t.wecom.callsOf('webhook/send').length === 1);
    const { body: records } = await administrator().get(`/push/robots/${robotId}/records`).expect(200);
    expect((records as { items: object[] }).items).toEqual([expect.objectContaining({ kind: 'alarm', title: '每日销售日报' })]);
  });

  it('tells the administrator when the owner is not bound', async () => {
    refuse();
    await run(await makeTask({ ownerUserId: 'u3' }));
    expect(await settled('TASK_FAILED_ONCE')).toMatchObject({ telling: { state: 'told' } });
    expect(texts()[0]).toMatch(/^ZhangWei: /);
  });

  it('shows an alarm that cannot be sent, with the reason', async () => {
    const taskId = await makeTask({ recipients: { userIds: ['u2'] } });
    await administrator().delete(`/push/users/u1/binding?authorizationId=${authorizationId}`).expect(204);
    refuse();
    await run(taskId);
    expect(await settled('TASK_FAILED_ONCE')).toMatchObject({ telling: { state: 'undeliverable', reason: expect.stringContaining('bound') } });
    expect((await administrator().get(`/push/authorizations/${authorizationId}/health`).expect(200)).body).toMatchObject({ undeliverableAlarms: 1 });
  });
});
