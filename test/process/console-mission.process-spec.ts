import type { Browser, Page } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { itInBrowser, withBrowser } from '../support/browser';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem } from '../support/real-processes';
import { signedIn } from '../support/sign-in';

const TITLE = '航班延误日报';
const NEXT_MINUTE_MS = 120_000;

/** Four people with different rights, in English: what each may do, by clicks alone, from CorpID to a message that is taken back. */
describe('the whole mission by clicks, each by whoever may do it', () => {
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

  const inEnglish = (browser: Browser, account: string, path: string): Promise<Page> => signedIn(browser, system, path, { account, locale: 'en-US', timezoneId: 'Europe/London' });

  async function bind(page: Page, name: string, account: string): Promise<void> {
    await page.getByRole('button', { name: `Bind ${name}`, exact: true }).click();
    await page.locator('#userId').fill(account);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('button', { name: 'Bind this account' }).click();
    await page.getByRole('button', { name: `Change ${name}`, exact: true }).waitFor();
  }

  const phoneOf = async (browser: Browser, account: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.goto(`${system.sandbox.url}/phone?user=${account}`);
    return page;
  };

  itInBrowser('authorize, bind, task, test, scheduled push, phone, record, replay, recall', async () => {
    await withBrowser(async (browser) => {
      const administrator = await inEnglish(browser, DEMO.account, '/toolbox/wecom-app');
      await administrator.getByRole('button', { name: 'Authorize a WeCom app' }).first().click();
      await administrator.locator('#corpId').fill(DEMO.corpId);
      await administrator.getByRole('button', { name: 'Next' }).click();
      await administrator.getByRole('radio', { name: 'Self-built' }).waitFor();
      await administrator.getByRole('button', { name: 'Next' }).click();
      await administrator.locator('#agentId').fill(String(DEMO.agentId));
      await administrator.locator('#secret').fill(DEMO.secret);
      await administrator.getByRole('button', { name: 'Check and authorize' }).click();
      await administrator.getByRole('button', { name: 'Bind users' }).click();
      await bind(administrator, 'Emily Carter', 'emily.carter');

      // An editor makes the task, sees who will get it, and tries it out on himself before it exists.
      const editor = await inEnglish(browser, 'emily.carter', '/tasks/new?project=aviation');
      await editor.locator('#pageId').click();
      await editor.getByTitle(TITLE).click();
      await editor.getByRole('button', { name: 'Choose recipients' }).click();
      for (const name of ['Emily Carter', '王芳']) await editor.getByRole('row', { name }).getByRole('checkbox').check();
      await editor.getByRole('button', { name: 'Done (2)' }).click();
      await editor.getByRole('region', { name: 'Who will receive it' }).getByText('王芳').waitFor();
      await editor.locator('#beginning').fill('Good morning');
      await editor.getByText('Cron', { exact: true }).click();
      await editor.locator('#schedule_expression').fill('* * * * *');
      await editor.getByRole('button', { name: 'Send a test to the owner' }).click();
      const phone = await phoneOf(browser, 'emily.carter');
      await phone.getByText('[Test]').first().click();
      await phone.getByText('Good morning').first().waitFor();
      await editor.getByRole('button', { name: 'Create task' }).click();
      await editor.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
      const taskPage = editor.url();

      // Nobody clicks: the scheduler sends when the minute is full.
      await phone.getByText('Good morning').nth(1).waitFor({ timeout: NEXT_MINUTE_MS });
      await editor.goto(at(`/tasks?q=${encodeURIComponent(TITLE)}`));
      await editor.getByRole('switch', { name: `Enable or disable "${TITLE}"` }).click();
      await editor.getByText('Task disabled').waitFor();

      await editor.goto(at('/records'));
      await editor.getByRole('row', { name: /Schedule/ }).getByRole('link', { name: TITLE }).last().click();
      await editor.getByRole('tab', { name: 'People' }).click();
      await editor.getByRole('row', { name: /王芳.*Not bound to a WeCom account/ }).waitFor();
      const record = new URL(editor.url());

      // A viewer sees the record and can do nothing to it; nor can he by address what its menu does not offer.
      const viewer = await inEnglish(browser, 'liuyang', record.pathname);
      await viewer.getByRole('dialog').getByText('Partly sent').first().waitFor();
      for (const name of ['Send to those missed', 'Take back']) expect(await viewer.getByRole('button', { name }).count()).toBe(0);
      await viewer.goto(taskPage);
      await viewer.getByText('You are a viewer in this project and cannot change the task.').waitFor();
      for (const closed of ['/users', '/toolbox/wecom-app', '/settings/api-keys']) {
        await viewer.goto(at(closed));
        await viewer.getByText('No permission').waitFor();
      }

      // Somebody without a role in the project sees none of it.
      const stranger = await inEnglish(browser, 'dongwenjing', '/overview');
      await stranger.goto(record.href);
      await stranger.getByText('You have no role in any project').first().waitFor();

      await administrator.goto(at('/users?q=wangfang'));
      await bind(administrator, '王芳', 'wangfang');
      await editor.getByRole('button', { name: 'Send to those missed' }).click();
      await editor.getByRole('button', { name: 'Send to 1 person' }).click();
      await editor.getByText('This was sent once more: see the first record').waitFor();
      const other = await phoneOf(browser, 'WangFang');
      await other.getByText('Good morning').first().waitFor();

      await editor.getByRole('button', { name: 'Take back' }).click();
      await editor.getByRole('textbox', { name: 'Reason' }).fill('Wrong numbers');
      await editor.getByRole('button', { name: 'Take back from 1 person' }).click();
      await other.getByText('Good morning').first().waitFor({ state: 'detached' });
    });
  });
});
