import { PlanDueRunsService, PrepareRunService, SendCallService } from '#push-dispatch';
import { WecomError } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

interface AnswerJson {
  code: string;
  text: string;
  plannedAt: string[];
  runs: { state: string; trigger: string; reasonCode: string | null }[];
}

const DAY = '2026-03-02'; // a Monday
const DAILY = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };
const WEBHOOK = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5b0';

/** "Why did nobody get it?" Planner and queue are worked off by hand, so that the clock decides, and a system that is down is one that is not called. */
describe('why nobody got it', () => {
  let t: TestApp;
  let authorizationId: string;
  /** How WeCom answers to the next report. */
  let wecom: object | Error;
  beforeAll(async () => {
    t = await startTestApp({ dispatch: { workers: false, queueConnections: 2 } });
    authorizationId = await authorizeAndBind(t);
    const answer = (): object => {
      if (wecom instanceof Error) throw wecom;
      return wecom;
    };
    t.wecom.answer('message/send', answer).answer('webhook/send', answer);
  });
  afterAll(() => t.close());
  beforeEach(() => {
    wecom = { errcode: 0, errmsg: 'ok', msgid: 'm' };
    at('08:00');
  });

  const administrator = () => t.as(ADMINISTRATOR);
  const at = (time: string, day = DAY): void => t.clock.set(new Date(`${day}T${time}:00+08:00`));
  const make = async (changes: Record<string, unknown> = {}): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, { schedule: DAILY, ...changes })).expect(201)).body as { id: string }).id;
  const change = async (taskId: string, changes: Record<string, unknown>): Promise<void> => {
    const { body } = await administrator().get(`/push/tasks/${taskId}`).expect(200);
    await administrator().put(`/push/tasks/${taskId}`).send({ ...taskOf(authorizationId, { schedule: DAILY, ...changes }), version: (body as { version: number }).version }).expect(200);
  };
  const act = (taskId: string, verb: 'enable' | 'disable') => administrator().post(`/push/tasks/${taskId}/${verb}`).expect(200);
  const whyOn = async (taskId: string, day = DAY): Promise<AnswerJson> => (await administrator().get(`/push/tasks/${taskId}/days/${day}`).expect(200)).body as AnswerJson;

  const plan = () => t.app.get(PlanDueRunsService).planOnce();
  const work = async (recordId: string): Promise<void> => {
    await t.app.get(PrepareRunService).prepare('default', recordId);
    const { calls } = (await administrator().get(`/push/records/${recordId}`).expect(200)).body as { calls: { id: string }[] };
    if (calls.length > 0) await t.app.get(SendCallService).send({ tenantId: 'default', runId: recordId, callIds: calls.map(({ id }) => id) });
  };
  /** The scheduler comes by and works off what this task has then. */
  const schedulerRuns = async (taskId: string): Promise<void> => {
    await plan();
    const { items } = (await administrator().get('/push/records').query({ taskId }).expect(200)).body as { items: RecordJson[] };
    for (const { id, state } of items) if (state === 'planned') await work(id);
  };
  const byHand = async (taskId: string, verb: 'run' | 'test' = 'run'): Promise<void> =>
    work(((await administrator().post(`/push/tasks/${taskId}/${verb}`).expect(202)).body as { recordId: string }).recordId);
  const refused = () => new WecomError('message/send: content', { api: 'message/send', fault: 'content', errcode: 45002 });

  let pages = 0;
  const newPage = (published = true): { projectId: string; pageId: string } => {
    const ref = { projectId: 'sales', pageId: `why-${(pages += 1)}` };
    t.host.setPage({ id: ref.pageId, projectId: 'sales', title: '经营日报', published }).setContent(ref, { dataTime: null, filters: [], charts: [{ id: 'c', title: '订单', kind: 'number', state: 'ok', columns: [{ key: 'n', title: '订单', type: 'number' }], rows: [[7]] }] });
    return ref;
  };

  describe('tells what became of its run', () => {
    const cases: [code: string, what: string, prepare: () => Promise<Record<string, unknown>> | Record<string, unknown>, text: RegExp, reasonCode: string | null][] = [
      ['SENT', 'all got it', () => ({}), /sent/, null],
      ['PARTLY_SENT', 'one of two is not bound', () => ({ recipients: { userIds: ['u1', 'u3'] } }), /^Not everybody got it: .* One is: The user is not bound/, 'UNBOUND'],
      ['FAILED', 'WeCom refused the content', () => { wecom = refused(); return {}; }, /^WeCom refused the content of the message/, 'WECOM_REFUSED_CONTENT'],
      ['FAILED', 'nobody is bound', () => ({ recipients: { userIds: ['u3'] } }), /^Nobody named in the task can be reached/, 'NOBODY_REACHABLE'],
    ];
    it.each(cases)('%s: %s', async (code, _what, prepare, text, reasonCode) => {
      const taskId = await make(await prepare());
      at('09:00');
      await schedulerRuns(taskId);
      expect(await whyOn(taskId)).toMatchObject({ code, text: expect.stringMatching(text), plannedAt: ['2026-03-02T01:00:00.000Z'], runs: [{ trigger: 'schedule', reasonCode }] });
    });

    it('HELD, with the reason', async () => {
      const page = newPage();
      const taskId = await make(page);
      t.host.setPage({ id: page.pageId, projectId: 'sales', published: false });
      at('09:00');
      await schedulerRuns(taskId);
      expect(await whyOn(taskId)).toMatchObject({ code: 'HELD', text: expect.stringContaining('The page is not published'), runs: [{ state: 'held', reasonCode: 'PAGE_NOT_PUBLISHED' }] });
    });

    it('UNDER_WAY, between planning and its end', async () => {
      const taskId = await make();
      at('09:00');
      await plan();
      expect(await whyOn(taskId)).toMatchObject({ code: 'UNDER_WAY', runs: [{ state: 'planned' }] });
    });

    it('of a run by hand where the schedule has none, but never of a test', async () => {
      const taskId = await make({ schedule: { kind: 'none', zone: 'Asia/Shanghai' } });
      // Not before the pushes of the others: the calls of an app have an order in time.
      at('09:00');
      await byHand(taskId, 'test');
      expect(await whyOn(taskId)).toMatchObject({ code: 'BY_HAND_ONLY', runs: [{ trigger: 'test' }] });
      await byHand(taskId);
      expect(await whyOn(taskId)).toMatchObject({ code: 'SENT' });
    });

    it('through robots: sent, and which robot could not be used', async () => {
      const { id: robotId } = (await administrator().post('/push/robots').send({ name: '经营日报群', webhook: WEBHOOK }).expect(201)).body as { id: string };
      const taskId = await make({ channel: { kind: 'robots', robotIds: [robotId], mention: null }, recipients: {} });
      at('09:00');
      await schedulerRuns(taskId);
      expect(await whyOn(taskId)).toMatchObject({ code: 'SENT' });
      await administrator().post(`/push/robots/${robotId}/disable`).expect(200);
      at('09:00', '2026-03-03');
      await schedulerRuns(taskId);
      expect(await whyOn(taskId, '2026-03-03')).toMatchObject({ code: 'FAILED', text: expect.stringMatching(/robot/i) });
    });
  });

  describe('tells that the system was down', () => {
    it('NOT_PLANNED while no scheduler came by, MISSED once one is back after the grace', async () => {
      const taskId = await make();
      at('09:00');
      expect(await whyOn(taskId)).toMatchObject({ code: 'PLANNED_LATER' });
      at('09:05');
      expect(await whyOn(taskId)).toMatchObject({ code: 'NOT_PLANNED', text: expect.stringMatching(/^The system was down at 2026-03-02T01:00:00.000Z: no process of it has planned this time/), runs: [] });
      at('12:00');
      await plan();
      expect(await whyOn(taskId)).toMatchObject({ code: 'MISSED', text: expect.stringMatching(/^The system was not running at this time/), runs: [{ state: 'missed', reasonCode: 'MISSED_TOO_OLD' }] });
    });

    it('of the time that passed, though another one is to come', async () => {
      const taskId = await make({ schedule: { ...DAILY, times: ['09:00', '18:00'] } });
      at('12:00');
      expect(await whyOn(taskId)).toMatchObject({ code: 'NOT_PLANNED', text: expect.stringContaining('2026-03-02T01:00:00.000Z') });
    });

    it.each(['app', 'robots'])('but not of times that were never due: changed, enabled or made after them (%s)', async (kind) => {
      const { id: robotId } = (await administrator().post('/push/robots').send({ name: `群 ${kind}`, webhook: `${WEBHOOK}${kind}` }).expect(201)).body as { id: string };
      const channel = kind === 'app' ? {} : { channel: { kind, robotIds: [robotId], mention: null }, recipients: {} };
      const [changed, enabled] = [await make({ ...channel, schedule: { ...DAILY, times: ['18:00'] } }), await make(channel)];
      await act(enabled, 'disable');
      at('12:00');
      const made = await make(channel);
      await change(changed, channel);
      await act(enabled, 'enable');
      at('13:00');
      expect(await whyOn(changed)).toMatchObject({ code: 'NO_TIME', text: expect.stringMatching(/^The schedule was changed after the times of this day, on 2026-03-02T04:00:00.000Z by 张伟/) });
      expect(await whyOn(enabled)).toMatchObject({ code: 'DISABLED' });
      expect(await whyOn(made)).toMatchObject({ code: 'NOT_YET_CREATED' });
      for (const taskId of [changed, enabled, made]) expect(await whyOn(taskId, '2026-03-03')).toMatchObject({ code: 'PLANNED_LATER' });
    });
  });

  describe('tells who keeps it from running', () => {
    it('STOPPED by the system, also after somebody enabled it again', async () => {
      const taskId = await make();
      wecom = refused();
      for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
        at('09:00', day);
        await schedulerRuns(taskId);
      }
      expect(await whyOn(taskId, '2026-03-04')).toMatchObject({ code: 'FAILED' });
      const stopped = { code: 'STOPPED', text: expect.stringMatching(/^The system stopped the task since 2026-03-04T01:00:00.000Z after 3 failed runs in a row/), runs: [] };
      at('12:00', '2026-03-05');
      await plan();
      expect(await whyOn(taskId, '2026-03-05')).toMatchObject(stopped);
      expect(await whyOn(taskId, '2026-03-06')).toMatchObject(stopped);
      await act(taskId, 'enable');
      expect(await whyOn(taskId, '2026-03-05')).toMatchObject(stopped);
      expect(await whyOn(taskId, '2026-03-06')).toMatchObject({ code: 'PLANNED_LATER' });
    });

    it('DISABLED between its time and the start that spreading gave', async () => {
      const taskId = await make({ toleranceMinutes: 30 });
      at('09:00');
      t.clock.advance({ seconds: 1 });
      await act(taskId, 'disable');
      at('12:00');
      await plan();
      expect(await whyOn(taskId)).toMatchObject({ code: 'DISABLED', text: 'The task was disabled since 2026-03-02T01:00:01.000Z, by 张伟' });
    });

    it('DISABLED from the start, as a copy is, by whoever made it', async () => {
      const { body } = await administrator().post(`/push/tasks/${await make()}/copy`).send({ title: '副本' }).expect(201);
      at('12:00');
      expect(await whyOn((body as { id: string }).id)).toMatchObject({ code: 'DISABLED', text: 'The task was disabled since 2026-03-02T00:00:00.000Z, by 张伟' });
    });
  });
});
