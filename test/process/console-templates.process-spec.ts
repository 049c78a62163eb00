import type { Page } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { itInBrowser, withBrowser } from '../support/browser';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem } from '../support/real-processes';
import { signedIn } from '../support/sign-in';

describe('templates and settings in the console', () => {
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

  async function onTemplates(account: string, use: (page: Page, faults: string[]) => Promise<void>): Promise<void> {
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/templates', { account });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => /Content Security Policy/i.test(message.text()) && faults.push(message.text()));
      await page.getByRole('heading', { name: '消息模板' }).waitFor();
      await use(page, faults);
    });
  }

  itInBrowser('an administrator copies a template, is shown a mistake at its line, saves, compares, previews and archives', async () => {
    await onTemplates(DEMO.account, async (page, faults) => {
      await page.getByRole('button', { name: '复制 短文本' }).click();
      await page.getByRole('dialog').getByLabel('名称').fill('简讯');
      await page.getByRole('dialog').getByRole('button', { name: '复制', exact: true }).click();
      await page.waitForURL(/\/templates\/[0-9a-f-]{36}$/);
      const editor = page.getByRole('textbox', { name: '正文' });
      const write = async (text: string): Promise<void> => {
        await editor.click();
        await page.keyboard.press('Control+A');
        await page.keyboard.insertText(text);
      };
      await write('你好\n{{titel}}');
      await page.getByText('第 2 行第 3 列：没有变量 titel').waitFor();
      expect(await page.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);

      await write('你好 {{tit');
      await page.keyboard.press('Control+Space');
      await page.getByRole('option', { name: /^title/ }).click();
      await page.keyboard.insertText('}}');
      await page.getByRole('button', { name: '保存为新版本' }).click();
      await page.getByText('已保存，当前版本 v2').waitFor();

      await page.getByRole('combobox', { name: '选择项目' }).click();
      await page.getByTitle('航空运营').click();
      await page.getByRole('combobox', { name: '选择报表页面' }).click();
      await page.getByTitle('航班延误日报').click();
      await page.getByRole('region', { name: '手机上看到的样子' }).getByText('你好 航班延误日报').waitFor();

      await page.getByRole('tab', { name: '历史版本' }).click();
      await page.getByRole('button', { name: '对比 v1' }).click();
      await page.getByRole('button', { name: '恢复 v1' }).click();
      await page.getByRole('button', { name: '保存为新版本' }).click();
      await page.getByText('已保存，当前版本 v3').waitFor();

      await page.getByRole('button', { name: '归档' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '归档' }).click();
      await page.getByRole('button', { name: '恢复', exact: true }).waitFor();
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('an administrator makes a key that is shown once, revokes it, finds both in the audit log by its address, and keeps records longer', async () => {
    await onTemplates(DEMO.account, async (page, faults) => {
      await page.getByRole('navigation').getByRole('link', { name: '设置' }).click();
      await page.getByRole('button', { name: '新建密钥' }).click();
      await page.getByRole('dialog').getByLabel('用途').fill('夜间同步');
      await page.getByRole('dialog').getByRole('combobox', { name: '项目' }).click();
      await page.getByTitle('航空运营').click();
      await page.getByRole('dialog').getByRole('button', { name: '生成密钥' }).click();
      await page.getByText(/^wbp_[\w-]{40,}/).waitFor();
      await page.getByRole('button', { name: '我已保存' }).click();
      await page.getByText(/^wbp_[\w-]{40,}/).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '吊销 夜间同步' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '吊销' }).click();
      await page.getByRole('row', { name: /夜间同步.*已吊销/ }).waitFor();

      await page.goto(at('/settings/audit?subject=api_key'));
      await page.getByRole('row', { name: /吊销了密钥「夜间同步」/ }).waitFor();
      await page.getByRole('row', { name: /新建了密钥「夜间同步」/ }).waitFor();
      await page.getByRole('link', { name: '角色与权限' }).click();
      await page.getByRole('cell', { name: '修改模板' }).waitFor();

      await page.getByRole('link', { name: '保留时间' }).click();
      await page.getByRole('spinbutton', { name: '推送记录保留' }).fill('24');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('目前没有记录会因此被删除。').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('保留时间已修改').waitFor();
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('an administrator makes a calendar, sees what a file changes, saves it, and is told who uses it before it is deleted', async () => {
    await onTemplates(DEMO.account, async (page, faults) => {
      await page.goto(at('/settings/calendars'));
      await page.getByRole('row', { name: /中国法定节假日.*内置/ }).waitFor();
      await page.getByRole('button', { name: '新建日历' }).click();
      await page.getByLabel('名称').fill('总部日历');
      await page.getByRole('button', { name: '导入文件' }).click();
      const file = { name: '放假.csv', mimeType: 'text/csv', buffer: Buffer.from('日期,名称,类型\n2026-09-11,公司周年,休\n2026-09-12,补班,班\n九月十三,x,休\n') };
      await page.locator('input[type=file]').setInputFiles(file);
      const drawer = page.getByRole('dialog', { name: '从文件导入日子' });
      await drawer.getByText('第 4 行：「九月十三」不是日期').waitFor();
      await drawer.getByRole('row', { name: '2026-09-12 新增 上班 补班' }).waitFor();
      await drawer.getByRole('button', { name: '带入 2 处变化' }).click();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.waitForURL(/\/settings\/calendars\/[0-9a-f-]{36}$/);
      // The page of what is saved, no longer that of what is new.
      await page.getByRole('button', { name: '删除', exact: true }).waitFor();
      await page.getByRole('spinbutton', { name: '年份' }).fill('2026');
      await page.getByRole('cell', { name: '公司周年' }).waitFor();
      // What is not saved is not lost unasked.
      await page.getByRole('button', { name: '移除 2026-09-12' }).click();
      await page.getByRole('button', { name: '返回列表' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '继续编辑' }).click();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('日历已保存').waitFor();

      await page.getByRole('button', { name: '返回列表' }).click();
      await page.getByRole('row', { name: /总部日历.*单独列出 1 天/ }).waitFor();
      await page.getByRole('button', { name: '删除 总部日历' }).click();
      await page.getByRole('dialog').getByText('没有推送任务受影响。').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
      await page.getByText('还没有自己的日历').waitFor();

      await page.goto(at('/settings/audit?subject=calendar'));
      const changed = page.getByRole('row', { name: /张伟.*修改了日历「总部日历」.*上班日.*补班/ });
      await changed.waitFor();
      // As it is stored, for who wants to know.
      await changed.last().getByText('原始数据').click();
      await page.getByText('"action": "calendar.update"').waitFor();
      expect(faults).toEqual([]);
    });
  });

  itInBrowser('an administrator looks at what is kept of a person, confirms by typing who it is, and sees it erased', async () => {
    await onTemplates(DEMO.account, async (page, faults) => {
      await page.goto(at('/settings/erasures'));
      const request = async (): Promise<void> => {
        await page.getByRole('button', { name: '清除某人的数据' }).click();
        const dialog = page.getByRole('dialog', { name: '清除某人的数据' });
        await dialog.getByRole('combobox', { name: '姓名或账号' }).fill('王芳');
        await page.getByTitle(/王芳 wangfang/).click();
        await dialog.getByRole('button', { name: '查看有哪些数据' }).click();
      };
      const drawer = page.getByRole('dialog', { name: '清除个人数据' });
      await request();
      await drawer.getByText('此人在 BI 平台上仍是启用状态').waitFor();
      await drawer.getByRole('button', { name: '取消这次清除' }).click();
      await page.getByRole('dialog', { name: '取消这次清除？' }).getByRole('button', { name: '取消这次清除' }).click();
      await drawer.getByText('已取消，没有任何数据被改动').waitFor();
      await drawer.locator('.ant-drawer-close').click();

      await request();
      const erase = drawer.getByRole('button', { name: '永久清除' });
      await drawer.getByRole('textbox', { name: '用户 ID' }).fill('u001');
      expect(await erase.isDisabled()).toBe(true);
      await drawer.getByRole('textbox', { name: '用户 ID' }).fill('u002');
      await erase.click();
      await drawer.getByText('已完成。此人的姓名和 ID 已不在系统中。').waitFor();
      expect(await drawer.getByText('王芳').count()).toBe(0);

      await page.goto(at('/settings/audit?subject=erasure'));
      await page.getByRole('row', { name: /个人数据已清除（erased-/ }).waitFor();
      expect(faults).toEqual([]);
    });
  });
});
