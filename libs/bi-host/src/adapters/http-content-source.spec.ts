import { TestClock } from '#kernel/testing';
import { HostUnavailableError, PageNotAvailableError, RuleNotFoundError, type PageProblem } from '../domain/bi-host.errors';
import { DAILY_PAGE, InMemoryContentSource, sampleHost } from '../testing';
import { json, LoopbackHost, LOOPBACK_SECRET } from '../testing/loopback-host';
import { HostHttpClient } from './host-http.client';
import { HttpContentSource } from './http-content-source';

describe('HttpContentSource', () => {
  const clock = new TestClock();
  const request = { ...DAILY_PAGE, viewerId: 'u1', language: 'zh-CN' };
  const daily = () => new InMemoryContentSource(sampleHost()).takeSnapshot('t1', request);
  let host: LoopbackHost;
  let client: HostHttpClient;
  let content: HttpContentSource;

  beforeEach(async () => {
    host = await LoopbackHost.start(() => clock.now());
    const access = { issuer: 'i', audience: 'a', key: { algorithm: 'HS256', secret: LOOPBACK_SECRET } } as const;
    client = new HostHttpClient({ baseUrl: host.url, secret: LOOPBACK_SECRET, access }, clock);
    content = new HttpContentSource(client);
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await host.stop();
  });

  it('lists projects and pages', async () => {
    host.answer = json({ items: [{ id: 'sales', name: '销售分析' }] });
    expect(await content.listProjects('t1')).toEqual([{ id: 'sales', name: '销售分析' }]);
    const { page } = await daily();
    host.answer = json({ items: [page], nextCursor: 'c2' });
    expect(await content.listPages('t1', '销售/1', '日报', { limit: 5, cursor: 'c1' })).toEqual({ items: [page], nextCursor: 'c2' });
    expect(host.requests.map(({ target }) => target)).toEqual([
      '/bi/v1/projects',
      '/bi/v1/projects/%E9%94%80%E5%94%AE%2F1/pages?query=%E6%97%A5%E6%8A%A5&cursor=c1&limit=5',
    ]);
  });

  it('takes a snapshot as the viewer sees it', async () => {
    host.answer = json(await daily());
    expect(await content.takeSnapshot('t1', request)).toEqual(await daily());
    expect(host.requests).toEqual([
      { method: 'POST', target: '/bi/v1/projects/sales/pages/daily/snapshot', tenantId: 't1', body: { viewerId: 'u1', language: 'zh-CN' } },
    ]);
  });

  it('lists rules and pages through the people of one; a host without rules has none', async () => {
    host.answer = json({ items: [{ id: 'below/target', title: '未达标门店', columns: null }] });
    expect(await content.listRules('t1', 'sales')).toEqual([{ id: 'below/target', title: '未达标门店' }]);
    host.answer = json({ items: ['u1', 'u2'], nextCursor: 'c2' });
    const ref = { projectId: 'sales', ruleId: 'below/target', column: '店长' };
    expect(await content.peopleOfRule('t1', ref, { limit: 1000, cursor: 'c1' })).toEqual({ items: ['u1', 'u2'], nextCursor: 'c2' });
    expect(host.requests.map(({ target }) => target)).toEqual([
      '/bi/v1/projects/sales/rules',
      '/bi/v1/projects/sales/rules/below%2Ftarget/people?column=%E5%BA%97%E9%95%BF&cursor=c1&limit=1000',
    ]);
    host.answer = json({ code: 'RULE_NOT_FOUND', message: '没有' }, 404);
    await expect(content.peopleOfRule('t1', ref, { limit: 1 })).rejects.toBeInstanceOf(RuleNotFoundError);
    await expect(content.peopleOfRule('t1', { ...ref, ruleId: '..' }, { limit: 1 })).rejects.toBeInstanceOf(RuleNotFoundError);
    host.answer = json({ message: 'Cannot GET' }, 404);
    expect(await content.listRules('t1', 'sales')).toEqual([]);
    await expect(content.peopleOfRule('t1', ref, { limit: 1 })).rejects.toBeInstanceOf(HostUnavailableError);
    host.answer = json({}, 500);
    await expect(content.listRules('t1', 'sales')).rejects.toBeInstanceOf(HostUnavailableError);
  });

  it('tells the host which filters are set, and says nothing of them when none is', async () => {
    host.answer = json(await daily());
    const filters = [{ id: 'region', values: ['east'] }];
    await content.takeSnapshot('t1', { ...request, filters });
    host.answer = json({ groups: [{ contentKey: 'k', viewerIds: ['u1'] }], denied: [] });
    await content.groupViewers('t1', { ...DAILY_PAGE, filters }, ['u1']);
    await content.groupViewers('t1', { ...DAILY_PAGE, filters: [] }, ['u1']);
    expect(host.requests.map(({ body }) => body)).toEqual([{ viewerId: 'u1', language: 'zh-CN', filters }, { viewerIds: ['u1'], filters }, { viewerIds: ['u1'] }]);
  });

  it('reads what a page offers; a host from before there were filters offers nothing', async () => {
    const { page } = await daily();
    host.answer = json(page);
    expect(await content.getPage('t1', DAILY_PAGE)).toEqual(page);
    host.answer = json({ ...page, filters: [{ id: 'day', title: '日期', kind: 'date', values: null }], charts: null });
    expect(await content.getPage('t1', DAILY_PAGE)).toEqual({ ...page, filters: [{ id: 'day', title: '日期', kind: 'date', multiple: false }] });
    host.answer = json({ ...page, filters: [{ id: 'day', title: '日期', kind: 'choice' }] });
    await expect(content.getPage('t1', DAILY_PAGE)).rejects.toThrow(/filters\.0\.values: a choice offers values/);
  });

  it.each<[PageProblem, number]>([
    ['not_found', 404],
    ['not_published', 409],
    ['sharing_off', 409],
    ['no_right', 409],
  ])('says that a page is not available: %s', async (problem, status) => {
    host.answer = json({ code: 'PAGE_NOT_AVAILABLE', problem, message: '看不到' }, status);
    await expect(content.takeSnapshot('t1', request)).rejects.toBeInstanceOf(PageNotAvailableError);
    await expect(content.groupViewers('t1', DAILY_PAGE, ['u1'])).rejects.toMatchObject({ problem, message: '看不到' });
    host.answer = json({ code: 'PAGE_NOT_AVAILABLE', problem }, status);
    await expect(content.getPage('t1', DAILY_PAGE)).rejects.toMatchObject({ problem, message: expect.stringMatching(/\w/) });
  });

  it('takes an unknown problem, or a 404 that says nothing, for a broken host: a page is not declared gone by mistake', async () => {
    host.answer = json({ code: 'PAGE_NOT_AVAILABLE', problem: 'bad_weather' }, 409);
    await expect(content.getPage('t1', DAILY_PAGE)).rejects.toBeInstanceOf(HostUnavailableError);
    host.answer = json({ message: 'Cannot GET' }, 404);
    await expect(content.getPage('t1', DAILY_PAGE)).rejects.toBeInstanceOf(HostUnavailableError);
  });

  it.each(['', '.', '..'])('knows no page with the id "%s", and does not ask', async (id) => {
    await expect(content.getPage('t1', { projectId: 'sales', pageId: id })).rejects.toMatchObject({ problem: 'not_found' });
    await expect(content.listPages('t1', id, undefined, { limit: 1 })).rejects.toMatchObject({ problem: 'not_found' });
    expect(host.requests).toEqual([]);
  });

  it('refuses another page than the one asked for', async () => {
    const snapshot = await daily();
    host.answer = json({ ...snapshot, page: { ...snapshot.page, id: 'salaries' } });
    await expect(content.takeSnapshot('t1', request)).rejects.toThrow('page.id: not the page that was asked for');
    host.answer = json({ ...snapshot.page, projectId: 'hr' });
    await expect(content.getPage('t1', DAILY_PAGE)).rejects.toThrow('projectId: not the project that was asked for');
  });

  it('names what is wrong in a chart', async () => {
    const snapshot = await daily();
    snapshot.charts[1]?.rows[2]?.pop();
    host.answer = json(snapshot);
    await expect(content.takeSnapshot('t1', request)).rejects.toThrow(/charts\.1\.rows\.2: the row is not as long as `columns`/);
    host.answer = json({ ...(await daily()), dataTime: '2026-03-02 08:30' });
    await expect(content.takeSnapshot('t1', request)).rejects.toThrow(/dataTime: /);
    host.answer = json({ ...snapshot, charts: [], page: { ...snapshot.page, url: 'javascript:alert(1)' } });
    await expect(content.takeSnapshot('t1', request)).rejects.toThrow(/page\.url: /);
  });

  it('groups viewers in calls of at most 1000, one group a content key over all calls', async () => {
    host.answer = (received, response) => {
      const { viewerIds } = received.body as { viewerIds: string[] };
      const even = viewerIds.filter((id) => Number(id) % 2 === 0);
      const odd = viewerIds.filter((id) => Number(id) % 2 === 1 && id !== '1999');
      const denied = viewerIds.filter((id) => id === '1999').map((viewerId) => ({ viewerId, reason: '无权限' }));
      json({ groups: [{ contentKey: 'even', viewerIds: even }, { contentKey: 'odd', viewerIds: odd }], denied })(received, response);
    };
    const viewers = Array.from({ length: 2001 }, (_none, index) => String(index));
    const { groups, denied } = await content.groupViewers('t1', DAILY_PAGE, [...viewers, '0']);
    expect(host.requests).toHaveLength(3);
    expect(groups.map(({ contentKey, viewerIds }) => [contentKey, viewerIds.length])).toEqual([['even', 1001], ['odd', 999]]);
    expect(denied).toEqual([{ viewerId: '1999', reason: '无权限' }]);
  });

  it.each([
    ['leaves a viewer out', { groups: [{ contentKey: 'k', viewerIds: ['u1'] }], denied: [] }, /u2 is in no group/],
    ['names one twice', { groups: [{ contentKey: 'k', viewerIds: ['u1', 'u2'] }], denied: [{ viewerId: 'u2', reason: '' }] }, /u2 is there twice/],
    ['names a stranger', { groups: [{ contentKey: 'k', viewerIds: ['u1', 'u2', 'u3'] }], denied: [] }, /u3 is there twice, or was not asked for/],
  ])('refuses groups where the host %s', async (_case, reply, message) => {
    host.answer = json(reply);
    await expect(content.groupViewers('t1', DAILY_PAGE, ['u1', 'u2'])).rejects.toThrow(message);
  });
});
