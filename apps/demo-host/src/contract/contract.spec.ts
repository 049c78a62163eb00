/**
 * d3 ships ES modules; under the condition `umd` it gives what Jest on Node 20 can load.
 * @jest-environment-options {"customExportConditions": ["node", "node-addons", "umd"]}
 */
import { DemoHostUnderTest } from '../testing/demo-host-under-test';
import type { FilterChoice, HostPage, HostUser, PageSnapshot, ViewerGroups } from './contract.types';

let host: DemoHostUnderTest;
beforeAll(async () => {
  host = await DemoHostUnderTest.start();
});
afterAll(() => host.stop());

const snapshotOf = async (path: string, viewerId: string, language = 'zh-CN', filters?: FilterChoice[]): Promise<PageSnapshot> => {
  const answer = await host.call('post', `projects/${path}/snapshot`, { body: { viewerId, language, filters } });
  expect([answer.status, answer.body.message]).toEqual([200, undefined]);
  return answer.body;
};

describe('who may call', () => {
  it('refuses a request without a signature, with a wrong secret, or an old one', async () => {
    const answers = [
      await host.browser().get('/bi/v1/users').set('x-push-tenant', 'demo'),
      await host.call('get', 'users', { secret: 'another-secret-of-the-same-length-12345' }),
      await host.call('get', 'users', { signedAt: new Date(host.clock.now().getTime() - 301_000) }),
    ];
    for (const { status, body } of answers) expect([status, body.code, typeof body.message]).toEqual([401, 'BAD_SIGNATURE', 'string']);
  });

  it('refuses a signed request whose body was changed on the way', async () => {
    const signed = await host.call('post', 'users/lookup', { body: { ids: ['u001'] } });
    expect(signed.status).toBe(200);
    const changed = await host
      .browser()
      .post('/bi/v1/users/lookup')
      .set('x-push-timestamp', signed.request.get('x-push-timestamp'))
      .set('x-push-signature', signed.request.get('x-push-signature'))
      .set('x-push-tenant', 'demo')
      .send({ ids: ['u002'] });
    expect([changed.status, changed.body.code]).toEqual([401, 'BAD_SIGNATURE']);
  });

  it('knows no tenant but its own', async () => {
    const { status, body } = await host.call('get', 'projects', { tenant: 'somebody-else' });
    expect([status, body.code]).toEqual([404, 'TENANT_NOT_FOUND']);
  });
});

describe('snapshots of the first pages', () => {
  it('gives the day of the newest data and figures that fit together', async () => {
    const { page, dataTime, filters, charts } = await snapshotOf('aviation/pages/flight-delays', 'u001');
    expect(page).toMatchObject({ id: 'flight-delays', title: '航班延误日报', url: expect.stringContaining('https://bi.example/p/aviation/flight-delays') });
    expect(dataTime).toBe('2001-06-30T00:00:00Z');
    expect(filters).toEqual([{ name: '日期', value: '2001-06-30' }]);
    expect(charts.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['number ok', 'number ok', 'line ok', 'bar ok', 'table ok']);
    expect(charts[0].rows).toEqual([[15_626, 17_548, -0.1095, '2001-06-30']]);
    expect(charts[1].rows).toEqual([[0.3228, 0.2171, 19.2]]);
  });

  it('offers filters and charts, and shows the page with the filters that are set', async () => {
    const { body } = await host.call('get', 'projects/aviation/pages/flight-delays');
    expect(body.filters.map(({ id, kind, values }: { id: string; kind: string; values: { value: string }[] }) => [id, kind, values.map(({ value }) => value)])).toEqual([
      ['region', 'choice', ['east', 'south', 'midwest', 'west', 'territories']],
      ['day', 'date', ['newest', 'day-before']],
    ]);
    expect(body.charts[0]).toEqual({ id: 'flights', title: '当日航班量', kind: 'number' });
    const path = 'aviation/pages/flight-delays';
    const dayBefore = await snapshotOf(path, 'u001', 'zh-CN', [{ id: 'day', values: ['day-before'] }]);
    expect([dayBefore.dataTime, dayBefore.filters, dayBefore.charts[0].rows[0][0]]).toEqual(['2001-06-29T00:00:00Z', [{ name: '日期', value: '2001-06-29' }], 17_548]);
    const south = await snapshotOf(path, 'u001', 'zh-CN', [{ id: 'region', values: ['south'] }, { id: 'day', values: ['2001-06-29'] }]);
    expect(south.filters).toEqual([{ name: '日期', value: '2001-06-29' }, { name: '区域', value: '南部（美国南部）' }]);
    expect(Number(south.charts[0].rows[0][0])).toBeLessThan(17_548);
    expect(new URL(south.page.url).searchParams.get('filter.region')).toBe('south');
    const opened = await host.browser().get(new URL(south.page.url).pathname + new URL(south.page.url).search);
    expect([opened.status, opened.text.includes('南部（美国南部）')]).toEqual([200, true]);
  });

  it.each([
    [{ id: 'shop', values: ['1'] }],
    [{ id: 'region', values: ['north'] }],
    [{ id: 'region', values: ['east', 'south'] }],
    [{ id: 'day', values: ['2001-02-30'] }],
  ])('refuses a filter that the page does not offer, rather than show all: %j', async (filter) => {
    for (const [path, body] of [['snapshot', { viewerId: 'u001', language: 'zh-CN' }], ['viewer-groups', { viewerIds: ['u001'] }]] as const) {
      const answer = await host.call('post', `projects/aviation/pages/flight-delays/${path}`, { body: { ...body, filters: [filter] } });
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_INPUT']);
    }
  });

  it('gives each regional manager the own region only', async () => {
    const east = await snapshotOf('aviation/pages/regional-flights', 'u002');
    const south = await snapshotOf('aviation/pages/regional-flights', 'u004');
    const all = await snapshotOf('aviation/pages/regional-flights', 'u006', 'en-US');
    const flights = (snapshot: PageSnapshot): number => Number(snapshot.charts[0].rows[0][0]);
    const regions = (snapshot: PageSnapshot): unknown[] => snapshot.charts[2].rows.map(([name]) => name);
    expect([regions(east), regions(south)]).toEqual([['东部（美国东北部）'], ['南部（美国南部）']]);
    expect(all.charts[2].rows.reduce((sum, [, flown]) => sum + Number(flown), 0)).toBe(flights(all));
    expect(flights(east) + flights(south)).toBeLessThan(flights(all));
    expect(new Set(east.charts[4].rows.map(([, region]) => region))).toEqual(new Set(['东部（美国东北部）']));
  });

  it('groups viewers by what they see', async () => {
    const viewerIds = ['u001', 'u002', 'u003', 'u004', 'u028', 'nobody', 'u006'];
    const answer = await host.call('post', 'projects/aviation/pages/regional-flights/viewer-groups', { body: { viewerIds } });
    const { groups, denied }: ViewerGroups = answer.body;
    expect(Object.fromEntries(groups.map(({ contentKey, viewerIds }) => [contentKey, viewerIds]))).toEqual({
      all: ['u001', 'u006'],
      'region:east': ['u002', 'u003'],
      'region:south': ['u004'],
    });
    expect(denied.map(({ viewerId }) => viewerId)).toEqual(['u028', 'nobody']);
  });
});

describe('rules', () => {
  const peopleOf = async (rule: string, query = ''): Promise<{ items: string[]; nextCursor?: string }> => (await host.call('get', `projects/aviation/rules/${rule}/people${query}`)).body;

  it('name people from the data, by column and page by page', async () => {
    const { body } = await host.call('get', 'projects/aviation/rules');
    expect(body.items).toEqual([
      { id: 'late-above-average', title: '延误率高于全国平均的区域', columns: [{ key: 'manager', title: '区域经理' }, { key: 'deputy', title: '副经理' }] },
      expect.objectContaining({ id: 'late-above-90-percent' }),
    ]);
    expect(await peopleOf('late-above-average')).toEqual({ items: ['u002', 'u004'] });
    const first = await peopleOf('late-above-average', '?column=deputy&limit=1');
    expect(first).toEqual({ items: ['u010'], nextCursor: expect.any(String) });
    expect(await peopleOf('late-above-average', `?column=deputy&limit=1&cursor=${first.nextCursor}`)).toEqual({ items: ['u021'] });
    expect(await peopleOf('late-above-90-percent')).toEqual({ items: [] });
  });

  it.each(['projects/aviation/rules/none/people', 'projects/markets/rules/late-above-average/people', 'projects/aviation/rules/late-above-average/people?column=salary'])('are not there: %s', async (path) => {
    const { status, body } = await host.call('get', path);
    expect([status, body.code]).toEqual([404, 'RULE_NOT_FOUND']);
  });
});

describe('people', () => {
  const everybody = async (query: string): Promise<HostUser[]> => {
    const people: HostUser[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await host.call('get', `users?limit=10${query}${cursor && `&cursor=${cursor}`}`);
      people.push(...body.items);
      if (!body.nextCursor) return people;
      cursor = body.nextCursor;
    }
  };

  it('pages through all of them once, in a stable order', async () => {
    const ids = (await everybody('')).map(({ id }) => id);
    expect(ids).toHaveLength(42);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect((await everybody('')).map(({ id }) => id)).toEqual(ids);
  });

  it('gives what the contract names and no more', async () => {
    const { body } = await host.call('post', 'users/lookup', { body: { ids: ['u028', 'nobody', 'u001', 'u001'] } });
    expect(body.items).toEqual([
      expect.objectContaining({ id: 'u001', name: '张伟', active: true }),
      {
        id: 'u028',
        name: '冯玉',
        account: 'fengyu',
        email: 'fengyu@demo.example',
        mobile: expect.any(String),
        departmentIds: ['finance'],
        groupIds: [],
        active: false,
      },
    ]);
  });

  it.each([
    ['雪', ['何雪', '韩雪峰']],
    ['CARTER', ['Emily Carter']],
    ["o'b", ["James O'Brien"]],
    ['张', ['张伟']],
    ['没有这个人', []],
  ])('finds %s', async (query, names) => {
    expect((await everybody(`&query=${query}`)).map(({ name }) => name)).toEqual(names);
  });

  it('filters by group, and by department with those below it', async () => {
    const inGroup = await everybody('&groupId=regional-managers');
    expect(inGroup.map(({ name }) => name)).toEqual(['王芳', '刘洋', '周晨', '吴秀英', '欧阳修文']);
    const sales = await everybody('&departmentId=sales');
    const east = await everybody('&departmentId=east');
    expect(east.every(({ departmentIds }) => departmentIds.includes('east'))).toBe(true);
    expect(sales.map(({ id }) => id)).toEqual(expect.arrayContaining(east.map(({ id }) => id)));
    expect(sales.length).toBeGreaterThan(east.length);
  });

  it('lists groups and the tree of departments', async () => {
    const groups = await host.call('get', 'groups');
    const departments = await host.call('get', 'departments');
    expect(groups.body.items).toContainEqual({ id: 'regional-managers', name: '区域经理' });
    expect(departments.body.items).toContainEqual({ id: 'east', name: '华东区', parentId: 'sales' });
  });

  it.each([
    ['get', 'users?limit=201', undefined],
    ['get', 'users?limit=0', undefined],
    ['get', 'users?cursor=xyz', undefined],
    ['get', 'users?unknown=1', undefined],
    ['post', 'users/lookup', { ids: Array.from({ length: 1001 }, (_, at) => `u${at}`) }],
    ['post', 'users/lookup', { ids: [1] }],
    ['post', 'projects/aviation/pages/flight-delays/snapshot', { viewerId: 'u001', language: '<script>' }],
  ] as const)('refuses %s %s with bad input', async (method, path, body) => {
    const answer = await host.call(method, path, { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_INPUT']);
  });

  it('answers what cannot be read, or is nowhere, in the same shape', async () => {
    const post = () => host.browser().post('/bi/v1/users/lookup').set('content-type', 'application/json');
    const answers = [await post().send('{'), await post().send(`["${'x'.repeat(700_000)}"]`), await host.call('get', 'no-such-thing')];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [400, 'INVALID_INPUT'],
      [413, 'TOO_LARGE'],
      [404, 'NOT_FOUND'],
    ]);
  });

  it('takes a thousand long ids', async () => {
    const ids = Array.from({ length: 1000 }, (_, at) => String(at).padStart(128, '长'));
    expect((await host.call('post', 'users/lookup', { body: { ids } })).body).toEqual({ items: [] });
  });
});

describe('signing in', () => {
  const signIn = (account: string, password: string, tenant?: string) => host.call('post', 'sign-in', { tenant, body: { account, password } });

  it('tells who it is and with which roles', async () => {
    expect((await signIn('ZhangWei', 'demo1234')).body).toEqual({
      userId: 'u001',
      name: '张伟',
      administrator: true,
      projectRoles: expect.objectContaining({ aviation: 'editor' }),
    });
    expect((await signIn('dongwenjing', 'demo1234')).body).toMatchObject({ administrator: false, projectRoles: {} });
  });

  it.each([
    ['a wrong password', 'wangfang', 'demo12345', undefined],
    ['an unknown account', 'nobody', 'demo1234', undefined],
    ['a person who left', 'fengyu', 'demo1234', undefined],
    ["another tenant's person", 'zhangwei', 'demo1234', 'other'],
  ])('refuses %s', async (_case, account, password, tenant) => {
    const { status, body } = await signIn(account, password, tenant);
    expect([status, body.code]).toEqual([401, 'WRONG_CREDENTIALS']);
  });

  it('closes an account for a minute after five wrong passwords', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect((await signIn('lina', 'wrong')).status).toBe(401);
    const closed = await signIn('lina', 'demo1234');
    expect([closed.status, closed.body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect((await signIn('liuyang', 'demo1234')).status).toBe(200);
    host.clock.advanceSeconds(61);
    expect((await signIn('lina', 'demo1234')).status).toBe(200);
  });
});

describe('two tenants', () => {
  it('keep people, projects and pages apart', async () => {
    const people = await host.call('get', 'users', { tenant: 'other' });
    expect(people.body.items.map(({ name }: HostUser) => name)).toEqual(['沈默', 'Ines Weber', '方圆']);
    const projects = await host.call('get', 'projects', { tenant: 'other' });
    expect(projects.body.items).toEqual([{ id: 'world', name: '世界发展' }]);
    const pages = await host.call('get', 'projects/world/pages', { tenant: 'other' });
    expect(pages.body.items.map(({ id }: HostPage) => id)).toEqual(['life-expectancy', 'population']);
    expect((await host.call('get', 'projects/aviation/pages', { tenant: 'other' })).body).toEqual({ items: [] });
    const foreign = await host.call('get', 'projects/world/pages/population');
    expect([foreign.status, foreign.body]).toEqual([404, { code: 'PAGE_NOT_AVAILABLE', problem: 'not_found', message: expect.any(String) }]);
  });
});
