import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface Named {
  taskId: string | null;
  title: string | null;
}
interface Forecast {
  accounts: number;
  accountsKnown: boolean;
  tasks: number;
  uncounted: number;
  days: { date: string; allowed: number; sent: number; planned: number; draft: number; overWithout: boolean; overWith: boolean; biggest: (Named & { personTimes: number })[] }[];
  crowds: { unit: string; at: string; occurrences: number; atLeast: number | null; atMost: number; people: number | null; verdict: string; withDraft: boolean; taskCount: number; tasks: Named[]; moves: (Named & { to: string })[] }[];
  busyMinutes: { tasks: number; starts: number; named: Named[] };
}

const EDITOR = { userId: 'u1', name: '张伟', projectRoles: { sales: 'editor' as const } };

/** It is 9 o'clock on Monday, 2 March, in Shanghai. */
describe("the forecast of WeCom's limits", () => {
  let t: TestApp;
  let authorizationId: string;
  beforeEach(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
  });
  afterEach(() => t.close());

  const daily = (...times: string[]) => ({ kind: 'daily', times, zone: 'Asia/Shanghai' });
  const at = (expression: string) => ({ kind: 'cron', expression, zone: 'Asia/Shanghai' });
  const definition = (changes: object) => taskOf(authorizationId, { recipients: { userIds: ['u1'] }, ...changes });
  const create = async (changes: object): Promise<string> => (await t.as(ADMINISTRATOR).post('/push/tasks').send(definition(changes)).expect(201)).body.id as string;
  const createMany = async (count: number, changes: object): Promise<void> => {
    for (let i = 0; i < count; i += 1) await create(changes);
  };
  const forecast = async (changes: object, query: object = {}, caller: object = ADMINISTRATOR): Promise<Forecast> =>
    (await t.as(caller).post('/push/tasks/forecast').query(query).send(definition(changes)).expect(200)).body as Forecast;
  const overview = async (query: object = {}): Promise<Forecast> =>
    (await t.as(ADMINISTRATOR).get(`/push/authorizations/${authorizationId}/forecast`).query(query).expect(200)).body as Forecast;

  it('counts messages to people for each day in China, with and without the draft', async () => {
    const weekly = await create({ title: '周报', schedule: { kind: 'weekly', weekdays: [3], times: ['10:00'], zone: 'Asia/Shanghai' }, recipients: { userIds: ['u1', 'u2'] } });
    const task = await create({ title: '日报', schedule: daily('08:00', '23:59') });
    await create({ title: '手工', schedule: { kind: 'none', zone: 'Asia/Shanghai' } });
    const disabled = await create({ title: '停用', schedule: daily('10:00') });
    await t.as(ADMINISTRATOR).post(`/push/tasks/${disabled}/disable`).expect(200);
    const { body: run } = await t.as(ADMINISTRATOR).post(`/push/tasks/${task}/run`).expect(202);
    await ended(t, run.recordId);

    const told = await forecast({ schedule: at('*/2 10 * * *'), recipients: { userIds: ['u1', 'u2', 'u3'] } });
    expect(told).toMatchObject({ accounts: 2, accountsKnown: false, tasks: 3, uncounted: 0 });
    expect(told.days.map(({ date, sent, planned, draft }) => [date, sent, planned, draft])).toEqual([
      ['2026-03-02', 1, 1, 60], ['2026-03-03', 0, 2, 60], ['2026-03-04', 0, 4, 60], ['2026-03-05', 0, 2, 60], ['2026-03-06', 0, 2, 60], ['2026-03-07', 0, 2, 60], ['2026-03-08', 0, 2, 60],
    ]);
    expect((await overview()).days[2]).toMatchObject({ allowed: 400, planned: 4, draft: 0, overWith: false });
    // As an edit of the weekly task, the draft takes its place.
    expect((await forecast({ schedule: daily('10:00') }, { taskId: weekly })).days[2]).toMatchObject({ planned: 2, draft: 1 });
  });

  it('says when a day becomes too much, and who sends the most on it', async () => {
    const task = await create({ title: '日报', schedule: daily('10:00') });
    const told = await forecast({ schedule: at('*/5 * * * *') }, { accountCap: 1 });
    expect(told.accountsKnown).toBe(true);
    expect(told.days[1]).toMatchObject({ allowed: 200, planned: 1, draft: 288, overWithout: false, overWith: true });
    expect(told.days[1]?.biggest).toEqual([{ taskId: null, title: '每日销售日报', personTimes: 288 }, { taskId: task, title: '日报', personTimes: 1 }]);
  });

  it('finds the minute in which one person would get too much, and where to move the draft', async () => {
    await createMany(30, { schedule: daily('10:05') });
    expect((await overview()).crowds).toEqual([]);
    const { crowds } = await forecast({ schedule: daily('10:05') });
    expect(crowds).toMatchObject([{
      unit: 'minute', at: '2026-03-02T02:05:00.000Z', occurrences: 7, atLeast: 31, atMost: 31, people: 1, verdict: 'certain', withDraft: true, taskCount: 31,
      moves: [{ taskId: null, to: '2026-03-02T02:06:00.000Z' }],
    }]);
    expect(crowds[0]?.tasks).toHaveLength(10);
  });

  it('knows from names and last runs that different people are no crowd, and says so where it cannot know', async () => {
    await createMany(16, { schedule: daily('10:05') });
    await createMany(14, { schedule: daily('10:05'), recipients: { userIds: ['u2'] } });
    const group = await create({ title: '群组', schedule: daily('10:05'), recipients: { groupIds: ['g-daily'], excludedUserIds: ['u1'] } });
    expect((await overview()).uncounted).toBe(1);
    expect((await overview()).crowds).toEqual([]); // at most 16 + 1
    await createMany(15, { schedule: daily('10:05') });
    await create({ schedule: daily('10:05') });
    expect((await overview()).crowds).toMatchObject([{ atLeast: 32, atMost: 33, verdict: 'certain', people: 1 }]);
    await t.as(ADMINISTRATOR).post(`/push/tasks/${(await t.as(ADMINISTRATOR).get('/push/tasks').expect(200)).body.items[0].id}/disable`).expect(200);
    await t.as(ADMINISTRATOR).post(`/push/tasks/${(await t.as(ADMINISTRATOR).get('/push/tasks').expect(200)).body.items[1].id}/disable`).expect(200);
    expect((await overview()).crowds).toMatchObject([{ atLeast: 30, atMost: 31, verdict: 'possible', people: 0 }]);
    const { body: run } = await t.as(ADMINISTRATOR).post(`/push/tasks/${group}/run`).expect(202);
    await ended(t, run.recordId); // to u2 only
    expect(await overview()).toMatchObject({ uncounted: 0, crowds: [] });
  });

  it('names tasks that start when everybody does, and hides titles of projects that the caller may not see', async () => {
    t.host.setProject({ id: 'stock', name: '库存' }).setPage({ id: 'level', projectId: 'stock', title: '库存日报' });
    await create({ projectId: 'stock', pageId: 'level', title: '机密库存', schedule: daily('10:00') });
    await create({ title: '销售', schedule: daily('10:30', '11:30'), toleranceMinutes: 5 });
    const { busyMinutes } = await forecast({ schedule: daily('10:07') }, {}, EDITOR);
    expect(busyMinutes).toMatchObject({ tasks: 1, starts: 7, named: [{ title: null }] });
    expect((await overview()).busyMinutes.named).toMatchObject([{ title: '机密库存' }]);
  });

  it('names the wrong field of a draft, and shows the whole only to administrators', async () => {
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks/forecast').send(definition({ recipients: {} })).expect(400);
    expect(Object.keys(body.details.fields)).toEqual(['recipients']);
    await t.as(EDITOR).get(`/push/authorizations/${authorizationId}/forecast`).expect(403);
    await t.as(ADMINISTRATOR).get('/push/authorizations/01900000-0000-7000-8000-00000000dead/forecast').expect(404);
    await t.as({ userId: 'u1', projectRoles: { sales: 'viewer' } }).post('/push/tasks/forecast').send(definition({})).expect(403);
  });
});
