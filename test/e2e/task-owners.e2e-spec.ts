import { WecomError } from '#wecom';
import { HostUnavailableError } from '#bi-host';
import { OwnerWatch } from '#push-task';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface ListedJson {
  id: string;
  title: string;
  ownerUserId: string;
  ownerName: string | null;
  state: string;
  version: number;
  nextRunAt: string | null;
  lastRun: { state: string; recordId: string; reasonCode: string | null } | null;
  failure?: { cause: string; remedy: string; reasonCode: string; recordId: string } | null;
  ownerGoneSince?: string;
}
interface AlarmJson {
  cause: string;
  state: string;
  text: string;
  telling: { state: string };
}

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;
const DAILY = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };

describe('owners of tasks', () => {
  let t: TestApp;
  let authorizationId: string;
  const administrator = () => t.as(ADMINISTRATOR);
  const make = async (changes: Record<string, unknown> = {}): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, { ownerUserId: 'u3', ...changes })).expect(201)).body as { id: string }).id;
  const list = async (path: string): Promise<ListedJson[]> => ((await administrator().get(path).expect(200)).body as { items: ListedJson[] }).items;
  const ownerOf = async (id: string): Promise<string> => ((await administrator().get(`/push/tasks/${id}`).expect(200)).body as ListedJson).ownerUserId;
  const alarms = async (): Promise<AlarmJson[]> => ((await administrator().get('/push/alarms').expect(200)).body as { items: AlarmJson[] }).items;
  const leave = () => t.host.setUser({ id: 'u3', active: false });
  const lookInAnHour = async (): Promise<void> => {
    t.clock.advance({ minutes: 61 });
    await t.app.get(OwnerWatch, { strict: false }).checkDue();
  };
  const deputies = (userIds: string[], caller: object = ADMINISTRATOR) => t.as(caller).put('/push/projects/sales/deputies').send({ userIds });

  describe('who leave', () => {
    beforeEach(async () => {
      t = await startTestApp({ dispatch: { workers: false } });
      authorizationId = await authorizeAndBind(t);
    });
    afterEach(() => t.close());

    it('hand their tasks over to the first deputy who is there, with a line of the history and one alarm', async () => {
      await deputies(['u2', 'u1'], EDITOR).expect(200);
      const ids = [await make({ title: '甲', schedule: DAILY }), await make({ title: '乙' }), await make({ title: '丙' })];
      t.host.setUser({ id: 'u2', active: false });
      leave();
      await lookInAnHour();
      for (const id of ids) expect(await ownerOf(id)).toBe('u1');
      const { body } = await administrator().get(`/push/tasks/${ids[0]}/history`).expect(200);
      expect((body as { items: object[] }).items[0]).toMatchObject({
        action: 'hand_over', by: { kind: 'system', id: 'owner-watch' }, changes: [{ field: 'ownerUserId', before: 'u3', after: 'u1' }],
      });
      expect(await alarms()).toMatchObject([{ cause: 'TASKS_HANDED_OVER', state: 'open', text: 'Emily Chen 已离开，项目 sales 的 3 个推送任务已转交给您' }]);
      expect((await list(`/push/tasks`)).find(({ id }) => id === ids[0])).toMatchObject({ state: 'enabled', nextRunAt: expect.any(String), ownerName: '张伟' });
      t.clock.advance({ hours: 25 });
      await lookInAnHour();
      expect(await list('/push/tasks/ownerless')).toEqual([]);
    });

    it('have tasks through robots disabled with that: a group would see what the deputy may see', async () => {
      const webhook = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';
      const { body: robot } = await administrator().post('/push/robots').send({ name: '日报群', webhook }).expect(201);
      const id = await make({ channel: { kind: 'robots', robotIds: [(robot as { id: string }).id] }, recipients: {}, schedule: DAILY });
      await deputies(['u2']).expect(200);
      leave();
      await lookInAnHour();
      const { body: task } = await administrator().get(`/push/tasks/${id}`).expect(200);
      expect(task).toMatchObject({ ownerUserId: 'u2', state: 'disabled', nextRunAt: null });
      expect(await alarms()).toMatchObject([{ cause: 'TASKS_HANDED_OVER', text: expect.stringMatching(/已转交给您；其中推送到群的任务已停用/) as string }]);
      await t.as(EDITOR).post(`/push/tasks/${id}/enable`).expect(200);
    });

    it('leave their tasks running without an owner when there is no deputy: administrators are told once and see them', async () => {
      const [first, second] = [await make({ title: '甲', schedule: DAILY }), await make({ title: '乙' })];
      leave();
      await lookInAnHour();
      await lookInAnHour();
      expect((await list('/push/tasks/ownerless')).map(({ id, title, ownerUserId, ownerName, state }) => ({ id, title, ownerUserId, ownerName, state }))).toEqual([
        { id: second, title: '乙', ownerUserId: 'u3', ownerName: 'Emily Chen', state: 'enabled' },
        { id: first, title: '甲', ownerUserId: 'u3', ownerName: 'Emily Chen', state: 'enabled' },
      ]);
      expect(await alarms()).toMatchObject([{ cause: 'TASK_OWNER_GONE', state: 'open', count: 1, text: expect.stringContaining('2 个推送任务') }]);
      const { body: page } = await administrator().get('/push/tasks/ownerless?limit=1').expect(200);
      const { nextCursor } = page as { nextCursor: string };
      expect((await list(`/push/tasks/ownerless?limit=1&cursor=${nextCursor}`)).map(({ id }) => id)).toEqual([first]);
    });

    it('have their tasks taken over as soon as there is a deputy', async () => {
      const id = await make();
      leave();
      await lookInAnHour();
      await deputies(['u2']).expect(200);
      await t.app.get(OwnerWatch, { strict: false }).checkDue();
      expect(await ownerOf(id)).toBe('u2');
      expect(await list('/push/tasks/ownerless')).toEqual([]);
      expect((await alarms()).filter(({ state }) => state === 'open').map(({ cause }) => cause)).toEqual(['TASKS_HANDED_OVER']);
    });

    it('keep their tasks when they come back, and when the host does not answer', async () => {
      await deputies(['u2']).expect(200);
      const id = await make();
      t.host.failNext(new HostUnavailableError('The host is down'));
      await lookInAnHour();
      expect(await ownerOf(id)).toBe('u3');
      await deputies([]).expect(200);
      leave();
      await lookInAnHour();
      expect(await list('/push/tasks/ownerless')).toHaveLength(1);
      t.host.setUser({ id: 'u3', active: true });
      await lookInAnHour();
      expect(await list('/push/tasks/ownerless')).toEqual([]);
      expect(await ownerOf(id)).toBe('u3');
      expect((await alarms()).filter(({ state }) => state === 'open')).toEqual([]);
    });

    it('are handed over once by many processes at once, and an editor who saves meanwhile is told', async () => {
      await deputies(['u2']).expect(200);
      const ids = await Promise.all([1, 2, 3, 4, 5].map((n) => make({ title: `任务 ${n}` })));
      leave();
      t.clock.advance({ minutes: 61 });
      const watch = t.app.get(OwnerWatch, { strict: false });
      const edit = administrator().put(`/push/tasks/${ids[0]}`).send({ ...taskOf(authorizationId, { ownerUserId: 'u1', title: '改过' }), version: 1 }).then(({ status }) => status);
      await Promise.all([watch.checkDue(), watch.checkDue(), watch.checkDue()]);
      const status = await edit;
      expect([200, 409]).toContain(status);
      for (const [index, id] of ids.entries()) {
        const { body } = await administrator().get(`/push/tasks/${id}/history`).expect(200);
        const handed = (body as { items: { action: string }[] }).items.filter(({ action }) => action === 'hand_over');
        expect([index, handed.length <= 1]).toEqual([index, true]);
        if (index > 0) expect([await ownerOf(id), handed.length]).toEqual(['u2', 1]);
      }
      expect(await ownerOf(ids[0])).toBe(status === 200 ? 'u1' : 'u2');
    });
  });

  describe('and deputies', () => {
    beforeAll(async () => {
      t = await startTestApp({ dispatch: { workers: false } });
      authorizationId = await authorizeAndBind(t);
    });
    afterAll(() => t.close());

    it('are set by editors of the project, seen by viewers, and audited', async () => {
      expect((await t.as({ userId: 'u3', projectRoles: { sales: 'viewer' } }).get('/push/projects/sales/deputies').expect(200)).body).toMatchObject({ userIds: [], updatedBy: null });
      await deputies(['u1'], { userId: 'u3', projectRoles: { sales: 'viewer' } }).expect(403);
      expect((await deputies(['u2', 'u1'], EDITOR).expect(200)).body).toMatchObject({ projectId: 'sales', userIds: ['u2', 'u1'], updatedBy: 'u2' });
      const { body } = await administrator().get('/push/audit?action=push_project.deputies').expect(200);
      expect((body as { items: object[] }).items).toMatchObject([{ before: { userIds: [] }, after: { userIds: ['u2', 'u1'] } }]);
    });

    it('are somebody who is there when a task is saved', async () => {
      const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { ownerUserId: 'u4' })).expect(400);
      expect((body as { details: { fields: object } }).details.fields).toEqual({ ownerUserId: [expect.stringContaining('王芳')] });
    });

    it('must be there', async () => {
      const { body } = await deputies(['u1', 'u4', 'u9']).expect(400);
      expect((body as { details: { fields: object } }).details.fields).toEqual({ userIds: ['these do not exist or have left: u4, u9'] });
    });
  });

  describe('and administrators', () => {
    beforeAll(async () => {
      t = await startTestApp();
      authorizationId = await authorizeAndBind(t);
    });
    afterAll(() => t.close());

    it('see failing tasks of all projects with cause and remedy, and each list says how the last run came out', async () => {
      const [good, bad, untried] = [await make({ title: '好' }), await make({ title: '坏', ownerUserId: 'u1' }), await make({ title: '新' })];
      const run = async (id: string) => ended(t, ((await administrator().post(`/push/tasks/${id}/run`).expect(202)).body as { recordId: string }).recordId);
      await run(good);
      t.wecom.answer('message/send', () => new WecomError('content', { api: 'message/send', fault: 'content' }));
      await run(bad);
      const { id: recordId } = await run(bad);
      const found = await waitFor('the failing task', async () => (await list('/push/tasks/failing')).length > 0 && list('/push/tasks/failing'));
      expect(found).toMatchObject([
        { id: bad, failureCount: 2, ownerName: '张伟', lastRun: { state: 'failed', recordId }, failure: { recordId, reasonCode: 'WECOM_REFUSED_CONTENT', cause: '企业微信拒绝了消息内容', remedy: expect.stringContaining('模板') } },
      ]);
      const all = await list('/push/tasks');
      expect(all.map(({ id, lastRun, ownerName }) => [id, lastRun?.state ?? null, ownerName])).toEqual([
        [untried, null, 'Emily Chen'],
        [bad, 'failed', '张伟'],
        [good, 'sent', 'Emily Chen'],
      ]);
      t.host.failNext(new HostUnavailableError('The host is down'));
      expect((await list('/push/tasks')).map(({ ownerName }) => ownerName)).toEqual([null, null, null]);
      await t.as(EDITOR).get('/push/tasks/failing').expect(403);
      await t.as(EDITOR).get('/push/tasks/ownerless').expect(403);
    });
  });
});
