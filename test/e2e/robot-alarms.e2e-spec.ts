import { WecomError } from '#wecom';
import { ADMINISTRATOR, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface AlarmJson {
  id: string;
  cause: string;
  text: string;
  subject: { id: string };
  telling: { state: string; reason: string | null };
}

/** A tenant that has only robots: nobody can be told by an app. */
describe('alarms of tasks through robots, without an app', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({ alarmLanguage: 'en-US' });
    t.wecom.answer('webhook/send', { errcode: 0, errmsg: 'ok' });
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  let keys = 0;
  const newRobot = async (name: string): Promise<string> => {
    const webhook = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=robot-key-${String((keys += 1))}`;
    return ((await administrator().post('/push/robots').send({ name, webhook }).expect(201)).body as { id: string }).id;
  };
  const makeTask = async (robotId: string, changes: object = {}): Promise<string> => {
    const definition = taskOf('', { channel: { kind: 'robots', robotIds: [robotId] }, recipients: {}, ...changes });
    return ((await administrator().post('/push/tasks').send(definition).expect(201)).body as { id: string }).id;
  };
  const run = async (taskId: string): Promise<RecordJson> => ended(t, ((await administrator().post(`/push/tasks/${taskId}/run`).expect(202)).body as { recordId: string }).recordId);
  const alarm = async (subjectId: string): Promise<AlarmJson | undefined> => ((await administrator().get('/push/alarms?limit=200').expect(200)).body as { items: AlarmJson[] }).items.find(({ subject }) => subject.id === subjectId);
  const telling = (subjectId: string, state: string) => waitFor(`an alarm that is ${state}`, async () => ((found) => found?.telling.state === state && found)(await alarm(subjectId)));
  const postsOf = (key: string): string[] => t.wecom.callsOf('webhook/send').map(({ input }) => input as { key: string; body: string }).filter((post) => post.key === key).map(({ body }) => body);

  it('are undeliverable while the project has no notification robot, visibly, and come by it as soon as it has one, in the language of the task', async () => {
    t.host.setPage({ id: 'empty', projectId: 'sales', title: '空页' }).setContent({ projectId: 'sales', pageId: 'empty' }, { dataTime: null, filters: [], charts: [{ id: 'c', title: '订单', kind: 'table', state: 'empty', columns: [], rows: [] }] });
    const taskId = await makeTask(await newRobot('日报群'), { pageId: 'empty', title: 'Daily orders', language: 'en-US' });
    expect(await run(taskId)).toMatchObject({ state: 'held' });
    expect(await telling(taskId, 'undeliverable')).toMatchObject({ telling: { reason: expect.stringContaining('notification robot') as string } });
    await administrator().put('/push/robots/notifications/sales').send({ robotId: await newRobot('告警群') }).expect(204);
    t.clock.advance({ seconds: 3601 });
    await telling(taskId, 'told');
    expect(postsOf('robot-key-1')).toEqual([]); // the group of the task hears nothing of it
    expect(postsOf('robot-key-2')).toEqual([expect.stringMatching(/\[Alarm\] Daily orders/)]);
  });

  it('say nothing when the workers of the queue have posted to the group', async () => {
    const taskId = await makeTask(await newRobot('晨会群'));
    expect(await run(taskId)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 } });
    expect(postsOf(`robot-key-${keys}`)).toEqual([expect.stringContaining('每日销售日报')]);
    expect(await alarm(taskId)).toBeUndefined();
  });

  it('tell administrators of a broken robot in the language that was set', async () => {
    const robotId = await newRobot('旧群');
    t.wecom.answerNext('webhook/send', new WecomError('invalid webhook', { api: 'webhook/send', fault: 'app', errcode: 93000 }));
    await administrator().post(`/push/robots/${robotId}/test`).expect(200);
    expect(await alarm(robotId)).toMatchObject({ cause: 'ROBOT_BROKEN', text: expect.stringMatching(/^The address of group robot "旧群" is not valid.*93000/) as string });
  });
});
