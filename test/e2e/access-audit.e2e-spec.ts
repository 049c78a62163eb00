import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface Line {
  action: string;
  actor: { kind: string; id: string; name: string };
  subject: { type: string; id: string; name: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;

describe('the audit log of push tasks', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const linesOf = async (taskId: string): Promise<Line[]> => {
    const { body } = await t.as(ADMINISTRATOR).get(`/push/audit?subjectType=push_task&subjectId=${taskId}`).expect(200);
    return (body as { items: Line[] }).items.toReversed();
  };
  const newTask = async (): Promise<string> => ((await t.as(EDITOR).post('/push/tasks').send(taskOf(authorizationId)).expect(201)).body as { id: string }).id;

  it('tells its whole life: who made, changed, stopped, ran and deleted it', async () => {
    const id = await newTask();
    const editor = t.as(EDITOR);
    await editor.put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { title: '周报', ending: '', recipients: { userIds: ['u1', 'u3'] } }), version: 1 }).expect(200);
    await editor.post(`/push/tasks/${id}/disable`).expect(200);
    await editor.post(`/push/tasks/${id}/disable`).expect(200); // it was already: nothing to tell
    await t.as(ADMINISTRATOR).post(`/push/tasks/${id}/enable`).expect(200);
    const { body: test } = await editor.post(`/push/tasks/${id}/test`).expect(202);
    const { body: run } = await editor.post(`/push/tasks/${id}/run`).expect(202);
    const { recordId: runId } = run as { recordId: string };
    await ended(t, runId);
    await editor.delete(`/push/tasks/${id}`).expect(204);

    const lines = await linesOf(id);
    expect(lines.map(({ action, actor }) => `${action} by ${actor.name}`)).toEqual([
      'push_task.create by 李娜',
      'push_task.update by 李娜',
      'push_task.disable by 李娜',
      'push_task.enable by 张伟',
      'push_task.test by 李娜',
      'push_task.run by 李娜',
      'push_task.delete by 李娜',
    ]);
    const [create, update, disable, enable, tested, ran, gone] = lines;
    expect(create).toMatchObject({ before: null, after: { title: '每日销售日报', template: 'markdown-digest', recipients: { userIds: ['u1', 'u2'] }, state: 'enabled' }, subject: { name: '每日销售日报' } });
    expect(update).toMatchObject({ subject: { name: '周报' } });
    expect([update?.before, update?.after]).toEqual([
      { title: '每日销售日报', ending: '有问题请找张伟', recipients: { count: 2, removed: ['u2'] } },
      { title: '周报', ending: '', recipients: { count: 2, added: ['u3'] } },
    ]);
    expect([disable?.before, disable?.after, enable?.after]).toEqual([{ state: 'enabled' }, { state: 'disabled' }, { state: 'enabled' }]);
    expect([tested?.after, ran?.after]).toEqual([{ runId: (test as { recordId: string }).recordId }, { runId }]);
    expect(gone).toMatchObject({ before: { title: '周报', recipients: { userIds: ['u1', 'u3'] } }, after: null });
  });

  it('tells nothing of what did not happen', async () => {
    const id = await newTask();
    await t.as(EDITOR).put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { title: '周报' }), version: 7 }).expect(409);
    await t.as(EDITOR).put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { pageId: 'draft' }), version: 1 }).expect(400);
    await t.as({ projectRoles: { sales: 'viewer' } }).delete(`/push/tasks/${id}`).expect(403);
    expect((await linesOf(id)).map(({ action }) => action)).toEqual(['push_task.create']);
  });
});
