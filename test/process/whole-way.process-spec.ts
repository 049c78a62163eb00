import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { DEMO, RealSystem, RestClient } from '../support/real-processes';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { itInBrowser, screenshotPath, withBrowser } from '../support/browser';
import { waitFor } from '../support/wait-for';

interface RecordView {
  id: string;
  state: string;
  trigger: string;
  counts: { total: number; sent: number };
  messages: { content: { markdown?: { content: string } } }[];
}

interface Delivery {
  userId: string;
  title: string;
}

/** A browser without a head says so, and is taken for a program. */
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.30 MicroMessenger/7.0.1 Language/zh';

/** No stub anywhere: API, scheduler, sandbox and demo host as processes of their own, as the README's walk goes with curl. */
describe('from CorpID to the phone, through real processes', () => {
  let database: TestDatabase;
  let system: RealSystem;
  let rest: RestClient;
  let authorizationId: string;
  let taskId: string;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    system = await RealSystem.start(database.url, 1);
    rest = new RestClient(system.api.url);
  });
  afterAll(async () => {
    await system?.stop();
    await database.drop();
  });

  const deliveries = async (title: string): Promise<Delivery[]> => {
    const response = await fetch(`${system.sandbox.url}/sandbox/deliveries?title=${encodeURIComponent(title)}`);
    return ((await response.json()) as { deliveries: Delivery[] }).deliveries;
  };
  const ended = (recordId: string): Promise<RecordView> =>
    waitFor(`the end of ${recordId}`, async () => {
      const record = await rest.get<RecordView>(`/push/records/${recordId}`);
      return !['planned', 'preparing', 'sending'].includes(record.state) && record;
    });

  it('signs in, authorizes the corp by CorpID, finds accounts and binds them', async () => {
    await expect(rest.signIn(DEMO.account, 'wrong')).rejects.toThrow('WRONG_CREDENTIALS');
    await rest.signIn(DEMO.account, DEMO.password);
    await expect(rest.post('/push/authorizations', { corpId: DEMO.corpId, agentId: DEMO.agentId, secret: 'not the secret at all' })).rejects.toThrow('AUTHORIZATION_REFUSED');
    const authorization = await rest.post<{ id: string; state: string; agentName: string }>('/push/authorizations', {
      corpId: DEMO.corpId,
      agentId: DEMO.agentId,
      secret: DEMO.secret,
    });
    expect(authorization).toMatchObject({ state: 'active', agentName: 'BI 报表' });
    authorizationId = authorization.id;
    const users = await rest.get<{ items: { hostUserId: string }[] }>(`/push/users?authorizationId=${authorizationId}&query=${encodeURIComponent('张伟')}`);
    expect(users.items.map((user) => user.hostUserId)).toEqual(['u001']);
    for (const [hostUserId, wecomUserId] of [['u001', 'ZhangWei'], ['u003', 'LiNa']] as const) {
      const account = await rest.get<{ userId: string }>(`/push/wecom-accounts?authorizationId=${authorizationId}&userId=${wecomUserId}`);
      await rest.put(`/push/users/${hostUserId}/binding`, { authorizationId, wecomUserId: account.userId });
    }
  });

  it('makes a task and sends a test to its owner', async () => {
    const task = await rest.post<{ id: string }>('/push/tasks', {
      projectId: 'aviation',
      pageId: 'flight-delays',
      title: '航班延误日报',
      channel: { kind: 'app', authorizationId },
      templateKey: 'markdown-digest',
      beginning: '各位早上好，请看昨日运行情况。',
      ending: '数据问题请找张伟。',
      schedule: { kind: 'cron', expression: '* * * * *', zone: 'Asia/Shanghai' },
      toleranceMinutes: 0,
      recipients: { userIds: ['u001', 'u003', 'u002'] },
    });
    taskId = task.id;
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${taskId}/test`);
    expect(await ended(recordId)).toMatchObject({ state: 'sent', trigger: 'test', counts: { total: 1, sent: 1 } });
    expect((await deliveries('【测试】航班延误日报')).map((one) => one.userId)).toEqual(['ZhangWei']);
  });

  it('runs it by hand, and lets the scheduler run it when it is due', async () => {
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${taskId}/run`);
    const byHand = await ended(recordId);
    expect(byHand).toMatchObject({ state: 'partly_sent', trigger: 'manual', counts: { total: 3, sent: 2 } });
    expect(byHand.messages[0]?.content.markdown?.content).toContain('各位早上好');
    const scheduled = await waitFor(
      'the next full minute',
      async () => {
        const { items } = await rest.get<{ items: RecordView[] }>(`/push/records?taskId=${taskId}&trigger=schedule&state=partly_sent`);
        return items.at(-1);
      },
      90_000,
    );
    await rest.post(`/push/tasks/${taskId}/disable`);
    expect(scheduled.counts).toEqual(expect.objectContaining({ total: 3, sent: 2 }));
  });

  it('finds the records by project, state and two characters of the title, and shows why somebody got nothing', async () => {
    const found = await rest.get<{ items: RecordView[] }>(`/push/records?projectId=aviation&state=partly_sent&title=${encodeURIComponent('延误 日报')}`);
    expect(found.items.length).toBeGreaterThanOrEqual(2);
    const people = await rest.get<{ items: { hostUserId: string; state: string; reason: { code: string } | null }[] }>(`/push/records/${found.items[0]?.id}/deliveries`);
    expect(people.items.map((person) => [person.hostUserId, person.state, person.reason?.code])).toEqual([
      ['u001', 'sent', undefined],
      ['u002', 'skipped', 'UNBOUND'],
      ['u003', 'sent', undefined],
    ]);
    const none = await rest.get<{ items: RecordView[] }>(`/push/records?projectId=aviation&title=${encodeURIComponent('库存')}`);
    expect(none.items).toEqual([]);
  });

  itInBrowser("shows the report on the person's phone page", async () => {
    await withBrowser(async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, locale: 'zh-CN' });
      await page.goto(`${system.sandbox.url}/phone?user=ZhangWei`);
      await page.getByText('航班延误日报').last().waitFor();
      await page.getByText('查看完整报表').last().waitFor();
      await page.screenshot({ path: screenshotPath('phone-page.png') });
      const report = await page.getByText('查看完整报表').last().getAttribute('href');
      await page.goto(report ?? '');
      await page.getByText('延误最严重的出发机场').waitFor();
    });
  });

  itInBrowser('counts that a person pressed the link on his phone, and leads him to the page', async () => {
    const task = await rest.get<{ version: number } & Record<string, unknown>>(`/push/tasks/${taskId}`);
    const { projectId, pageId, channel, templateKey, schedule, version } = task;
    const recipients = { userIds: ['u001', 'u003'] };
    await rest.put(`/push/tasks/${taskId}`, { projectId, pageId, channel, templateKey, schedule, version, title: '航班延误计数', recipients, countOpens: true });
    const { recordId } = await rest.post<{ recordId: string }>(`/push/tasks/${taskId}/run`);
    expect(await ended(recordId)).toMatchObject({ state: 'sent', opens: { people: 0, opens: 0 } });
    await withBrowser(async (browser) => {
      const page = await browser.newPage({ userAgent: PHONE, locale: 'zh-CN' });
      await page.goto(`${system.sandbox.url}/phone?user=ZhangWei`);
      await page.getByText('航班延误计数').last().waitFor();
      const opened = page.waitForEvent('popup');
      await page.getByText('查看完整报表').last().click();
      const report = await opened;
      await report.getByText('延误最严重的出发机场').waitFor();
      expect(new URL(report.url()).origin).toBe(system.demoHost.url);
    });
    const people = await rest.get<{ items: { hostUserId: string; opens: { opens: number } }[] }>(`/push/records/${recordId}/deliveries`);
    expect(people.items.map(({ hostUserId, opens }) => [hostUserId, opens.opens])).toEqual([['u001', 1], ['u003', 0]]);
  });
});
