import { ADMINISTRATOR, authorizeAndBind, CORP_ID, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface ListJson {
  items: { id: string; title: string }[];
  nextCursor?: string;
}

describe('records', () => {
  let t: TestApp;
  let authorizationId: string;
  const records: Record<'daily' | 'stock' | 'test', string> = { daily: '', stock: '', test: '' };
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    const daily = await makeTask({ title: '华东销售日报', recipients: { userIds: ['u1', 'u2'] } });
    records.daily = await run(daily, 'run');
    records.stock = await run(await makeTask({ title: '库存周报 ＡＢＣ', recipients: { userIds: ['u2'] } }), 'run');
    records.test = await run(daily, 'test');
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const makeTask = async (changes: Record<string, unknown>): Promise<string> =>
    ((await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as { id: string }).id;
  const run = async (taskId: string, verb: 'run' | 'test'): Promise<string> => {
    t.clock.advance({ minutes: 1 });
    const { body } = await administrator().post(`/push/tasks/${taskId}/${verb}`).expect(202);
    return (await ended(t, (body as { recordId: string }).recordId)).id;
  };
  const found = async (query: Record<string, string>, as = administrator()): Promise<string[]> => {
    const { body } = await as.get('/push/records').query(query).expect(200);
    const names = new Map(Object.entries(records).map(([name, id]) => [id, name]));
    return (body as ListJson).items.map(({ id }) => names.get(id) ?? id);
  };

  it('finds records by each filter, newest first', async () => {
    expect(await found({})).toEqual(['test', 'stock', 'daily']);
    expect(await found({ title: '日报' })).toEqual(['test', 'daily']);
    expect(await found({ title: '日报 华东' })).toEqual(['test', 'daily']);
    expect(await found({ title: 'abc' })).toEqual(['stock']);
    expect(await found({ title: '%' })).toEqual([]);
    expect(await found({ channel: 'robot' })).toEqual([]);
    expect(await found({ channel: 'app' })).toEqual(['test', 'stock', 'daily']);
    expect(await found({ robotId: authorizationId })).toEqual([]);
    expect(await found({ authorizationId, trigger: 'manual' })).toEqual(['stock', 'daily']);
    expect(await found({ corpId: CORP_ID.toUpperCase() })).toEqual(['test', 'stock', 'daily']);
    expect(await found({ corpId: CORP_ID, robotId: authorizationId })).toEqual([]);
    expect(await found({ corpId: 'ww0000000000000000' })).toEqual([]);
    expect(await found({ hostUserId: 'u2' })).toEqual(['stock', 'daily']);
    expect(await found({ hostUserId: 'u1', trigger: 'test,schedule' })).toEqual(['test']);
    expect(await found({ pageId: 'daily', state: 'sent', trigger: 'test' })).toEqual(['test']);
    expect(await found({ pageId: 'another' })).toEqual([]);
    expect(await found({ to: await timeOf('stock') })).toEqual(['daily']);
    expect(await found({ from: await timeOf('test') })).toEqual(['test']);
  });
  const timeOf = async (name: keyof typeof records): Promise<string> => ((await administrator().get(`/push/records/${records[name]}`).expect(200)).body as { plannedAt: string }).plannedAt;

  it('goes through pages by cursor, of one person too', async () => {
    for (const query of [{}, { hostUserId: 'u1' }] as Record<string, string>[]) {
      const all = await found(query);
      const { body: first } = await administrator().get('/push/records').query({ ...query, limit: 1 }).expect(200);
      const cursor = (first as ListJson).nextCursor!;
      expect(await found({ ...query, cursor })).toEqual(all.slice(1));
    }
  });

  it('counts, and says whether that is all', async () => {
    expect((await administrator().get('/push/records/count').expect(200)).body).toEqual({ count: 3, exact: true });
    expect((await administrator().get('/push/records/count').query({ title: '日报', trigger: 'manual' }).expect(200)).body).toEqual({ count: 1, exact: true });
  });

  it('shows and counts only projects that the caller may see', async () => {
    const elsewhere = t.as({ userId: 'u2', projectRoles: { hr: 'editor' } });
    expect(await found({ title: '日报' }, elsewhere)).toEqual([]);
    expect((await elsewhere.get('/push/records/count').expect(200)).body).toEqual({ count: 0, exact: true });
    await elsewhere.get('/push/records').query({ projectId: 'sales' }).expect(403);
    await elsewhere.get('/push/records/count').query({ projectId: 'sales' }).expect(403);
    expect(await found({}, t.as({ userId: 'u2', projectRoles: { hr: 'editor', sales: 'viewer' } }))).toHaveLength(3);
  });

  it('tells steps with their times, and reasons with what mends them', async () => {
    const { body } = await administrator().get(`/push/records/${records.daily}`).expect(200);
    const { timeline, finishedAt } = body as { timeline: { step: string; at: string; tookMs?: number }[]; finishedAt: string };
    expect(timeline.map(({ step }) => step)).toEqual(['planned', 'started', 'prepared', 'first_sent', 'last_settled', 'ended']);
    expect(timeline.at(-1)).toEqual({ step: 'ended', at: finishedAt, tookMs: 0 });
    const unbound = await run(await makeTask({ title: '无人绑定', recipients: { userIds: ['u3'] } }), 'run');
    const { body: failed } = await administrator().get(`/push/records/${unbound}`).expect(200);
    expect(failed).toMatchObject({ state: 'failed', reason: { code: 'NOBODY_REACHABLE', remedy: { 'zh-CN': '请查看每个人的原因。' } } });
    const { body: people } = await administrator().get(`/push/records/${unbound}/deliveries`).expect(200);
    expect(people).toMatchObject({ items: [{ hostUserId: 'u3', state: 'skipped', reason: { code: 'UNBOUND', remedy: { 'en-US': expect.stringContaining('bind') as string } } }] });
  });

  it('adds up days by project and task, for those who may see them', async () => {
    const range = { from: '2026-03-01', to: '2026-03-31' };
    const { body } = await administrator().get('/push/statistics/daily').query(range).expect(200);
    expect((body as { days: object[] }).days).toEqual([expect.objectContaining({ day: '2026-03-02', runs: 3, sent: 2, failed: 1, peopleNamed: 4, peopleReached: 3, peopleSkipped: 1 })]);
    const { taskId } = (await administrator().get(`/push/records/${records.stock}`).expect(200)).body as { taskId: string };
    const { body: ofTask } = await administrator().get(`/push/tasks/${taskId}/statistics`).query(range).expect(200);
    expect(ofTask).toMatchObject({ days: [{ day: '2026-03-02', runs: 1, sent: 1, peopleReached: 1 }] });
    const elsewhere = t.as({ userId: 'u2', projectRoles: { hr: 'editor' } });
    expect((await elsewhere.get('/push/statistics/daily').query(range).expect(200)).body).toEqual({ days: [] });
    await elsewhere.get('/push/statistics/daily').query({ ...range, projectId: 'sales' }).expect(403);
    await elsewhere.get(`/push/tasks/${taskId}/statistics`).query(range).expect(404);
    for (const wrong of [{ from: '2026-03-02', to: '2026-03-01' }, { from: '2024-01-01', to: '2026-03-01' }, { from: '2026-03-01', to: '2026-02-30' }]) {
      const { body: refused } = await administrator().get('/push/statistics/daily').query(wrong).expect(400);
      expect(Object.keys((refused as { details: { fields: object } }).details.fields)).toEqual(['to']);
    }
  });

  it('refuses filters that it does not know, by name', async () => {
    for (const [name, value] of [['channel', 'mail'], ['trigger', 'manual,x'], ['robotId', '1'], ['from', 'yesterday'], ['words', 'x']]) {
      const { body } = await administrator().get('/push/records/count').query({ [name]: value }).expect(400);
      expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual([name]);
    }
  });
});
