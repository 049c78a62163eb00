import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface TaskJson {
  id: string;
  title: string;
  projectId: string;
  state: string;
  ownerUserId: string;
  nextRunAt: string | null;
  version: number;
}
interface ChangeJson {
  action: string;
  by: { kind: string; name: string };
  changes: { field: string; before: unknown; after: unknown }[];
}
interface ResultJson {
  taskId: string;
  title: string | null;
  outcome: string;
  reason: { code: string } | null;
}

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;
const VIEWER = { userId: 'u3', name: 'Emily Chen', projectRoles: { sales: 'viewer' } } as const;
const DAILY = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };

describe('copies, changes and the history of tasks', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ dispatch: { workers: false } });
    authorizationId = await authorizeAndBind(t);
    t.host.setProject({ id: 'hr', name: '人事分析' }).setPage({ id: 'staff', projectId: 'hr', title: '人员月报' });
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const make = async (changes: Record<string, unknown> = {}): Promise<TaskJson> => (await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as TaskJson;
  const read = async (id: string): Promise<TaskJson> => (await administrator().get(`/push/tasks/${id}`).expect(200)).body as TaskJson;
  const history = async (id: string, caller: object = ADMINISTRATOR): Promise<ChangeJson[]> => ((await t.as(caller).get(`/push/tasks/${id}/history`).expect(200)).body as { items: ChangeJson[] }).items;

  describe('a copy', () => {
    it('is disabled, belongs to whoever made it, and says from what it was made', async () => {
      const source = await make({ schedule: DAILY });
      const { body } = await t.as(EDITOR).post(`/push/tasks/${source.id}/copy`).send({ title: '日报（副本）' }).expect(201);
      const { id, title, state, ownerUserId, nextRunAt, version, ...rest } = body as TaskJson & { createdAt: string; createdBy: string; updatedAt: string; updatedBy: string; nextPlannedAt: null };
      expect({ title, state, ownerUserId, nextRunAt, version }).toEqual({ title: '日报（副本）', state: 'disabled', ownerUserId: 'u2', nextRunAt: null, version: 1 });
      const same = await read(source.id);
      for (const field of ['pageId', 'channel', 'templateKey', 'schedule', 'recipients', 'exceptions', 'beginning', 'graceMinutes']) {
        expect([field, (rest as Record<string, unknown>)[field]]).toEqual([field, (same as unknown as Record<string, unknown>)[field]]);
      }
      expect((await history(id))[0]).toMatchObject({ action: 'create', changes: expect.arrayContaining([{ field: 'copiedFrom', before: null, after: source.id }]) });
    });

    it('goes to another project in which the caller is editor, with a page of that project', async () => {
      const { id } = await make();
      const both = { ...EDITOR, projectRoles: { sales: 'viewer', hr: 'editor' } } as const;
      const { body } = await t.as(both).post(`/push/tasks/${id}/copy`).send({ title: '人员月报', projectId: 'hr', pageId: 'staff' }).expect(201);
      expect(body).toMatchObject({ projectId: 'hr', pageId: 'staff', pageTitle: '人员月报', ownerUserId: 'u2' });
      await t.as(both).post(`/push/tasks/${id}/copy`).send({ title: '副本' }).expect(403);
    });

    it('names by field what does not hold any more', async () => {
      const { id } = await make();
      const { body } = await administrator().post(`/push/tasks/${id}/copy`).send({ title: '副本', projectId: 'hr' }).expect(400);
      expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual(['pageId']);
      t.host.setPage({ projectId: 'sales', id: 'daily', published: false });
      const { body: unpublished } = await administrator().post(`/push/tasks/${id}/copy`).send({ title: '副本' }).expect(400);
      expect((unpublished as { details: { fields: object } }).details.fields).toEqual({ pageId: [expect.stringContaining('publish')] });
      t.host.setPage({ projectId: 'sales', id: 'daily', published: true });
    });
  });

  describe('the history', () => {
    it('says who changed which field, newest first, in pages, to everybody who may see the task', async () => {
      const { id } = await make({ title: '旧标题', graceMinutes: 60 });
      await t.as(EDITOR).put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { title: '新标题', graceMinutes: 90, ownerUserId: 'u1' }), version: 1 }).expect(200);
      await t.as(EDITOR).post(`/push/tasks/${id}/disable`).expect(200);
      const [disabled, updated, created] = await history(id, VIEWER);
      expect(disabled).toMatchObject({ action: 'disable', by: { kind: 'user', name: '李娜' }, changes: [{ field: 'state', before: 'enabled', after: 'disabled' }] });
      expect(updated).toMatchObject({ action: 'update', by: { name: '李娜' } });
      expect(updated?.changes.toSorted((a, b) => a.field.localeCompare(b.field))).toEqual([
        { field: 'graceMinutes', before: 60, after: 90 },
        { field: 'title', before: '旧标题', after: '新标题' },
      ]);
      expect(created).toMatchObject({ action: 'create', by: { name: '张伟' }, changes: expect.arrayContaining([{ field: 'templateKey', before: null, after: 'markdown-digest' }]) });
      const { body: first } = await administrator().get(`/push/tasks/${id}/history?limit=2`).expect(200);
      const { body: rest } = await administrator().get(`/push/tasks/${id}/history?limit=2&cursor=${(first as { nextCursor: string }).nextCursor}`).expect(200);
      expect((rest as { items: ChangeJson[]; nextCursor?: string }).items.map(({ action }) => action)).toEqual(['create']);
      expect(rest).not.toHaveProperty('nextCursor');
      expect(JSON.stringify(first)).not.toContain('remoteAddress');
      await t.as({ ...VIEWER, projectRoles: { hr: 'viewer' } }).get(`/push/tasks/${id}/history`).expect(404);
    });
  });

  describe('two editors at once', () => {
    it('never overwrite each other: one of them is told', async () => {
      const { id } = await make({ schedule: DAILY });
      const edits = await Promise.all(['甲', '乙', '丙'].map((title) => administrator().put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { title, schedule: DAILY }), version: 1 })));
      expect(edits.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
      expect((await read(id)).version).toBe(2);
    });

    it('end in one of the states that they asked for, with a line of the history for each change made', async () => {
      const { id } = await make({ schedule: DAILY });
      const calls = await Promise.all([
        administrator().post(`/push/tasks/${id}/disable`),
        t.as(EDITOR).post('/push/tasks/bulk').send({ action: 'handOver', ownerUserId: 'u2', taskIds: [id] }),
        administrator().put(`/push/tasks/${id}`).send({ ...taskOf(authorizationId, { title: '改过', schedule: DAILY }), version: 1 }),
      ]);
      for (const { status } of calls) expect([200, 409]).toContain(status);
      const made = calls.filter(({ status }) => status === 200).length;
      expect((await read(id)).version).toBe(1 + made);
      expect(await history(id)).toHaveLength(1 + made);
    });

    it('delete a task once', async () => {
      const { id } = await make();
      const calls = await Promise.all([1, 2, 3].map(() => administrator().delete(`/push/tasks/${id}`)));
      expect(calls.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404, 404]);
    });
  });

  describe('many tasks at once', () => {
    const bulk = async (body: object, caller: object = ADMINISTRATOR): Promise<ResultJson[]> => ((await t.as(caller).post('/push/tasks/bulk').send(body).expect(200)).body as { results: ResultJson[] }).results;

    it('are disabled and enabled, with their next times, each with its result', async () => {
      const [a, b] = [await make({ schedule: DAILY }), await make({ schedule: DAILY })];
      await administrator().post(`/push/tasks/${b.id}/disable`).expect(200);
      const missing = '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708';
      expect(await bulk({ action: 'disable', taskIds: [b.id, missing, a.id] })).toEqual([
        { taskId: b.id, title: b.title, outcome: 'unchanged', reason: null },
        { taskId: missing, title: null, outcome: 'refused', reason: { code: 'PUSH_TASK_NOT_FOUND', text: expect.any(String) } },
        { taskId: a.id, title: a.title, outcome: 'done', reason: null },
      ]);
      expect(await read(a.id)).toMatchObject({ state: 'disabled', nextRunAt: null, version: 2 });
      await bulk({ action: 'enable', taskIds: [a.id, b.id] });
      for (const { id } of [a, b]) expect(await read(id)).toMatchObject({ state: 'enabled', nextRunAt: '2026-03-03T01:00:00.000Z' });
      expect((await history(a.id)).map(({ action }) => action)).toEqual(['enable', 'disable', 'create']);
    });

    it('are handed over to somebody who is there', async () => {
      const { id } = await make({ schedule: DAILY });
      for (const [ownerUserId, problem] of [['u4', '王芳'], ['nobody', 'no such user']] as const) {
        const { body } = await administrator().post('/push/tasks/bulk').send({ action: 'handOver', ownerUserId, taskIds: [id] }).expect(400);
        expect((body as { details: { fields: object } }).details.fields).toEqual({ ownerUserId: [expect.stringContaining(problem)] });
      }
      const { nextRunAt } = await read(id);
      expect(await bulk({ action: 'handOver', ownerUserId: 'u2', taskIds: [id] })).toMatchObject([{ outcome: 'done' }]);
      expect(await read(id)).toMatchObject({ ownerUserId: 'u2', nextRunAt, state: 'enabled' });
      expect((await history(id))[0]).toMatchObject({ action: 'hand_over', changes: [{ field: 'ownerUserId', before: 'u1', after: 'u2' }] });
    });

    it('are deleted; a dry run only says so', async () => {
      const { id } = await make();
      expect(await bulk({ action: 'delete', taskIds: [id], dryRun: true })).toMatchObject([{ outcome: 'done' }]);
      await read(id);
      expect(await bulk({ action: 'delete', taskIds: [id] })).toMatchObject([{ outcome: 'done' }]);
      await administrator().get(`/push/tasks/${id}`).expect(404);
    });

    it('are refused to whoever may not change them, and not told of to whoever may not see them', async () => {
      const { id, title } = await make();
      expect(await bulk({ action: 'delete', taskIds: [id] }, VIEWER)).toEqual([{ taskId: id, title, outcome: 'refused', reason: expect.objectContaining({ code: 'FORBIDDEN' }) }]);
      expect(await bulk({ action: 'delete', taskIds: [id] }, { userId: 'u3' })).toEqual([{ taskId: id, title: null, outcome: 'refused', reason: expect.objectContaining({ code: 'PUSH_TASK_NOT_FOUND' }) }]);
      await read(id);
    });

    it('are changed once, however often it is asked at once', async () => {
      const ids = [(await make()).id, (await make()).id];
      const outcomes = (await Promise.all([ids, ids.toReversed(), ids].map((taskIds) => bulk({ action: 'disable', taskIds })))).flat().map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(2);
      expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(4);
    });
  });
});
