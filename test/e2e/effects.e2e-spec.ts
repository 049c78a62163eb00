import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type TestApp } from '../support/test-app';

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;

interface Task {
  id: string;
  nextRunAt: string | null;
}

describe('what would stop, shown before it does', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const newTask = async (changes: Record<string, unknown>): Promise<Task> => (await t.as(EDITOR).post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as Task;
  const effectsOn = async (path: string): Promise<unknown> => (await t.as(ADMINISTRATOR).get(path).expect(200)).body;

  it('names the tasks of a person and of an app, when they go out next, and no deleted ones', async () => {
    const both = await newTask({ title: '每日销售日报', schedule: { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' }, recipients: { userIds: ['u1', 'u2'] } });
    const one = await newTask({ title: '周报', recipients: { userIds: ['u1'] } });
    const gone = await newTask({ title: '旧报', recipients: { userIds: ['u1', 'u2'] } });
    await t.as(EDITOR).post(`/push/tasks/${one.id}/disable`).expect(200);
    await t.as(EDITOR).delete(`/push/tasks/${gone.id}`).expect(204);
    const daily = { taskId: both.id, title: '每日销售日报', projectId: 'sales', state: 'enabled', nextRunAt: both.nextRunAt };
    const weekly = { taskId: one.id, title: '周报', projectId: 'sales', state: 'disabled', nextRunAt: null };

    expect(both.nextRunAt).toEqual(expect.any(String));
    expect(await effectsOn(`/push/users/u1/binding/effects?authorizationId=${authorizationId}`)).toEqual({ tasks: [weekly, daily] });
    expect(await effectsOn(`/push/users/u2/binding/effects?authorizationId=${authorizationId}`)).toEqual({ tasks: [daily] });
    expect(await effectsOn(`/push/authorizations/${authorizationId}/effects`)).toMatchObject({ taskCount: 2, tasks: [daily, weekly] });
  });
});
