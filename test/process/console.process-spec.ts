import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { DESK, itInBrowser, withBrowser } from '../support/browser';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem } from '../support/real-processes';

/** What a page did that nobody may see: requests to others, scripts that threw, content that the policy stopped. */
interface Watched {
  page: Page;
  faults: string[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;
const TITLE = '航班延误日报';

describe('the console, clicked through in a browser', () => {
  let database: TestDatabase;
  let system: RealSystem;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    system = await RealSystem.start(database.url, 1);
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  const at = (path: string): string => `${system.api.url}${path}`;

  async function watch(context: BrowserContext): Promise<Watched> {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => /Content Security Policy/i.test(message.text()) && faults.push(message.text()));
    page.on('request', (request) => !request.url().startsWith(system.api.url) && faults.push(`asks ${request.url()}`));
    return { page, faults };
  }

  async function signIn(page: Page, account: string): Promise<void> {
    await page.locator('#account').fill(account);
    await page.locator('#password').fill(DEMO.password);
    await page.locator('button[type=submit]').click();
  }

  const inChinese = (browser: Browser): Promise<BrowserContext> => browser.newContext({ ...DESK, locale: 'zh-CN', reducedMotion: 'no-preference' });

  async function authorize(page: Page): Promise<void> {
    await page.getByRole('button', { name: '授权企业微信应用' }).first().click();
    await page.locator('#corpId').fill(DEMO.corpId);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('radio', { name: '自建应用' }).waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.locator('#agentId').fill(String(DEMO.agentId));
    await page.locator('#secret').fill('not the secret at all');
    await page.getByRole('button', { name: '核验并授权' }).click();
    await page.getByText('Secret 不正确，或应用已停用').waitFor();
    await page.locator('#secret').fill(DEMO.secret);
    await page.getByRole('button', { name: '核验并授权' }).click();
    await page.getByText('授权成功').waitFor();
    await page.getByRole('button', { name: '去绑定用户' }).click();
  }

  async function bind(page: Page, name: string, account: string): Promise<void> {
    await page.getByRole('button', { name: `绑定 ${name}`, exact: true }).click();
    await page.locator('#userId').fill(account);
    await page.getByRole('button', { name: '查找', exact: true }).click();
    await page.getByRole('button', { name: '绑定此账号' }).click();
    await page.getByText(`已将「${name}」绑定到`).waitFor();
    await page.getByRole('button', { name: `更换 ${name}`, exact: true }).waitFor();
  }

  async function makeTask(page: Page): Promise<void> {
    await page.getByRole('link', { name: '推送任务' }).click();
    await page.getByRole('button', { name: '新建推送任务' }).first().click();
    await page.locator('#projectId').click();
    await page.getByTitle('航空运营').click();
    await page.locator('#pageId').click();
    await page.getByTitle(TITLE).click();
    expect(await page.locator('#title').inputValue()).toBe(TITLE);
    await page.getByRole('button', { name: '选择接收人' }).click();
    for (const name of ['张伟', '王芳']) await page.getByRole('row', { name }).getByRole('checkbox').check();
    await page.getByRole('button', { name: '确定（2 人）' }).click();
    await page.getByText('1 人未绑定，收不到').waitFor();
    await page.getByText('每周', { exact: true }).click();
    // Ten times of five days a week; of the ten of a daily schedule, shown until then or still asked for, at most eight are such days.
    const workdays = page.locator('time', { hasText: /周[一二三四五] 09:00$/ });
    await workdays.nth(9).waitFor();
    await page.locator('time', { hasText: '周日' }).first().waitFor({ state: 'detached' });
    expect(await workdays.count()).toBe(10);
    await page.getByRole('button', { name: '创建任务' }).click();
    await page.waitForURL(new RegExp(`/tasks/${UUID.source}$`));
  }

  itInBrowser('an administrator gets from CorpID to the record of a push', async () => {
    await withBrowser(async (browser) => {
      const { page, faults } = await watch(await inChinese(browser));
      await page.goto(at('/'));
      await signIn(page, DEMO.account);
      await page.waitForURL(at('/toolbox/wecom-app'));
      await authorize(page);
      await bind(page, '张伟', 'zhangwei');
      await makeTask(page);

      await page.getByRole('button', { name: '立即推送' }).click();
      await page.getByRole('button', { name: '推送给 1 人' }).click();
      await page.locator('.ant-notification').getByRole('button', { name: '查看推送记录' }).click();
      // Seen while it is under way, without a reload.
      await page.getByRole('dialog').getByText('部分发送').waitFor();
      const phone = page.getByRole('region', { name: '手机上看到的样子' });
      await phone.getByText('查看完整报表').waitFor();
      await page.getByRole('tab', { name: '接收人' }).click();
      await page.getByRole('row', { name: /张伟.*已发送/ }).waitFor();
      await page.getByRole('row', { name: /王芳.*未绑定企业微信账号/ }).waitFor();

      // Whoever could not be reached is bound, gets the same content, and nobody else does; then it is taken back from him.
      const recordAddress = page.url();
      await page.goto(at('/users'));
      await bind(page, '王芳', 'wangfang');
      await page.goto(recordAddress);
      // With the keyboard: the record is still sliding in, and a press of the mouse could begin on the button and end beside it.
      await page.getByRole('button', { name: '补发' }).press('Enter');
      await page.getByText('1 人会收到。').waitFor();
      await page.getByRole('button', { name: '补发给 1 人' }).click();
      await page.getByText('这是一次补发，查看原来的记录').waitFor();
      await page.getByRole('tab', { name: '接收人' }).click();
      await page.getByRole('row', { name: /王芳.*已发送/ }).waitFor();
      await page.getByRole('button', { name: '撤回' }).click();
      await page.getByRole('textbox', { name: '撤回原因' }).fill('数据有误');
      await page.getByRole('button', { name: '从 1 人处撤回' }).click();
      await page.getByText('撤回：1 人已撤回').waitFor();
      await page.getByRole('tab', { name: '时间线' }).click();
      await page.getByText('已从 1 人处撤回').waitFor();

      // The first record in English, by its address.
      await page.goto(recordAddress);
      await page.locator('.ant-drawer-close').click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('link', { name: TITLE }).last().click();
      await page.getByRole('tab', { name: 'People' }).click();
      await page.getByRole('row', { name: /王芳.*Not bound to a WeCom account/ }).waitFor();
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('a session that has ended leads to the sign-in page and back to the same address', async () => {
    await withBrowser(async (browser) => {
      const { page } = await watch(await inChinese(browser));
      const address = at(`/records?q=${encodeURIComponent('日报')}&state=partly_sent`);
      await page.goto(at('/sign-in'));
      const session = JSON.stringify({ token: 'of yesterday', expiresAt: '2999-01-01T00:00:00Z' });
      await page.evaluate(`sessionStorage.setItem('wecom-push.session', '${session}')`);
      await page.goto(address);
      await page.getByText('登录已过期').waitFor();
      await signIn(page, DEMO.account);
      await page.waitForURL(address);
      await page.getByRole('heading', { name: '推送记录' }).waitFor();
      expect(await page.getByPlaceholder('按标题搜索').inputValue()).toBe('日报');
    });
  });

  itInBrowser('shows a viewer what a viewer may do, and nothing more', async () => {
    await withBrowser(async (browser) => {
      const { page } = await watch(await inChinese(browser));
      await page.goto(at('/'));
      await signIn(page, 'wangfang');
      await page.waitForURL(at('/overview'));
      expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['概览', '推送任务', '推送记录', '告警']);
      await page.getByRole('heading', { name: '概览' }).waitFor();
      await page.getByRole('link', { name: '推送任务' }).click();
      await page.getByRole('heading', { name: '推送任务' }).waitFor();
      expect(await page.getByRole('button', { name: '新建推送任务' }).count()).toBe(0);
      for (const closed of ['/tasks/new', '/users', '/toolbox/wecom-app', '/toolbox/robots']) {
        await page.goto(at(closed));
        await page.getByText('没有权限').waitFor();
      }
    });
  });
});
