import type { Page } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { itInBrowser, withBrowser } from '../support/browser';
import { withPageAround, withProxyUnder } from '../support/pages-around';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { freePort } from '../support/free-ports';
import { DEMO, RealSystem } from '../support/real-processes';
import { waitFor } from '../support/wait-for';

const UNDER = '/tools/push';

describe('the console in the pages of a host', () => {
  let database: TestDatabase;
  let system: RealSystem;
  let pagePort: number;
  let strangerPort: number;
  let proxyPort: number;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    [pagePort, strangerPort, proxyPort] = await Promise.all([freePort(), freePort(), freePort()]);
    system = await RealSystem.start(database.url, 0, {
      PUBLIC_URL: `http://127.0.0.1:${proxyPort}${UNDER}`,
      CONSOLE_EMBED_ORIGINS: `http://127.0.0.1:${pagePort}`,
      CONSOLE_THEME_COLOR: '#0a7d4f',
    });
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  const underProxy = <T>(use: (base: string) => Promise<T>): Promise<T> => withProxyUnder(proxyPort, UNDER, system.api.url, (origin) => use(`${origin}${UNDER}`));

  async function tokenOf(account: string): Promise<{ token: string; expiresAt: string }> {
    const response = await fetch(`${system.api.url}/push/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: DEMO.password }),
    });
    return (await response.json()) as { token: string; expiresAt: string };
  }

  async function signIn(page: Page): Promise<void> {
    await page.locator('#account').fill(DEMO.account);
    await page.locator('#password').fill(DEMO.password);
    await page.locator('button[type=submit]').click();
  }

  itInBrowser('works under a path of another server, from deep links to the last call of the API', async () => {
    await underProxy((base) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage({ locale: 'zh-CN' });
        const beside: string[] = [];
        page.on('request', (request) => !request.url().startsWith(base) && beside.push(request.url()));
        await page.goto(`${base}/records?q=${encodeURIComponent('日报')}`);
        await signIn(page);
        await page.waitForURL(`${base}/records?q=${encodeURIComponent('日报')}`);
        await page.getByRole('heading', { name: '推送记录' }).waitFor();
        await page.getByRole('button', { name: '清空筛选条件' }).waitFor();
        await page.getByRole('link', { name: '推送任务' }).click();
        await page.waitForURL(`${base}/tasks`);
        expect(beside).toEqual([]);
      }),
    );
  });

  itInBrowser("signs in with the token of an allowed page around it, in that page's language and look", async () => {
    const answer = { type: 'push-console:token', ...(await tokenOf(DEMO.account)), language: 'en-US', appearance: 'dark' };
    await underProxy((base) =>
      withPageAround(pagePort, `${base}/tasks`, answer, (origin) =>
        withBrowser(async (browser) => {
          const page = await browser.newPage({ locale: 'zh-CN' });
          await page.goto(origin);
          const frame = page.frameLocator('iframe');
          await frame.getByRole('heading', { name: 'Push tasks' }).waitFor();
          await frame.getByRole('button', { name: /张伟|Zhang/ }).click();
          await frame.getByRole('menuitem', { name: 'Appearance' }).waitFor();
          // One signs out of the page around.
          expect(await frame.getByRole('menuitem', { name: 'Sign out' }).count()).toBe(0);
          expect(await frame.locator('html').evaluate((html) => (html as unknown as { style: { colorScheme: string } }).style.colorScheme)).toBe('dark');
          expect(await frame.locator('html').evaluate(`sessionStorage.getItem('wecom-push.session')`)).toBeNull();
        }),
      ),
    );
  });

  itInBrowser('is not shown in the frame of a page that the operator does not name', async () => {
    const answer = { type: 'push-console:token', ...(await tokenOf(DEMO.account)) };
    await underProxy((base) =>
      withPageAround(strangerPort, `${base}/tasks`, answer, (origin) =>
        withBrowser(async (browser) => {
          const page = await browser.newPage();
          const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
          await page.goto(origin);
          await refused;
        }),
      ),
    );
  });

  itInBrowser('keeps the look that was chosen, and wears the colour of the operator', async () => {
    await underProxy((base) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage({ locale: 'zh-CN', colorScheme: 'light' });
        await page.goto(`${base}/`);
        await signIn(page);
        await page.getByRole('button', { name: /张伟/ }).click();
        await page.getByRole('menuitem', { name: '外观' }).hover();
        await page.getByRole('menuitem', { name: '深色' }).click();
        const scheme = `document.documentElement.style.colorScheme`;
        await waitFor('the dark look', async () => (await page.evaluate(scheme)) === 'dark');
        await page.reload();
        await page.getByRole('button', { name: /张伟/ }).waitFor();
        expect(await page.evaluate(scheme)).toBe('dark');
        await page.getByRole('button', { name: '授权企业微信应用' }).first().waitFor();
        const colour = await page.evaluate<string>(`getComputedStyle(document.querySelector('.ant-btn-primary')).backgroundColor`);
        // antd derives a darker tone of #0a7d4f for dark pages: green, and not our blue.
        const [red, green, blue] = colour.match(/\d+/g)?.map(Number) ?? [];
        expect(green).toBeGreaterThan(Math.max(red ?? 255, blue ?? 255));
      }),
    );
  });
});
