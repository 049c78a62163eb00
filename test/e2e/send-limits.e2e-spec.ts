import { waitFor } from '../support/wait-for';
import { LimitsWorld, person, type World } from '../support/limits-world';

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_none, index) => from + index);

/** Two processes on one database; the sandbox keeps WeCom's real limits and is the judge. */
describe('two processes within the limits of WeCom', () => {
  let t: LimitsWorld;
  beforeAll(async () => {
    t = await LimitsWorld.start(2);
  }, 120_000);
  afterAll(() => t.close());

  describe('a person who is in 70 tasks of nine o’clock, beside 10 others in each', () => {
    let corp: World;
    let tasks: string[];
    beforeAll(async () => {
      corp = await t.tenant('大公司', 701);
      tasks = await t.tasks(corp, numbers(0, 70).map((task) => [1, ...numbers(2 + 10 * task, 10)]), '09:00');
    }, 120_000);

    it('gets as many as WeCom delivers, and everybody else gets theirs at once', async () => {
      await t.until('2026-03-03T01:00:00Z');
      const delivered = await t.deliveries(corp.corpId);
      expect(delivered.filter(({ userId }) => userId !== person(1))).toHaveLength(700);
      const first = delivered.filter(({ userId }) => userId === person(1)).length;
      expect(first).toBeGreaterThan(20);
      expect(first).toBeLessThan(30);
      const waiting = (await t.records(corp, tasks)).filter(({ state }) => state === 'sending');
      expect(waiting).toHaveLength(70 - first);
      expect(waiting[0]).toMatchObject({ reason: { code: 'MEMBER_BUSY' }, counts: { total: 11, sent: 10 } });
    });

    it('gets the rest within the next minutes; nothing is dropped in silence, and nobody gets anything twice', async () => {
      for (let step = 0; step < 24; step += 1) await t.advance(10);
      const records = await t.records(corp, tasks);
      expect(new Set(records.map(({ state, counts }) => `${state} ${counts.sent}`))).toEqual(new Set(['sent 11']));
      expect((await t.deliveries(corp.corpId)).filter(({ userId }) => userId === person(1))).toHaveLength(70);
      expect(await t.judge()).toEqual({ dropped: 0, repeats: 0, refused: 0 });
    });
  });
});

/** As above, with small numbers where a day or a minute at WeCom's would take a test too long. */
describe('two processes and an app that may do little', () => {
  const ACCOUNTS = 10;
  let t: LimitsWorld;
  beforeAll(async () => {
    t = await LimitsWorld.start(2, { callsPerMinute: 30, personTimesPerAccount: 4, accountsAtLeast: 1, reservedShare: 0.1 });
    await t.sandbox.http.patch('/sandbox/limits').send({ dailyPersonTimesPerAccount: 4 }).expect(200);
  }, 120_000);
  afterAll(() => t.close());

  const alarmsOf = async ({ tenantId }: World): Promise<{ cause: string; state: string; text: string; remedy: string }[]> =>
    ((await t.administrator(tenantId).get('/push/alarms').expect(200)).body as { items: { cause: string; state: string; text: string; remedy: string }[] }).items;

  it('make no more calls a minute than the app may, whoever makes them', async () => {
    const corp = await t.tenant('个性内容', 80, 1000);
    for (const { host } of t.processes) host.setContentKeys({ projectId: 'sales', pageId: 'daily' }, (viewerId) => viewerId);
    const tasks = await t.tasks(corp, [numbers(1, 40), numbers(41, 40)], '09:00');
    await t.until('2026-03-03T01:00:00Z');
    for (let step = 0; step < 20; step += 1) await t.advance(10);
    for (const { host } of t.processes) host.setContentKeys({ projectId: 'sales', pageId: 'daily' }, () => 'all');
    const times = (((await t.sandbox.get('journal', { api: 'message/send', corpId: corp.corpId, limit: 500 }))['entries'] ?? []) as { at: string }[]).map(({ at }) => new Date(at).getTime());
    expect(times).toHaveLength(80);
    const most = Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
    expect(most).toBeLessThanOrEqual(30);
    expect(most).toBeGreaterThan(20);
    expect((await t.records(corp, tasks)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  describe('when the day of the app is used up', () => {
    let corp: World;
    let late: string[];
    beforeAll(async () => {
      corp = await t.tenant('小公司', ACCOUNTS, ACCOUNTS);
      await t.until('2026-03-04T00:50:00Z');
    }, 120_000);

    it('what cannot wait until midnight ends with the reason, and nothing is refused', async () => {
      const tasks = await t.tasks(corp, Array.from({ length: 5 }, () => numbers(1, ACCOUNTS)), '09:00');
      await t.advance(600);
      const states = (await t.records(corp, tasks)).map(({ state, reason }) => [state, reason?.code]);
      expect(states.filter(([state]) => state === 'sent')).toHaveLength(3);
      expect(states.filter(([, code]) => code === 'DAILY_QUOTA_USED')).toHaveLength(2);
      await t.advance(3602);
      const ended = (await t.records(corp, tasks)).filter(({ state }) => state !== 'sent');
      expect(new Set(ended.map(({ state, reason, counts }) => `${state} ${reason?.code} ${counts.expired}`))).toEqual(new Set([`failed DAILY_QUOTA_USED ${ACCOUNTS}`]));
    });

    it('the administrators are told once, from the reserve, with what to do', async () => {
      const [alarm, ...others] = (await alarmsOf(corp)).filter(({ cause }) => cause === 'DAILY_QUOTA_USED');
      expect(others).toEqual([]);
      expect(alarm).toMatchObject({ state: 'open', text: expect.stringContaining('推送人次已用完') as string, remedy: expect.stringContaining('零点后自动恢复') as string });
      const told = (await t.deliveries(corp.corpId)).filter(({ title }) => title === '【告警】经营分析');
      expect(told.map(({ userId }) => userId)).toEqual([person(1)]);
    });

    it('a test still goes out at once', async () => {
      const [taskId] = await t.tasks(corp, [[1]], '23:50');
      const { body } = await t.administrator(corp.tenantId).post(`/push/tasks/${taskId}/test`).expect(202);
      await t.quiet();
      expect((await t.administrator(corp.tenantId).get(`/push/records/${(body as { recordId: string }).recordId}`).expect(200)).body).toMatchObject({ state: 'sent' });
    });

    it('what may wait goes out after midnight in China, and the administrators are told that it is over', async () => {
      late = await t.tasks(corp, [numbers(1, ACCOUNTS)], '23:30');
      await t.until('2026-03-04T15:30:00Z');
      expect((await t.records(corp, late)).map(({ state, reason }) => [state, reason?.code])).toEqual([['sending', 'DAILY_QUOTA_USED']]);
      await t.until('2026-03-04T16:00:15Z');
      expect((await t.records(corp, late)).map(({ state }) => state)).toEqual(['sent']);
      await t.quiet();
      expect((await alarmsOf(corp)).find(({ cause }) => cause === 'DAILY_QUOTA_USED')).toMatchObject({ state: 'cleared' });
      expect(await t.judge()).toEqual({ dropped: 0, repeats: 0, refused: 0 });
    });
  });
});

const DAILY_PAGE = { projectId: 'sales', pageId: 'daily' };
const looksOf = (t: LimitsWorld): number => t.processes.flatMap(({ host }) => host.calls).filter(({ method }) => method === 'takeSnapshot').length;
const statesOf = async (t: LimitsWorld, corp: World, tasks: readonly string[]): Promise<string[]> => (await t.records(corp, tasks)).map(({ state, reason }) => [state, reason?.code].filter(Boolean).join(' '));

describe('an app that gets behind', () => {
  let t: LimitsWorld;
  beforeAll(async () => {
    t = await LimitsWorld.start(2, { callsPerMinute: 20, peopleAhead: 20 }, { concurrentRuns: 2 });
  }, 120_000);
  afterAll(() => t.close());

  it('keeps its later runs planned, and no page is looked at for them, until what is ahead is sent', async () => {
    const corp = await t.tenant('慢公司', 100, 1000);
    const other = await t.tenant('别家', 10, 1000);
    for (const { host } of t.processes) host.setContentKeys(DAILY_PAGE, (viewerId) => viewerId);
    const tasks = await t.tasks(corp, Array.from({ length: 20 }, (_none, task) => numbers(1 + 5 * task, 5)), '09:00', { graceMinutes: 120 });
    await t.until('2026-03-03T01:00:00Z');
    const atNine = await statesOf(t, corp, tasks);
    const planned = atNine.filter((state) => state === 'planned APP_BEHIND').length;
    // Four messages' worth of runs, and what both processes had begun when these were written.
    expect(planned).toBeGreaterThanOrEqual(8);
    expect(looksOf(t)).toBe((20 - planned) * 5);
    const [own] = await t.tasks(other, [[1, 2]], '09:01');
    await t.until('2026-03-03T01:01:00Z');
    expect(await statesOf(t, other, [own])).toEqual(['sent']);
    for (let minute = 0; minute < 12; minute += 1) await t.advance(60);
    expect(new Set(await statesOf(t, corp, tasks))).toEqual(new Set(['sent']));
    for (const { host } of t.processes) host.setContentKeys(DAILY_PAGE, () => 'all');
    expect(await t.judge()).toEqual({ dropped: 0, repeats: 0, refused: 0 });
  }, 120_000);

  it('prepares the next runs as soon as it has less to send, however long they had still to wait', async () => {
    const corp = await t.tenant('快慢公司', 60, 1000);
    const tasks = await t.tasks(corp, Array.from({ length: 12 }, (_none, task) => numbers(1 + 5 * task, 5)), '12:00', { graceMinutes: 120 });
    for (const { host } of t.processes) host.setContentKeys(DAILY_PAGE, (viewerId) => viewerId);
    await t.until('2026-03-03T04:00:00Z');
    expect(await statesOf(t, corp, tasks)).toContain('planned APP_BEHIND');
    // Nothing of it is due any more today but what is woken.
    await t.putWaitingJobs(`now() + interval '1 day'`, [], 'push-prepare');
    for (let minute = 0; minute < 3; minute += 1) await t.advance(60);
    await waitFor('the next runs to be prepared', async () => !(await statesOf(t, corp, tasks)).includes('planned APP_BEHIND') || (await t.advance(20), false), 60_000);
    for (let minute = 0; minute < 5; minute += 1) await t.advance(60);
    expect(new Set(await statesOf(t, corp, tasks))).toEqual(new Set(['sent']));
    for (const { host } of t.processes) host.setContentKeys(DAILY_PAGE, () => 'all');
    expect(await t.judge()).toEqual({ dropped: 0, repeats: 0, refused: 0 });
  }, 120_000);

  it('goes on within seconds when its authorization works again, however long its messages had still to wait', async () => {
    const corp = await t.tenant('停用公司', 10, 1000);
    const app = `/sandbox/corps/${corp.corpId}/apps/${corp.agentId}`;
    const [taskId] = await t.tasks(corp, [[1, 2]], '23:00');
    await t.sandbox.http.patch(app).send({ enabled: false }).expect(200);
    await t.administrator(corp.tenantId).post(`/push/tasks/${taskId}/run`).expect(202);
    await waitFor('the message to wait', async () => (await statesOf(t, corp, [taskId]))[0] === 'sending AUTHORIZATION_NOT_USABLE');
    await t.putWaitingJobs(`now() + interval '1 hour'`, [], 'push-send');
    await t.sandbox.http.patch(app).send({ enabled: true }).expect(200);
    await t.administrator(corp.tenantId).post(`/push/authorizations/${corp.authorizationId}/check`).expect(200);
    await waitFor('the message to be sent', async () => (await statesOf(t, corp, [taskId]))[0] === 'sent', 15_000);
  });
});

describe('an app that WeCom blocks', () => {
  let t: LimitsWorld;
  beforeAll(async () => {
    t = await LimitsWorld.start(1);
  }, 120_000);
  afterAll(() => t.close());

  it('keeps its runs planned, no page is looked at for them, and what is due goes out soon after the block', async () => {
    const corp = await t.tenant('被限公司', 10, 1000);
    const [first, ...later] = await t.tasks(corp, [[1], [2], [3]], '10:00');
    await t.until('2026-03-02T01:59:50Z');
    t.sandbox.platform.faults.add({ kind: 'errcode', errcode: 45009, api: 'message/send', times: 1 });
    await t.administrator(corp.tenantId).post(`/push/tasks/${first}/run`).expect(202);
    await t.quiet();
    const before = looksOf(t);
    await t.advance(10);
    expect(await statesOf(t, corp, later)).toEqual(['planned WECOM_BUSY', 'planned WECOM_BUSY']);
    expect(looksOf(t)).toBe(before);
    await t.advance(75);
    expect(await statesOf(t, corp, [first, ...later])).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('says what its runs waited for when that took too long', async () => {
    const corp = await t.tenant('久等公司', 10, 1000);
    const [taskId] = await t.tasks(corp, [[1]], '11:00', { graceMinutes: 1 });
    await t.until('2026-03-02T02:59:58Z');
    t.sandbox.platform.faults.add({ kind: 'errcode', errcode: 45009, api: 'message/send', times: 1 });
    const [other] = await t.tasks(corp, [[2]], '23:00');
    await t.administrator(corp.tenantId).post(`/push/tasks/${other}/run`).expect(202);
    await t.quiet();
    await t.advance(2);
    await t.advance(30);
    await t.advance(40);
    expect(await statesOf(t, corp, [taskId])).toEqual(['missed WECOM_BUSY']);
  });
});

describe('a small tenant beside one with a long queue', () => {
  let t: LimitsWorld;
  beforeAll(async () => {
    t = await LimitsWorld.start(2, {}, { concurrentCalls: 8, concurrentRuns: 4 });
  }, 120_000);
  afterAll(() => t.close());

  it('has its 10 messages among the first calls after it began, far before the queue is worked off', async () => {
    const TASKS = 160;
    const [big, small] = [await t.tenant('大租户', 20), await t.tenant('小租户', 10)];
    await t.tasks(big, Array.from({ length: TASKS }, (_none, task) => [1 + (task % 20)]), '09:00');
    const own = await t.tasks(small, numbers(1, 10).map((one) => [one]), '23:00');
    t.sandbox.platform.faults.add({ kind: 'latency', api: 'message/send', minMs: 300, maxMs: 300 });
    t.move((new Date('2026-03-03T01:00:00Z').getTime() - t.now.getTime()) / 1000);
    await waitFor('the long queue', async () => (await t.sql.query(`select 1 from push_run where tenant_id = $1`, [big.tenantId])).rows.length === TASKS);
    const before = (await t.deliveries()).length;
    for (const taskId of own) await t.administrator(small.tenantId).post(`/push/tasks/${taskId}/run`).expect(202);
    await t.quiet();
    const delivered = (await t.deliveries()).slice(before);
    const last = delivered.findLastIndex(({ corpId }) => corpId === small.corpId);
    expect(delivered.filter(({ corpId }) => corpId === small.corpId)).toHaveLength(10);
    // The ten, what was under way when each of them began, and what went out while the last was planned and prepared.
    expect(last).toBeLessThan(80);
    expect(delivered.length).toBeGreaterThan(120);
    expect(await t.judge()).toEqual({ dropped: 0, repeats: 0, refused: 0 });
  }, 120_000);
});
