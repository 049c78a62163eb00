/**
 * d3 ships ES modules; under the condition `umd` it gives what Jest on Node 20 can load.
 * @jest-environment-options {"customExportConditions": ["node", "node-addons", "umd"]}
 */
import { DemoHostUnderTest } from '../../testing/demo-host-under-test';
import type { ChartSnapshot, HostPage, HostProject, PageSnapshot } from '../../contract/contract.types';

let host: DemoHostUnderTest;
beforeAll(async () => {
  host = await DemoHostUnderTest.start();
});
afterAll(() => host.stop());

const take = (path: string, viewerId = 'u001', language = 'zh-CN') => host.call('post', `projects/${path}/snapshot`, { body: { viewerId, language } });

async function listed(): Promise<HostPage[]> {
  const projects: { items: HostProject[] } = (await host.call('get', 'projects')).body;
  const answers = await Promise.all(projects.items.map(({ id }) => host.call('get', `projects/${id}/pages`)));
  return answers.flatMap(({ body }) => body.items);
}

const path = ({ projectId, id }: HostPage): string => `${projectId}/pages/${id}`;
const TROUBLED = ['half-empty', 'partly-empty', 'all-empty', 'broken-chart', 'broken-page', 'draft-page', 'private-page'];

function misfits({ kind, columns, rows }: ChartSnapshot): string[] {
  const wrong: string[] = [];
  if (rows.length > 1000 || rows.length === 0) wrong.push(`${rows.length} rows`);
  if (kind === 'number' && rows.length !== 1) wrong.push('a number with more than one row');
  if (kind === 'number' && !columns.some(({ type }) => type === 'number' || type === 'percent')) wrong.push('a number without a figure');
  for (const row of rows) {
    if (row.length !== columns.length) wrong.push('a row as long as no other');
    for (const [index, { key, type }] of columns.entries()) {
      const cell = row[index];
      const fits = {
        text: () => typeof cell === 'string' && cell !== '',
        number: () => typeof cell === 'number',
        percent: () => typeof cell === 'number' && Math.abs(cell) < 2,
        date: () => typeof cell === 'string' && /^\d{4}-\d\d-\d\d$/.test(cell),
        datetime: () => false,
      };
      if (!fits[type]()) wrong.push(`${key}: ${String(cell)} is no ${type}`);
    }
  }
  return wrong;
}

describe('what there is to push', () => {
  it('is three projects, and pages with charts of every kind', async () => {
    const pages = await listed();
    const charts: ChartSnapshot[] = [];
    for (const page of pages.filter(({ id }) => !TROUBLED.includes(id))) {
      const { status, body }: { status: number; body: PageSnapshot } = await take(path(page));
      expect([page.id, status]).toEqual([page.id, 200]);
      expect(body.dataTime).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
      for (const chart of body.charts) expect([page.id, chart.id, chart.state, misfits(chart)]).toEqual([page.id, chart.id, 'ok', []]);
      charts.push(...body.charts);
    }
    expect(new Set(pages.map(({ projectId }) => projectId)).size).toBe(3);
    expect(pages.length).toBeGreaterThanOrEqual(10);
    expect(charts.length).toBeGreaterThanOrEqual(20);
    expect(new Set(charts.map(({ kind }) => kind))).toEqual(new Set(['number', 'table', 'line', 'bar']));
  });

  it('speaks Chinese and English', async () => {
    const zh: PageSnapshot = (await take('climate/pages/weather')).body;
    const en: PageSnapshot = (await take('climate/pages/weather', 'u001', 'en-US')).body;
    expect([zh.page.title, en.page.title]).toEqual(['西雅图与纽约天气日报', 'Daily weather in Seattle and New York']);
    expect([zh.charts[2].rows[0], en.charts[2].rows[0]]).toEqual([
      ['晴', 162],
      ['Sun', 162],
    ]);
    expect(en.charts.flatMap(({ title, columns }) => [title, ...columns.map((column) => column.title)]).join()).toMatch(/^[ -~]*$/);
  });

  it('has the figures of the data sets', async () => {
    const figure = async (page: string): Promise<unknown> => (await take(page)).body.charts[0].rows[0];
    expect(await figure('markets/pages/sp500')).toEqual([2874.56, 2799.55, 0.0268, '2020-04-17']);
    expect(await figure('markets/pages/employment')).toEqual([143_093, 234, '2015-12-01']);
    expect(await figure('climate/pages/co2')).toEqual([416.18, 413.52, 0.0064, '2020-04-01']);
    expect(await figure('climate/pages/electricity')).toEqual([0.3884, 0.3906, '2017']);
    expect(await figure('climate/pages/disasters')).toEqual([2087, 10_201, -0.7954, '2017']);
    expect(await figure('aviation/pages/birdstrikes')).toEqual([1095, 1065, 0.0282, '2001']);
  });

  it('is found by part of its title in either language, and paged through once', async () => {
    const search = async (query: string): Promise<string[]> => {
      const { body } = await host.call('get', `projects/climate/pages?query=${query}`);
      return body.items.map(({ id }: HostPage) => id);
    };
    expect(await search('自然灾害')).toEqual(['disasters', 'all-empty']);
    expect(await search('WEATHER')).toEqual(['weather']);
    expect(await search('月报')).toEqual([]);

    const ids: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: { body: { items: HostPage[]; nextCursor?: string } } = await host.call('get', `projects/markets/pages?limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(ids).toEqual((await listed()).filter(({ projectId }) => projectId === 'markets').map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives the same page to the same viewer each time', async () => {
    expect((await take('aviation/pages/flight-delays')).body).toEqual((await take('aviation/pages/flight-delays')).body);
  });
});

it('answers many callers at once, each with the rows of the own region', async () => {
  const fresh = await DemoHostUnderTest.start();
  const viewers = Array.from({ length: 60 }, (_, at) => ['u002', 'u004', 'u006'][at % 3]);
  const body = (viewerId: string) => ({ body: { viewerId, language: 'zh-CN' } });
  const answers = await Promise.all(viewers.map((viewerId) => fresh.call('post', 'projects/aviation/pages/regional-flights/snapshot', body(viewerId))));
  const flights = answers.map(({ body }: { body: PageSnapshot }) => body.charts[0].rows[0][0]);
  expect(flights).toEqual(viewers.map((_, at) => [2184, 5698, 15_626][at % 3]));
  await fresh.stop();
});

describe('what goes wrong', () => {
  const states = async (page: string): Promise<string[]> => (await take(page)).body.charts.map(({ state }: ChartSnapshot) => state);

  it('has pages with an empty chart, with gaps, and with nothing at all', async () => {
    expect(await states('markets/pages/half-empty')).toEqual(['ok', 'empty', 'ok']);
    expect(await states('markets/pages/partly-empty')).toEqual(['partly_empty']);
    expect(await states('climate/pages/all-empty')).toEqual(['empty', 'empty']);
    const { dataTime, charts }: PageSnapshot = (await take('climate/pages/all-empty')).body;
    expect(dataTime).toBeNull();
    expect(charts.map(({ reason, rows }) => [reason, rows])).toEqual([
      ['本期数据尚未到达', []],
      ['本期数据尚未到达', []],
    ]);
  });

  it('tells which chart failed and keeps the others, without the words of the database', async () => {
    const { charts }: PageSnapshot = (await take('markets/pages/broken-chart', 'u001', 'en-US')).body;
    expect(charts.map(({ state }) => state)).toEqual(['ok', 'failed', 'ok']);
    expect(charts[1]).toMatchObject({ rows: [], reason: 'The data source could not be queried' });
    expect(JSON.stringify(charts)).not.toContain('commodity_price');
  });

  it('fails whole on one page, which is still listed', async () => {
    const { status, body } = await take('climate/pages/broken-page');
    expect([status, body]).toEqual([500, { code: 'INTERNAL', message: expect.any(String) }]);
    expect((await host.call('get', 'projects/climate/pages/broken-page')).body).toMatchObject({ published: true, sharing: true });
  });

  it('takes as long as configured on one page', async () => {
    host.pause.waits.length = 0;
    expect((await take('aviation/pages/slow-page')).status).toBe(200);
    expect(host.pause.waits).toEqual([2500]);
  });

  it.each([
    ['markets/pages/draft-page', 409, 'not_published'],
    ['markets/pages/private-page', 409, 'sharing_off'],
    ['markets/pages/no-such-page', 404, 'not_found'],
    ['no-such-project/pages/sp500', 404, 'not_found'],
  ])('refuses a snapshot of %s', async (page, status, problem) => {
    const answer = await take(page);
    expect([answer.status, answer.body]).toEqual([status, { code: 'PAGE_NOT_AVAILABLE', problem, message: expect.any(String) }]);
  });

  it('shows a draft to nobody, and says so before viewers are grouped', async () => {
    const group = (page: string) => host.call('post', `projects/markets/pages/${page}/viewer-groups`, { body: { viewerIds: ['u001'] } });
    expect((await group('draft-page')).body).toMatchObject({ code: 'PAGE_NOT_AVAILABLE', problem: 'not_published' });
    expect((await group('no-such-page')).status).toBe(404);
  });

  it('keeps the page for members from those without a role', async () => {
    const viewerIds = ['u001', 'u006', 'u030', 'u042', 'u028'];
    const { body } = await host.call('post', 'projects/aviation/pages/strike-costs/viewer-groups', { body: { viewerIds } });
    expect(body.groups).toEqual([{ contentKey: 'all', viewerIds: ['u001', 'u006'] }]);
    expect(body.denied).toEqual(['u030', 'u042', 'u028'].map((viewerId) => ({ viewerId, reason: expect.stringMatching(/\p{Script=Han}/u) })));
    const refused = await take('aviation/pages/strike-costs', 'u030');
    expect([refused.status, refused.body.problem]).toEqual([409, 'no_right']);
    expect((await take('aviation/pages/flight-delays', 'u030')).status).toBe(200);
  });
});
