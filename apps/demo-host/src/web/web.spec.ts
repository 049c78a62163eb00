/**
 * d3 ships ES modules; under the condition `umd` it gives what Jest on Node 20 can load.
 * @jest-environment-options {"customExportConditions": ["node", "node-addons", "umd"]}
 */
import type { HostPage, PageSnapshot } from '../contract/contract.types';
import { DemoHostUnderTest } from '../testing/demo-host-under-test';

let host: DemoHostUnderTest;
beforeAll(async () => {
  host = await DemoHostUnderTest.start();
});
afterAll(() => host.stop());

const open = (path: string) => host.browser().get(path).set('accept-language', 'zh-CN');

/** The link as it stands in a message pushed to this person, without the host's public address. */
async function linkFor(viewerId: string, page: string, language = 'zh-CN'): Promise<string> {
  const { body }: { body: PageSnapshot } = await host.call('post', `projects/${page}/snapshot`, { body: { viewerId, language } });
  return body.page.url.replace('https://bi.example', '');
}

it('opens every page by the address that the contract gives for it', async () => {
  const opened: Record<string, number> = {};
  for (const project of ['aviation', 'markets', 'climate']) {
    const { body }: { body: { items: HostPage[] } } = await host.call('get', `projects/${project}/pages`);
    for (const { id, url } of body.items) opened[id] = (await open(url.replace('https://bi.example', ''))).status;
  }
  const { 'draft-page': draft, 'private-page': unshared, 'broken-page': broken, 'regional-flights': regional, 'strike-costs': members, ...rest } = opened;
  expect({ draft, unshared, broken, regional, members }).toEqual({ draft: 404, unshared: 403, broken: 500, regional: 401, members: 401 });
  expect(new Set(Object.values(rest))).toEqual(new Set([200]));
});

it('shows figures, bars, lines and tables in the language asked for', async () => {
  const { text } = await open('/p/aviation/flight-delays');
  for (const part of ['<html lang="zh-CN">', '航班延误日报', '数据截至 2001-06-30', '15,626', '32.3%', '<path class="s0" d="M', 'width="100%"', '<td>Chicago</td>']) {
    expect(text).toContain(part);
  }
  const english = await open('/p/aviation/flight-delays?lang=en-US');
  expect(english.text).toContain('Daily flight delays');
  expect(english.text).not.toContain('班</small>');
});

it('leaves a gap in a line where data are missing', async () => {
  const { text } = await open('/p/markets/partly-empty');
  const google = /<path class="s2" d="([^"]*)"/.exec(text)?.[1] ?? '';
  const apple = /<path class="s0" d="([^"]*)"/.exec(text)?.[1] ?? '';
  expect(google.split('L').length).toBeLessThan(apple.split('L').length);
  expect(text).not.toContain('NaN');
  expect(text).toContain('部分数据缺失');
});

it('says what is empty and what failed', async () => {
  expect((await open('/p/climate/all-empty')).text).toContain('本期数据尚未到达');
  const { text } = await open('/p/markets/broken-chart');
  expect(text).toContain('数据源查询失败');
  expect(text).toContain('2,874.56');
});

it.each([
  ['/p/markets/draft-page', 404, '此页面尚未发布'],
  ['/p/markets/private-page', 403, '没有开放分享'],
  ['/p/markets/nothing', 404, '页面不存在'],
  ['/p/nothing/sp500', 404, '页面不存在'],
  ['/p/climate/broken-page', 500, '页面加载失败'],
])('explains in Chinese why %s does not open', async (path, status, sentence) => {
  const answer = await open(path);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(sentence);
});

it('runs no script, loads nothing, and tells nobody its address', async () => {
  const { headers, text } = await open('/p/climate/co2');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(text).not.toMatch(/<script|style="|https?:\/\//);
});

it('writes what stands in an address as text', async () => {
  const { text } = await open('/p/aviation/regional-flights?x="><b>&lang=zh');
  expect(text).toContain('<form');
  expect(text).not.toContain('<b>');
});

it('lists the pages with what keeps them closed', async () => {
  const { text } = await open('/');
  for (const part of ['航空运营', '资本市场', '气候与能源', '/p/aviation/flight-delays', '草稿', '未开放分享']) expect(text).toContain(part);
});

describe('a page whose rows depend on who is looking', () => {
  const page = 'aviation/pages/regional-flights';

  it("shows the recipient of a message the recipient's rows without a sign-in", async () => {
    const east = await open(await linkFor('u002', page));
    expect(east.status).toBe(200);
    expect(east.text).toContain('东部（美国东北部）');
    expect(east.text).not.toContain('南部（美国南部）');
    expect((await open(await linkFor('u006', page))).text).toContain('南部（美国南部）');
    expect((await open(await linkFor('u002', page, 'en-US'))).text).toContain('East (US Northeast)');
  });

  it('asks who it is when the mark in the link was changed or belongs to another page', async () => {
    const link = await linkFor('u002', page);
    const widened = link.replace(/region%3Aeast/, 'all');
    expect(widened).not.toBe(link);
    expect((await open(widened)).status).toBe(401);
    const elsewhere = new URL(link, 'http://host').searchParams.get('view') ?? '';
    expect((await open(`/p/aviation/strike-costs?view=${encodeURIComponent(elsewhere)}`)).status).toBe(401);
  });

  it('shows the own rows after signing in on it', async () => {
    const signIn = (account: string, password: string, path = '/p/aviation/regional-flights') =>
      host.browser().post(path).set('accept-language', 'zh-CN').type('form').send({ account, password });
    const south = await signIn('liuyang', 'demo1234');
    expect(south.status).toBe(200);
    expect(south.text).toContain('南部（美国南部）');
    expect(south.text).not.toContain('东部（美国东北部）');
    const wrong = await signIn('liuyang', 'wrong');
    expect([wrong.status, wrong.text.includes('账号或密码不正确')]).toEqual([401, true]);
    const noRole = await signIn('dongwenjing', 'demo1234', '/p/aviation/strike-costs');
    expect([noRole.status, noRole.text.includes('没有查看此页面的权限')]).toEqual([403, true]);
    expect((await signIn('zhangwei', 'demo1234', '/p/aviation/strike-costs')).text).toContain('鸟击损失');
  });
});

it("opens the second tenant's pages", async () => {
  const { status, text } = await open('/p/world/population');
  expect(status).toBe(200);
  expect(text).toContain('China');
});

describe('the inbox', () => {
  const notice = { id: '01900000-0000-7000-8000-000000000001', userId: 'u002', kind: 'ask_to_bind', url: 'https://push.example.com/push/bindings/asked?ask=secret', text: '请绑定企业微信账号' };
  const inboxOf = (account: string, password = 'demo1234') => host.browser().post('/inbox').set('accept-language', 'zh-CN').type('form').send({ account, password });
  const accountOf = async (id: string): Promise<string> => (await host.call('post', 'users/lookup', { body: { ids: [id] } })).body.items[0].account as string;

  it('shows a notice once, to its person and nobody else', async () => {
    for (let i = 0; i < 2; i += 1) expect((await host.call('post', 'notices', { body: { notices: [notice] } })).body).toEqual({ refused: [] });
    const { text } = await inboxOf(await accountOf('u002'));
    expect(text.split('请绑定企业微信账号')).toHaveLength(2);
    expect(text).toContain('ask&#x3D;secret');
    expect((await inboxOf(await accountOf('u006'))).text).toContain('没有消息');
    const wrong = await inboxOf(await accountOf('u002'), 'wrong');
    expect([wrong.status, wrong.text.includes('ask_to_bind')]).toEqual([401, false]);
    expect((await open('/inbox')).text).not.toContain('secret');
  });

  it('refuses people whom it does not know, and addresses that are none of the web', async () => {
    expect((await host.call('post', 'notices', { body: { notices: [{ ...notice, userId: 'nobody' }] } })).body.refused).toMatchObject([{ userId: 'nobody' }]);
    expect((await host.call('post', 'notices', { body: { notices: [{ ...notice, url: 'javascript:alert(1)' }] } })).status).toBe(400);
  });
});
