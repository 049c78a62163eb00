import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { DESK, itInBrowser, withBrowser } from '../support/browser';
import { DEMO_PROVIDER, introduceProvider, OTHER_CORP_ID } from '../support/demo-provider';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem, RestClient } from '../support/real-processes';

const ROBOT_KEY = '5f0d3c1a-8b27-4e96-a1c4-72d9e05b6f38';

describe('toolbox and users, clicked through in a browser', () => {
  let database: TestDatabase;
  let system: RealSystem;
  let authorizationId: string;
  let session: string;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    system = await RealSystem.start(database.url, 1, DEMO_PROVIDER);
    await introduceProvider(system);
    const api = new RestClient(system.api.url);
    await api.signIn(DEMO.account, DEMO.password);
    ({ id: authorizationId } = await api.post<{ id: string }>('/push/authorizations', { corpId: DEMO.corpId, agentId: DEMO.agentId, secret: DEMO.secret }));
    const opened = await api.post<{ token: string; expiresAt: string }>('/push/sessions', { account: DEMO.account, password: DEMO.password });
    session = JSON.stringify({ token: opened.token, expiresAt: opened.expiresAt });
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  const at = (path: string): string => `${system.api.url}${path}`;

  /** A page of the signed-in administrator, and what of it nobody may see. */
  async function pageOf(browser: Browser, language = 'zh-CN'): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({ ...DESK, locale: language });
    await context.addInitScript(`sessionStorage.setItem('wecom-push.session', ${JSON.stringify(session)})`);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => /Content Security Policy/i.test(message.text()) && faults.push(message.text()));
    return { page, faults };
  }

  /** As the WeCom administrator of the other corp: from the sandbox's administrator page. */
  async function confirmInSandbox(browser: Browser): Promise<void> {
    const admin = await browser.newPage({ locale: 'zh-CN' });
    await admin.goto(`${system.sandbox.url}/admin#providers`);
    const [dialog] = await Promise.all([admin.waitForEvent('popup'), admin.locator('a[href^="/3rdapp/install?link="]').click()]);
    await dialog.locator('#corp').selectOption(OTHER_CORP_ID);
    await dialog.getByRole('button', { name: '确认授权' }).click();
    await dialog.getByText('已授权').waitFor();
  }

  itInBrowser('an app of the provider is authorized by a link, and the page sees it when it is confirmed', async () => {
    await withBrowser(async (browser) => {
      const { page, faults } = await pageOf(browser);
      await page.goto(at('/toolbox/wecom-app'));
      await page.getByRole('button', { name: '授权企业微信应用' }).click();
      // The picture that shows where the CorpID is found, from our own origin.
      await page.getByRole('img', { name: /企业微信管理后台/ }).waitFor();
      await page.locator('#corpId').fill(OTHER_CORP_ID);
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByText('代开发应用', { exact: true }).click();
      await page.getByRole('button', { name: '生成授权链接' }).click();
      await page.getByRole('img', { name: '授权链接的二维码' }).waitFor();
      await page.getByText('正在等待对方确认').waitFor();
      await confirmInSandbox(browser);
      await page.getByText('授权成功').waitFor();
      await page.getByRole('button', { name: '稍后再说' }).click();
      await page.getByRole('heading', { name: 'BI 报表（代开发）' }).waitFor();
      const healthy = page.getByText('正常', { exact: true });
      await healthy.nth(1).waitFor();
      expect(await healthy.count()).toBe(2);
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('many people are matched, seen before and bound at once, and a file does the same', async () => {
    await withBrowser(async (browser) => {
      const { page, faults } = await pageOf(browser);
      await page.goto(at(`/users/batches?authorization=${authorizationId}`));
      await page.getByRole('button', { name: '开始匹配' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '开始匹配' }).click();
      await page.getByRole('button', { name: /^应用全部 \d+ 人$/ }).click();
      await page.getByRole('button', { name: '应用', exact: true }).click();
      await page.getByRole('button', { name: '撤销这次绑定' }).click();
      const undo = page.getByRole('dialog', { name: /^撤销这次绑定的 \d+ 人/ });
      await undo.getByRole('button', { name: '撤销这次绑定' }).click();
      await undo.waitFor({ state: 'hidden' });
      await page.getByText('已撤销', { exact: true }).first().waitFor();
      await page.keyboard.press('Escape');

      // The file that is exported is one that can be imported.
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]);
      expect(await readFile(await download.path(), 'utf8')).toContain('王芳');
      await page.getByRole('button', { name: '选择文件导入' }).click();
      const csv = '用户ID,企业微信账号\nu001,ZhangWei\nu002,没有这个人\n';
      await page.locator('input[type=file]').setInputFiles({ name: '销售部.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('heading', { name: '销售部.csv' }).waitFor();
      await page.getByRole('row', { name: /王芳.*有问题/ }).waitFor();
      await page.getByRole('checkbox', { name: '选择 张伟' }).check();
      await page.getByRole('button', { name: '应用选中的 1 人' }).click();
      await page.getByRole('button', { name: '应用', exact: true }).click();
      await page.getByRole('row', { name: /张伟.*已绑定/ }).waitFor();

      await page.goto(at(`/users?authorization=${authorizationId}&state=active`));
      await page.getByRole('row', { name: /张伟.*ZhangWei/ }).waitFor();
      await page.getByRole('button', { name: '解除绑定 张伟' }).click();
      await page.getByText('没有推送任务受影响').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click();
      await page.getByRole('button', { name: '撤销', exact: true }).click();
      await page.getByText('绑定已恢复').waitFor();
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('a robot is added, tested, seen in its records and chosen for the alarms of a project', async () => {
    await withBrowser(async (browser) => {
      const { page, faults } = await pageOf(browser, 'en-US');
      await page.goto(at('/toolbox/robots'));
      await page.getByRole('button', { name: 'Add a robot' }).click();
      await page.locator('#name').fill('经营日报群');
      await page.locator('#webhook').fill('https://example.com/cgi-bin/webhook/send?key=12345678');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('this is not an address of WeCom').first().waitFor();
      await page.locator('#webhook').fill(`${system.sandbox.url}/cgi-bin/webhook/send?key=${ROBOT_KEY}`);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('Nothing posted yet').waitFor();
      await page.getByRole('button', { name: 'Send a test', exact: true }).click();
      const test = page.getByRole('dialog', { name: /Post a test message/ });
      await test.getByRole('button', { name: 'Send a test' }).click();
      await test.waitFor({ state: 'hidden' });
      await page.getByRole('row', { name: /test Sent/ }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('combobox', { name: /Robot for the alarms of/ }).first().click();
      await page.getByTitle('经营日报群').click();
      await page.getByText('Saved', { exact: true }).waitFor();
      // What would stop is told before it is deleted.
      await page.getByRole('link', { name: '经营日报群', exact: true }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('No push task is affected').waitFor();
      await page.getByText(/reach no group any more/).waitFor();
      expect(faults).toEqual([]);
    });
  });
});
