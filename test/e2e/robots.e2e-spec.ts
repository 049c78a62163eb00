import { WecomError } from '#wecom';
import { RobotPoster, type RobotPost } from '#robots';
import { ADMINISTRATOR, authorizeAndBind, startTestApp, type TestApp } from '../support/test-app';

const KEY = '693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';
const WEBHOOK = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`;
const EDITOR = { userId: 'u2', projectRoles: { sales: 'editor' as const } };

interface RobotJson {
  id: string;
  name: string;
  state: string;
  version: number;
}

describe('group robots', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ dispatch: { workers: false, queueConnections: 2 } });
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());
  beforeEach(() => t.wecom.answer('webhook/send', { errcode: 0, errmsg: 'ok' }));

  let names = 0;
  const administrator = () => t.as(ADMINISTRATOR);
  const newRobot = async (more: object = {}): Promise<RobotJson> =>
    (await administrator().post('/push/robots').send({ name: `销售群 ${(names += 1)}`, webhook: WEBHOOK, ...more }).expect(201)).body as RobotJson;
  const get = async (id: string): Promise<RobotJson> => (await administrator().get(`/push/robots/${id}`).expect(200)).body as RobotJson;
  const records = async (id: string): Promise<{ kind: string; state: string; reason: string | null }[]> =>
    ((await administrator().get(`/push/robots/${id}/records`).expect(200)).body as { items: { kind: string; state: string; reason: string | null }[] }).items;
  const post = (robotId: string, messageId: string, more: Partial<RobotPost> = {}) =>
    t.app.get(RobotPoster).post({ tenantId: 'default', robotId, messageId, kind: 'push', subjectId: null, title: '日报', body: '{}', ...more });
  const message = (index: number): string => `019ab3c4-d5e6-7f80-91a2-${String(index).padStart(12, '0')}`;
  const posts = (): number => t.wecom.callsOf('webhook/send').length;

  it('keeps the address to itself, and out of the audit log', async () => {
    const robot = await newRobot();
    await administrator().put(`/push/robots/${robot.id}`).send({ name: '新名字', webhook: WEBHOOK.replace('693a', '793a'), version: robot.version }).expect(200);
    const seen = [await get(robot.id), (await administrator().get('/push/robots').expect(200)).body, (await administrator().get('/push/audit?action=push_robot').expect(200)).body];
    expect(JSON.stringify(seen)).toContain('…5aaa');
    expect(JSON.stringify(seen)).not.toContain(KEY.slice(5));
  });

  it('takes no address but WeCom’s, says which field is wrong, and no name twice', async () => {
    const { body } = await administrator().post('/push/robots').send({ name: '外人', webhook: 'http://169.254.169.254/cgi-bin/webhook/send?key=abcdefgh' }).expect(400);
    expect(body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { webhook: [expect.any(String)] } } });
    const { name } = await newRobot();
    expect((await administrator().post('/push/robots').send({ name, webhook: WEBHOOK }).expect(409)).body).toMatchObject({ code: 'ROBOT_NAME_TAKEN' });
  });

  it('shows editors only names to choose from, and other tenants nothing', async () => {
    const robot = await newRobot();
    const { body } = await t.as(EDITOR).get('/push/robots').expect(200);
    expect((body as { items: object[] }).items).toContainEqual({ id: robot.id, name: robot.name, state: 'enabled' });
    await t.as(EDITOR).get(`/push/robots/${robot.id}`).expect(403);
    await t.as({ ...ADMINISTRATOR, tenantId: 't2' }).get(`/push/robots/${robot.id}`).expect(404);
  });

  it('never lets two administrators overwrite each other', async () => {
    const robot = await newRobot();
    const change = (name: string) => administrator().put(`/push/robots/${robot.id}`).send({ name, version: robot.version });
    const statuses = (await Promise.all([change('甲'), change('乙')])).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('posts a test that mentions people by their binding, and records it', async () => {
    const robot = await newRobot({ mention: { authorizationId, userIds: ['u1', 'u3'] } });
    expect((await administrator().post(`/push/robots/${robot.id}/test`).expect(200)).body).toEqual({ state: 'sent', reason: null });
    const { key, body } = t.wecom.callsOf('webhook/send').at(-1)!.input as { key: string; body: string };
    expect(key).toBe(KEY);
    expect(JSON.parse(body)).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('测试'), mentioned_list: ['ZhangWei'] } });
    expect(await records(robot.id)).toEqual([expect.objectContaining({ kind: 'test', state: 'sent' })]);
  });

  it('posts 20 messages a minute, however many ask at once, and the others later', async () => {
    const { id } = await newRobot();
    const before = posts();
    const results = await Promise.allSettled(Array.from({ length: 25 }, (_none, index) => post(id, message(index))));
    expect(results.filter(({ status }) => status === 'rejected').map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(Array(5).fill('ROBOT_BUSY'));
    expect(posts() - before).toBe(20);
    t.clock.advance({ seconds: 61 });
    await expect(post(id, message(90))).rejects.toMatchObject({ code: 'ROBOT_BUSY' });
    t.clock.advance({ seconds: 1 });
    for (let index = 0; index < 25; index += 1) await post(id, message(index)); // those that were posted post nothing again
    expect(posts() - before).toBe(25);
  });

  it('never repeats what may have arrived', async () => {
    const { id } = await newRobot();
    t.wecom.answerNext('webhook/send', new WecomError('no answer', { api: 'webhook/send', fault: 'unknown_outcome' }));
    expect(await post(id, message(200))).toMatchObject({ state: 'unknown' });
    const before = posts();
    expect(await post(id, message(200))).toMatchObject({ state: 'unknown' });
    expect(posts()).toBe(before);
  });

  it('waits when WeCom cannot be reached, and posts then', async () => {
    const { id } = await newRobot();
    t.wecom.answerNext('webhook/send', new WecomError('refused', { api: 'webhook/send', fault: 'unreachable' }));
    await expect(post(id, message(300))).rejects.toMatchObject({ code: 'ROBOT_BUSY' });
    expect(await post(id, message(300))).toEqual({ state: 'sent', reason: null });
  });

  it('says that a robot is broken when WeCom refuses its address, and mends it by a test that arrives', async () => {
    const { id, name } = await newRobot();
    t.wecom.answerNext('webhook/send', new WecomError('invalid webhook', { api: 'webhook/send', fault: 'app', errcode: 93000 }));
    await expect(post(id, message(400))).rejects.toMatchObject({ code: 'ROBOT_NOT_USABLE' });
    expect(await get(id)).toMatchObject({ state: 'broken', brokenReason: 'WeCom code 93000' });
    await expect(post(id, message(401))).rejects.toMatchObject({ code: 'ROBOT_NOT_USABLE' });
    const alarms = async () => ((await administrator().get('/push/alarms?state=open').expect(200)).body as { items: { cause: string; subject: { id: string }; text: string }[] }).items.filter(({ subject }) => subject.id === id);
    expect(await alarms()).toEqual([expect.objectContaining({ cause: 'ROBOT_BROKEN', text: expect.stringContaining(name) })]);
    await administrator().post(`/push/robots/${id}/test`).expect(200);
    expect(await get(id)).toMatchObject({ state: 'enabled', brokenReason: null });
    expect(await post(id, message(400))).toMatchObject({ state: 'sent' });
    expect(await alarms()).toEqual([]);
  });

  it('is chosen as the notification robot of a project until it is deleted', async () => {
    const { id } = await newRobot();
    await administrator().put('/push/robots/notifications/sales').send({ robotId: id }).expect(204);
    expect((await administrator().get('/push/robots/notifications').expect(200)).body).toEqual({ items: [{ projectId: 'sales', robotId: id }] });
    await administrator().delete(`/push/robots/${id}`).expect(204);
    expect((await administrator().get('/push/robots/notifications').expect(200)).body).toEqual({ items: [] });
  });
});
