import { PushDatabase } from '#kernel';
import { PlanDueRunsService } from '#push-dispatch';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

interface Started {
  recordId: string;
}
const REQUEST = '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708';
const EVERY_MINUTE = { kind: 'cron', expression: '* * * * *', zone: 'Asia/Shanghai' };

describe('a push by hand', () => {
  let t: TestApp;
  let authorizationId: string;
  const administrator = () => t.as(ADMINISTRATOR);
  const make = async (changes: Record<string, unknown> = {}): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as { id: string }).id;
  const record = async (id: string): Promise<RecordJson & { taskId: string | null; trigger: string; actorUserId: string | null }> =>
    (await administrator().get(`/push/records/${id}`).expect(200)).body as RecordJson & { taskId: string | null; trigger: string; actorUserId: string | null };

  describe('that nobody has sent yet', () => {
    beforeAll(async () => {
      t = await startTestApp({ dispatch: { workers: false } });
      authorizationId = await authorizeAndBind(t);
    });
    afterAll(() => t.close());
    const run = (taskId: string, body: object = {}) => administrator().post(`/push/tasks/${taskId}/run`).send(body);

    it('is refused while the same run is under way, naming its record', async () => {
      const taskId = await make();
      const { body } = await run(taskId).expect(202);
      const { body: refused } = await run(taskId).expect(409);
      expect(refused).toMatchObject({ code: 'RUN_UNDER_WAY', details: { taskId, recordId: (body as Started).recordId } });
    });

    it('is started once by clicks at once', async () => {
      const taskId = await make();
      const clicks = await Promise.all([1, 2, 3, 4].map(() => run(taskId)));
      expect(clicks.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409]);
    });

    it('is refused while a scheduled run is under way; one by schedule is not kept back by one by hand', async () => {
      const [taskId, other] = [await make({ schedule: EVERY_MINUTE }), await make({ schedule: EVERY_MINUTE })];
      await run(other).expect(202);
      t.clock.advance({ minutes: 1 });
      await t.app.get(PlanDueRunsService, { strict: false }).planOnce();
      const { body } = await run(taskId).expect(409);
      expect(await record((body as { details: Started }).details.recordId)).toMatchObject({ trigger: 'schedule', state: 'planned', taskId });
      const { body: list } = await administrator().get(`/push/records?taskId=${other}`).expect(200);
      expect((list as { items: { trigger: string }[] }).items.map(({ trigger }) => trigger)).toEqual(['schedule', 'manual']);
    });

    it('is answered with the same record when the same request comes again', async () => {
      const taskId = await make();
      const answers = await Promise.all([1, 2, 3].map(() => run(taskId, { requestId: REQUEST }).expect(202)));
      expect(new Set(answers.map(({ body }) => (body as Started).recordId)).size).toBe(1);
    });

    it('names chosen people who are none of the task', async () => {
      const taskId = await make({ recipients: { userIds: ['u1'], groupIds: ['g-daily'], excludedUserIds: ['u2'] } });
      const { body } = await run(taskId, { userIds: ['u1', 'u2', 'u9'] }).expect(400);
      expect((body as { details: { fields: object } }).details.fields).toEqual({ userIds: ['these are not among the people of the task: u2, u9'] });
    });

    it('waits for an edit under way, and pushes what was saved', async () => {
      const taskId = await make();
      let started: Promise<{ body: unknown }> | undefined;
      await t.app.get(PushDatabase, { strict: false }).transaction(async (tx) => {
        await tx.query(`update push_task set title = '改过的标题' where id = $1`, [taskId]);
        started = run(taskId).expect(202).then((answer) => answer);
        // Until it waits for the lock that this transaction holds.
        for (let waiting = 0; waiting === 0; ) [{ waiting }] = (await tx.query(`select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)) as [{ waiting: number }];
      });
      const { recordId } = (await started!).body as Started;
      expect(await record(recordId)).toMatchObject({ title: '改过的标题' });
    });
  });

  describe('that is sent', () => {
    beforeAll(async () => {
      t = await startTestApp();
      authorizationId = await authorizeAndBind(t);
    });
    afterAll(() => t.close());
    beforeEach(() => {
      t.wecom.calls.length = 0;
    });
    const sent = () => t.wecom.callsOf('message/send').map(({ input }) => JSON.parse((input as { body: string }).body) as { touser: string } & Record<string, unknown>);

    it('reaches only chosen people, and says who did it', async () => {
      const taskId = await make();
      const { body } = await t.as({ userId: 'u2', projectRoles: { sales: 'editor' } }).post(`/push/tasks/${taskId}/run`).send({ userIds: ['u2'] }).expect(202);
      expect(await ended(t, (body as Started).recordId)).toMatchObject({ state: 'sent', counts: { total: 1, sent: 1 }, actorUserId: 'u2', trigger: 'manual' });
      expect(sent().map(({ touser }) => touser)).toEqual(['LiNa']);
    });

    it('is one push when the second click comes after its end', async () => {
      const taskId = await make();
      const click = async (): Promise<string> => ((await administrator().post(`/push/tasks/${taskId}/run`).send({ requestId: REQUEST }).expect(202)).body as Started).recordId;
      const first = await click();
      await ended(t, first);
      expect(await click()).toBe(first);
    });

    describe('as a test of a draft', () => {
      const test = (body: object, caller: object = ADMINISTRATOR) => t.as(caller).post('/push/tasks/test').send(body);

      it('reaches the owner that the draft names and nobody else, marked as a test; nothing is saved', async () => {
        const { body } = await test(taskOf(authorizationId, { title: '未保存的草稿', ownerUserId: 'u2', recipients: { userIds: ['u1'] } })).expect(202);
        const { recordId } = body as Started;
        expect(await ended(t, recordId)).toMatchObject({ state: 'sent', trigger: 'test', taskId: null, title: '未保存的草稿', counts: { total: 1, sent: 1 } });
        expect(sent().map(({ touser }) => touser)).toEqual(['LiNa']);
        expect(JSON.stringify(sent())).toContain('测试');
        expect((await administrator().get('/push/tasks?title=未保存的草稿').expect(200)).body).toMatchObject({ items: [] });
        const { body: audit } = await administrator().get('/push/audit?action=push_draft.test').expect(200);
        expect((audit as { items: object[] }).items).toMatchObject([{ subject: { id: recordId, name: '未保存的草稿' } }]);
      });

      it('stands under the task that is being edited, and changes nothing of it', async () => {
        const taskId = await make({ title: '原标题' });
        const { body } = await test({ ...taskOf(authorizationId, { title: '改一改' }), taskId }).expect(202);
        expect(await ended(t, (body as Started).recordId)).toMatchObject({ state: 'sent', taskId, title: '改一改' });
        expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ title: '原标题', version: 1 });
        // A failed or a good test says nothing of the task, and stands in nobody's way.
        await test({ ...taskOf(authorizationId), taskId }).expect(202);
        await administrator().post(`/push/tasks/${taskId}/run`).expect(202);
      });

      it('names what is wrong with the draft, and is refused to whoever is no editor', async () => {
        const { body } = await test(taskOf(authorizationId, { templateKey: 'no-such', title: '' })).expect(400);
        expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual(['title']);
        const { body: template } = await test(taskOf(authorizationId, { templateKey: 'no-such' })).expect(400);
        expect(Object.keys((template as { details: { fields: object } }).details.fields)).toEqual(['templateKey']);
        await test(taskOf(authorizationId), { userId: 'u2', projectRoles: { sales: 'viewer' } }).expect(403);
        await test({ ...taskOf(authorizationId), taskId: REQUEST }).expect(404);
      });
    });
  });
});
