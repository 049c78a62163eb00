import { HostUnavailableError } from '#bi-host';
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
    expect(await effectsOn(`/push/users/u1/binding/effects?authorizationId=${authorizationId}`)).toEqual({ tasks: [{ ...weekly, through: ['user'] }, { ...daily, through: ['user'] }] });
    expect(await effectsOn(`/push/users/u2/binding/effects?authorizationId=${authorizationId}`)).toEqual({ tasks: [{ ...daily, through: ['user'] }] });
    expect(await effectsOn(`/push/authorizations/${authorizationId}/effects`)).toMatchObject({ taskCount: 2, tasks: [daily, weekly] });
  });

  it('names tasks that mean the person otherwise, and how, but none that leave him out', async () => {
    const recipientsOf = { 组: { groupIds: ['g-daily'] }, 上级部门: { departmentIds: ['d-sales'] }, 全员: { allBound: true, groupIds: ['g-daily'] }, 不含: { allBound: true, excludedUserIds: ['u2'] }, 他人: { userIds: ['u1'] } };
    for (const [title, recipients] of Object.entries(recipientsOf)) await newTask({ title, recipients });
    const path = `/push/users/u2/binding/effects?authorizationId=${authorizationId}`;
    const { tasks } = (await effectsOn(path)) as { tasks: { title: string; through: string[] }[] };
    expect(tasks.slice(0, 3).map(({ title, through }) => [title, through])).toEqual([['全员', ['group', 'all_bound']], ['上级部门', ['department']], ['组', ['group']]]);
    expect(tasks.filter(({ title }) => ['不含', '他人'].includes(title))).toEqual([]);
    t.host.failNext(new HostUnavailableError('down'));
    await t.as(ADMINISTRATOR).get(path).expect(503);
  });
});
