import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { itInBrowser, withBrowser } from '../support/browser';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { DEMO, RealSystem, RestClient } from '../support/real-processes';
import { signedIn } from '../support/sign-in';
import { waitFor } from '../support/wait-for';

const TITLE = '航班延误日报';
const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/** Push tasks as editors and viewers meet them in the console. */
describe('push tasks in the console', () => {
  let database: TestDatabase;
  let system: RealSystem;
  let rest: RestClient;
  let authorizationId: string;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    system = await RealSystem.start(database.url, 1);
    rest = new RestClient(system.api.url);
    await rest.signIn(DEMO.account, DEMO.password);
    const { corpId, agentId, secret } = DEMO;
    ({ id: authorizationId } = await rest.post<{ id: string }>('/push/authorizations', { corpId, agentId, secret }));
    await rest.put('/push/users/u001/binding', { authorizationId, wecomUserId: 'ZhangWei' });
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  const at = (path: string): string => `${system.api.url}${path}`;

  const makeTask = async (title: string, templateKey = 'markdown-digest'): Promise<string> => {
    const schedule = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };
    const body = { projectId: 'aviation', pageId: 'flight-delays', title, channel: { kind: 'app', authorizationId }, templateKey, schedule, recipients: { userIds: ['u001', 'u002'] } };
    return (await rest.post<{ id: string }>('/push/tasks', body)).id;
  };

  itInBrowser('shows while one types what will be sent, to whom and when, and sends a test of what is not saved', async () => {
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/tasks/new?project=aviation');
      await page.locator('#pageId').click();
      await page.getByTitle(TITLE).click();
      await page.getByRole('button', { name: '选择接收人' }).click();
      for (const name of ['张伟', '王芳']) await page.getByRole('row', { name }).getByRole('checkbox').check();
      await page.getByRole('button', { name: '确定（2 人）' }).click();
      const coverage = page.getByRole('region', { name: '谁会收到' });
      await coverage.getByText('2 人中 1 人会收到').waitFor();
      await coverage.getByText('王芳').waitFor();
      await coverage.getByRole('button', { name: '提醒 1 人绑定' }).click();
      await page.getByText('已提醒 1 人').waitFor();

      const phone = page.getByRole('region', { name: '手机上看到的样子' });
      await page.locator('#beginning').fill('各位早上好，请看昨日延误');
      await phone.getByText('各位早上好，请看昨日延误').waitFor();
      await page.getByText(/\d+ \/ 2048 字节/).waitFor();

      await page.locator('#calendar_calendarId').click();
      await page.getByTitle(/中国法定节假日/).click();
      await page.getByText(/周末，不推送/).first().waitFor();

      await page.getByRole('button', { name: '发测试给负责人' }).click();
      await page.getByText('测试已开始，只发给负责人').waitFor();
      // Nothing was saved, and whoever leaves is asked first.
      expect((await rest.get<{ items: unknown[] }>('/push/tasks')).items).toEqual([]);
      await page.getByRole('link', { name: '推送任务' }).click();
      await page.getByRole('dialog', { name: '要放弃未保存的修改吗？' }).waitFor();
      await page.getByRole('button', { name: '继续编辑' }).click();

      // What only the API finds wrong is said at its field, in the language of the page.
      await page.getByText('Cron 表达式', { exact: true }).click();
      await page.getByRole('textbox', { name: 'Cron 表达式' }).fill('0 9 31 2 *');
      await page.getByText('永远不会执行：这些月份里没有这一天').waitFor();
      await page.getByText('每天', { exact: true }).click();

      await page.getByText('什么时候不推送').click();
      await page.getByRole('switch', { name: /把任务变成告警/ }).click();
      await page.getByRole('button', { name: '创建任务' }).click();
      await page.waitForURL(new RegExp(`/tasks/${UUID.source}$`));
      const [task] = (await rest.get<{ items: { beginning: string; exceptions: { alert: unknown } }[] }>('/push/tasks')).items;
      expect(task).toMatchObject({ beginning: '各位早上好，请看昨日延误', calendar: { calendarId: 'cn-statutory', onDayOff: 'skip' }, exceptions: { alert: { when: { kind: 'and' }, repeat: 'once' } } });
    });
  });

  itInBrowser('loses nothing of two people who edit the same task', async () => {
    const id = await makeTask('两个人同时改');
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, `/tasks/${id}`);
      await page.locator('#title').fill('我改的标题');
      await page.locator('#ending').fill('我写的结尾');
      const { version, channel } = await rest.get<{ version: number; channel: object }>(`/push/tasks/${id}`);
      const schedule = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };
      const theirs = { projectId: 'aviation', pageId: 'flight-delays', title: '对方改的标题', beginning: '对方写的开头', channel, templateKey: 'markdown-digest', schedule, recipients: { userIds: ['u001', 'u002'] } };
      await rest.put(`/push/tasks/${id}`, { ...theirs, version });

      await page.getByRole('button', { name: '保存修改' }).click();
      await page.getByText('「标题」双方都改了，用谁的？').waitFor();
      await page.getByRole('radio', { name: '对方的：对方改的标题' }).check();
      await page.getByRole('button', { name: '合并，继续编辑' }).click();
      expect([await page.locator('#title').inputValue(), await page.locator('#beginning').inputValue(), await page.locator('#ending').inputValue()]).toEqual(['对方改的标题', '对方写的开头', '我写的结尾']);
      await page.getByRole('button', { name: '保存修改' }).click();
      await page.getByText('修改已保存').waitFor();
      expect(await rest.get(`/push/tasks/${id}`)).toMatchObject({ title: '对方改的标题', beginning: '对方写的开头', ending: '我写的结尾' });

      const { version: latest } = await rest.get<{ version: number }>(`/push/tasks/${id}`);
      await rest.put(`/push/tasks/${id}`, { ...theirs, templateKey: 'text-short', recipients: { userIds: ['u001'], departmentIds: ['east'] }, version: latest });
      await page.getByRole('button', { name: '更多', exact: true }).click();
      await page.getByRole('menuitem', { name: '修改历史' }).click();
      // Names, not ids.
      for (const words of ['我写的结尾', '短文本', '华东区']) await page.getByRole('dialog').getByText(words).first().waitFor();
    });
  });

  itInBrowser('changes many tasks at once after saying what would be done, and takes a file of tasks, in English', async () => {
    const titles = ['Bulk one', 'Bulk two'];
    for (const title of titles) await makeTask(title);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/tasks?q=Bulk', { locale: 'en-US' });
      // As when an answer comes before the browser has drawn the sign of work: of changes that were never drawn it tells no end.
      await page.addStyleTag({ content: '.ant-btn * { transition: none !important }' });
      for (const title of titles) await page.getByRole('checkbox', { name: `Choose "${title}"` }).check();
      await page.getByRole('region', { name: 'With the chosen tasks' }).getByRole('button', { name: 'Disable' }).click();
      await page.getByText('2 can be done').waitFor();
      await page.getByRole('button', { name: 'Disable 2' }).click();
      await page.getByText('2 done').waitFor();
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await page.getByRole('row', { name: /Bulk one.*Disabled/ }).waitFor();

      const { items } = await rest.get<{ items: { id: string }[] }>('/push/tasks?title=Bulk');
      const { yaml } = await rest.post<{ yaml: string }>('/push/tasks/export', { taskIds: items.map(({ id }) => id) });
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Import tasks (YAML)' }).click();
      await page.getByRole('textbox', { name: 'Or paste the YAML here' }).fill(yaml.replace('Bulk one', 'Bulk one, renamed'));
      await page.getByRole('button', { name: 'Show what changes' }).click();
      await page.getByRole('row', { name: /Title Bulk one.*Bulk one, renamed/ }).waitFor();
      await page.getByRole('button', { name: 'Apply changes (1)' }).click();
      await page.getByText('Changes applied: 1.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Bulk one, renamed' }).waitFor();
    });
  });

  itInBrowser('a viewer binds her WeCom account herself by signing in at WeCom, and is told there what stands against it', async () => {
    // Where WeCom may send a browser back to.
    const { status } = await fetch(`${system.sandbox.url}/sandbox/corps/${DEMO.corpId}/apps/${DEMO.agentId}`, {
      method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ trustedDomains: [new URL(system.api.url).host] }),
    });
    expect(status).toBe(200);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/overview', { account: 'lina' });
      await page.getByRole('button', { name: /李娜/ }).click();
      await page.getByRole('menuitem', { name: '我的企业微信账号' }).click();
      await page.getByText('还没有绑定').waitFor();
      await page.getByRole('button', { name: /^绑定/ }).click();
      const dialog = page.getByRole('dialog', { name: '绑定企业微信账号' });
      await dialog.getByRole('img', { name: '在企业微信中打开的二维码' }).waitFor();
      const atWecom = async (account: string, answer: string): Promise<void> => {
        const [tab] = await Promise.all([page.context().waitForEvent('page'), dialog.getByRole('link', { name: '在电脑上登录企业微信' }).click()]);
        await tab.getByRole('button', { name: account }).click();
        await tab.getByText(answer).first().waitFor();
        await tab.close();
      };
      // The account of a colleague, who is bound already.
      await atWecom('ZhangWei', '该账号已被绑定');
      await dialog.getByRole('button', { name: '关闭' }).last().click();
      await page.getByRole('button', { name: /^绑定/ }).click();
      await atWecom('LiNa', '绑定成功');
      await dialog.getByText('已绑定企业微信账号').waitFor();
      await dialog.getByRole('button', { name: '关闭' }).last().click();
      await page.getByText('推送会发到这个账号。').waitFor();
    });
  });

  itInBrowser('follows a push by events of the server, looks from time to time where they do not get through, and finds records by person', async () => {
    const taskId = await makeTask('实时进度');
    // Nobody works on it before both pages watch.
    const [scheduler] = system.schedulers;
    await scheduler?.stop();
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${taskId}/run`);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/overview');
      const events = page.waitForResponse((response) => response.url().includes('/push/records/progress?ids='));
      await page.goto(at(`/records/${recordId}`));
      expect((await events).headers()['content-type']).toContain('text/event-stream');
      const behindProxy = await signedIn(browser, system, '/overview');
      await behindProxy.route('**/push/records/progress*', (route) => route.abort());
      await behindProxy.goto(at(`/records/${recordId}`));
      await behindProxy.getByRole('dialog').getByText('等待中', { exact: true }).waitFor();
      await scheduler?.start();
      for (const watching of [page, behindProxy]) await watching.getByRole('dialog').getByText('部分发送').waitFor();
      await page.getByRole('tab', { name: '基本信息' }).click();
      await page.getByRole('row', { name: '负责人 张伟' }).waitFor();

      await page.goto(at('/records'));
      await page.getByRole('combobox', { name: '接收人' }).click();
      await page.getByRole('combobox', { name: '接收人' }).fill('王芳');
      await page.getByTitle(/王芳 wangfang/).click();
      await page.waitForURL(/person=u002/);
      await page.getByRole('link', { name: '实时进度' }).first().waitFor();
      await page.getByRole('combobox', { name: '接收人' }).fill('李娜');
      await page.getByTitle(/李娜 lina/).click();
      await page.getByText('没有符合条件的记录').waitFor();
      // Who may not search people may look for her own, and follow a link to somebody's.
      const viewer = await signedIn(browser, system, '/records?person=u002', { account: 'wangfang' });
      await viewer.getByRole('link', { name: '实时进度' }).first().waitFor();
      await viewer.getByTitle('王芳（我）').waitFor();
    });
  });

  itInBrowser('draws a task before the code of its fields to choose from has come, and opens the one that was clicked meanwhile', async () => {
    const address = at(`/tasks/${await makeTask('先画后到')}`);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/overview');
      const named = (await (await page.goto(address))?.text()) ?? '';
      let come = (): void => undefined;
      const later = new Promise<void>((resolve) => {
        come = resolve;
      });
      await page.route('**/assets/*.js', async (route) => {
        if (!named.includes(new URL(route.request().url()).pathname.split('/').at(-1)!)) await later;
        await route.continue();
      });
      await page.goto(address);
      await waitFor('the template to be shown', async () => (await page.locator('#templateKey').inputValue()) === '图文摘要');
      expect(await page.locator('#language').inputValue()).toBe('中文');
      await page.locator('#language').click();
      come();
      await page.getByTitle('英文（English）').click();
      await page.getByRole('button', { name: '保存修改' }).click();
      await page.getByText('修改已保存').waitFor();
      expect(await rest.get(new URL(address).pathname.replace('/tasks', '/push/tasks'))).toMatchObject({ language: 'en-US' });
    });
  });

  itInBrowser('shows the record that an address names without asking for the list behind it, which comes when it is closed', async () => {
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${await makeTask('只看这一条')}/run`);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, '/overview');
      const lists: string[] = [];
      page.on('request', (request) => {
        if (/\/push\/records(\?|\/count|$)/.test(request.url())) lists.push(request.url());
      });
      await page.goto(at(`/records/${recordId}?q=只看`));
      await page.getByRole('dialog').getByText('部分发送').waitFor();
      await page.waitForLoadState('networkidle');
      expect(lists).toEqual([]);
      await page.getByRole('button', { name: '关闭' }).click();
      await page.getByRole('link', { name: '只看这一条' }).waitFor();
      expect(new URL(page.url()).search).toBe(`?q=${encodeURIComponent('只看')}`);
      // In the list it opens over what is there.
      await page.getByRole('link', { name: '只看这一条' }).click();
      await page.getByRole('dialog').getByText('部分发送').waitFor();
      expect(await page.getByRole('link', { name: '只看这一条', includeHidden: true }).count()).toBe(1);
    });
  });

  itInBrowser('shows in its record the picture that people were sent', async () => {
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${await makeTask('延误图', 'image-page')}/run`);
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, `/records/${recordId}`);
      const picture = page.getByRole('region', { name: '手机上看到的样子' }).getByRole('img', { name: /\.png/ });
      expect(await picture.evaluate((image: unknown) => (image as { decode: () => Promise<void> }).decode().then(() => (image as { naturalWidth: number }).naturalWidth))).toBeGreaterThan(300);
      expect(await page.getByRole('link', { name: /\.png/ }).getAttribute('download')).toMatch(/^延误图.*\.png$/);
    });
  });

  itInBrowser('draws of a long list of records what is in sight, and opens the last one', async () => {
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${await makeTask('长列表')}/run`);
    const sql = new Client({ connectionString: database.url, options: '-c search_path=wecom_push' });
    await sql.connect();
    try {
      await sql.query(
        `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at, prepared_at, finished_at)
         select tenant_id, overlay(overlay(push_uuid_from(planned_at - n * interval '1 second')::text placing '7' from 15 for 1) placing '8' from 20 for 1)::uuid, project_id, task_id, 'manual', 'sent', planned_at - n * interval '1 second', deadline_at, '长列表之 ' || n, page_id, spec,
                created_at, created_at, created_at
           from push_run, generate_series(1, 300) as n where id = $1`,
        [recordId],
      );
    } finally {
      await sql.end();
    }
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, `/records?q=${encodeURIComponent('长列表之')}`);
      const rows = page.locator('tr.row-in-sight');
      // While it loads, the button is named otherwise, and takes no click.
      const more = page.getByRole('button', { name: '加载更多', exact: true });
      for (let shown = 50; shown < 300; shown += 50) {
        await rows.nth(shown - 1).waitFor({ state: 'attached' });
        await more.scrollIntoViewIfNeeded();
        // Rows are drawn when they come into sight; until then the button moves, and a click may begin on it and end beside it.
        await rows.nth(shown - 1).getByRole('link').first().waitFor();
        await more.click();
      }
      await rows.nth(299).waitFor({ state: 'attached' });
      await page.getByText('没有更多了').scrollIntoViewIfNeeded();
      await page.getByRole('link', { name: '长列表之 300', exact: true }).waitFor();
      expect(await rows.count()).toBe(300);
      expect(await rows.filter({ has: page.getByRole('link') }).count()).toBeLessThan(60);
      await page.getByRole('link', { name: '长列表之 300', exact: true }).click();
      await page.getByRole('dialog').getByText('长列表之 300').waitFor();
    });
  });

  itInBrowser('lets a viewer read a task and change nothing', async () => {
    const id = await makeTask('只读任务');
    await withBrowser(async (browser) => {
      const page = await signedIn(browser, system, `/tasks/${id}`, { account: 'wangfang' });
      await page.getByText('你在这个项目中只有查看权限').waitFor();
      expect(await page.locator('#title').isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: /保存修改|立即推送|发测试/ }).count()).toBe(0);
      await page.getByRole('button', { name: '更多', exact: true }).click();
      await page.getByRole('menuitem', { name: '为什么没收到' }).click();
      await page.getByRole('dialog').getByText('实际的推送').waitFor();
    });
  });
});
