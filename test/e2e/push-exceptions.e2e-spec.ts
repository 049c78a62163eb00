import { HostUnavailableError, type ChartSnapshot } from '#bi-host';
import { WecomError } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface AlarmJson {
  cause: string;
  state: string;
  count: number;
  text: string;
  subject: { id: string };
}

const number = (value: number, changes: Partial<ChartSnapshot> = {}): ChartSnapshot => ({
  id: 'stock', title: '库存', kind: 'number', state: 'ok', columns: [{ key: 'left', title: '剩余', type: 'number' }], rows: [[value]], ...changes,
});
const EMPTY = number(0, { id: 'orders', title: '订单', state: 'empty', rows: [] });

const isAlarm = (body: string): boolean => body.includes('【告警】') || body.includes('【恢复】');

describe('when not to send', () => {
  let t: TestApp;
  let authorizationId: string;
  /** Whether WeCom refuses the next report; alarms go through. */
  let refuseNext = false;
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    t.wecom.answer('message/send', (input: unknown) => {
      if (!refuseNext || isAlarm((input as { body: string }).body)) return { errcode: 0, errmsg: 'ok', msgid: 'm' };
      refuseNext = false;
      throw new WecomError('message/send: content', { api: 'message/send', fault: 'content', errcode: 45002 });
    });
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  let pages = 0;
  /** A page of its own for each test, with content keys that stay. */
  const makePage = (charts: ChartSnapshot[], dataTime: string | null = null) => {
    const ref = { projectId: 'sales', pageId: `page-${(pages += 1)}` };
    t.host.setPage({ id: ref.pageId, projectId: 'sales', title: '库存日报' }).setContent(ref, { dataTime, filters: [], charts }).setContentKeys(ref, () => 'all');
    return ref;
  };
  const makeTask = async (pageId: string, exceptions: object, changes: object = {}): Promise<string> => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { pageId, exceptions, ...changes })).expect(201);
    return (body as { id: string }).id;
  };
  const start = async (taskId: string, verb: 'run' | 'test' = 'run'): Promise<string> => {
    const { body } = await administrator().post(`/push/tasks/${taskId}/${verb}`).expect(202);
    return (body as { recordId: string }).recordId;
  };
  const run = async (taskId: string): Promise<RecordJson> => ended(t, await start(taskId));
  const alarmsOf = async (taskId: string): Promise<AlarmJson[]> => {
    const { body } = await administrator().get('/push/alarms?limit=200').expect(200);
    return (body as { items: AlarmJson[] }).items.filter((alarm) => alarm.subject.id === taskId);
  };
  /** Bodies of what went out to people, without alarms. */
  const bodies = () => t.wecom.callsOf('message/send').map((call) => (call.input as { body: string }).body);
  const sends = () => bodies().filter((body) => !isAlarm(body));
  const openCauses = async (taskId: string): Promise<string[]> => (await alarmsOf(taskId)).filter(({ state }) => state === 'open').map(({ cause }) => cause);

  describe('empty monitoring leaves a record, an alarm and a message as told', () => {
    it.each([
      ['hold', 'held', false],
      ['hold_and_alarm', 'held', true],
      ['alarm', 'sent', true],
      ['send', 'sent', false],
    ])('%s: the run is %s, alarm %s', async (action, state, alarm) => {
      const { pageId } = makePage([number(3), EMPTY]);
      const taskId = await makeTask(pageId, { empty: { range: 'some_chart', action } }, { title: `空 ${action}` });
      const before = sends().length;
      const record = await run(taskId);
      expect(record).toMatchObject({ state, reason: state === 'held' ? { code: 'SOME_CHART_EMPTY', text: expect.stringContaining('订单') as string } : null });
      expect(sends().length - before).toBe(state === 'held' ? 0 : 1);
      expect(await openCauses(taskId)).toEqual(alarm ? ['SOME_CHART_EMPTY'] : []);
      if (alarm) await waitFor('the alarm at the owner', async () => bodies().some((body) => isAlarm(body) && body.includes(`空 ${action}`) && body.includes('部分图表无数据：订单')));
    });
  });

  describe('access monitoring', () => {
    const cases: [string, string, (ref: { projectId: string; pageId: string }) => void, string][] = [
      ['page_not_published', 'PAGE_NOT_PUBLISHED', (ref) => t.host.setPage({ id: ref.pageId, projectId: 'sales', published: false }), '页面尚未发布'],
      ['sharing_off', 'PAGE_SHARING_OFF', (ref) => t.host.setPage({ id: ref.pageId, projectId: 'sales', sharing: false }), '页面的分享已关闭'],
      ['page_gone', 'PAGE_NOT_FOUND', (ref) => t.host.pages.delete(`${ref.projectId}/${ref.pageId}`), '页面已不存在'],
      ['owner_no_right', 'OWNER_NO_RIGHT', (ref) => t.host.deny(ref, 'u1'), '任务负责人已无权查看此页面'],
      ['host_down', 'HOST_UNAVAILABLE', () => t.host.failNext(new HostUnavailableError('connect ECONNREFUSED')), 'BI 平台暂时无法访问'],
      ['chart_failed', 'CHART_FAILED', (ref) => t.host.setCharts(ref, [number(3), number(0, { id: 'x', title: '坏图', state: 'failed', rows: [] })]), '部分图表加载失败：坏图'],
      ['snapshot_slow', 'SNAPSHOT_SLOW', (ref) => t.host.setContent(ref, () => new Promise(() => undefined)), '页面加载过慢'],
    ];
    describe.each(cases)('%s', (trouble, code, make, words) => {
      it.each([
        ['hold', 'held', false],
        ['hold_and_alarm', 'held', true],
        ['alarm', 'sent', true],
        ['send_with_note', 'sent', false],
      ])('%s: the run is %s, alarm %s', async (action, state, alarm) => {
        const ref = makePage([number(3)]);
        const taskId = await makeTask(ref.pageId, { access: { [trouble]: action, retryMinutes: 0, slowAfterSeconds: 1 } });
        make(ref);
        const before = sends().length;
        const record = await run(taskId);
        expect(await openCauses(taskId)).toEqual(alarm ? [code] : []);
        if (state === 'held') {
          expect(record).toMatchObject({ state, reason: { code } });
          expect(sends()).toHaveLength(before);
        } else {
          expect(['sent', 'partly_sent']).toContain(record.state);
          expect(sends()).toHaveLength(before + 1);
          expect(sends().at(-1)).toContain(words);
        }
      });
    });

    describe('tells people who are not named one by one', () => {
      const access = { host_down: 'send_with_note', page_gone: 'send_with_note', retryMinutes: 0 };
      const toldTo = async (taskId: string) => {
        const before = sends().length;
        const { state } = await run(taskId);
        return [state, sends().slice(before).map((body) => (JSON.parse(body) as { touser: string }).touser)];
      };

      it('of groups, as the host says now; while it is down, those who got the last message', async () => {
        const ref = makePage([number(3)]);
        const taskId = await makeTask(ref.pageId, { access }, { recipients: { groupIds: ['g-daily'], excludedUserIds: ['u1'] } });
        t.host.failNext(new HostUnavailableError('down')).failNext(new HostUnavailableError('down'));
        expect(await toldTo(taskId)).toEqual(['held', []]);
        expect(await toldTo(taskId)).toEqual(['sent', ['LiNa']]);
        t.host.failNext(new HostUnavailableError('down')).failNext(new HostUnavailableError('down'));
        expect(await toldTo(taskId)).toEqual(['sent', ['LiNa']]);
        expect(sends().at(-1)).toContain('BI 平台暂时无法访问');
        t.host.pages.delete(`${ref.projectId}/${ref.pageId}`);
        expect(await toldTo(taskId)).toEqual(['sent', ['LiNa']]);
      });

      it('of all who are bound, those who got the last message: who may see a page that is gone cannot be asked', async () => {
        const ref = makePage([number(3)]);
        const taskId = await makeTask(ref.pageId, { access }, { recipients: { allBound: true } });
        t.host.deny(ref, 'u2');
        expect(await toldTo(taskId)).toEqual(['sent', ['ZhangWei']]);
        t.host.pages.delete(`${ref.projectId}/${ref.pageId}`);
        expect(await toldTo(taskId)).toEqual(['sent', ['ZhangWei']]);
      });
    });

    it('tries again first, says meanwhile what it waits for, and ends the alarm when it is over', async () => {
      const ref = makePage([number(3)]);
      const taskId = await makeTask(ref.pageId, { access: { chart_failed: 'hold_and_alarm', retryMinutes: 10 } });
      t.host.setCharts(ref, [number(3, { state: 'failed', rows: [] })]);
      const first = await start(taskId);
      await waitFor('the reason', async () => ((await administrator().get(`/push/records/${first}`)).body as RecordJson).reason?.code === 'CHART_FAILED');
      t.clock.advance({ minutes: 11 });
      expect(await ended(t, first)).toMatchObject({ state: 'held', reason: { code: 'CHART_FAILED' } });
      expect(await openCauses(taskId)).toEqual(['CHART_FAILED']);
      t.host.setCharts(ref, [number(3)]);
      expect(await run(taskId)).toMatchObject({ state: 'sent' });
      expect(await openCauses(taskId)).toEqual([]);
    });
  });

  it('waits for newer data, and then says that it is late', async () => {
    const dataTime = new Date(t.clock.now().getTime() - 3 * 3_600_000).toISOString();
    const { pageId } = makePage([number(3)], dataTime);
    const recordId = await start(await makeTask(pageId, { freshness: { staleAfterMinutes: 60, waitMinutes: 20, stale: 'send_with_note' } }));
    await waitFor('the reason', async () => ((await administrator().get(`/push/records/${recordId}`)).body as RecordJson).reason?.code === 'DATA_STALE');
    t.clock.advance({ minutes: 21 });
    expect(await ended(t, recordId)).toMatchObject({ state: 'sent', reason: null });
    expect(sends().at(-1)).toContain('数据延迟');
  });

  it('holds what was sent before, but not what only a test or a failed run tried to send', async () => {
    const ref = makePage([number(3)]);
    const taskId = await makeTask(ref.pageId, { freshness: { same: 'hold' } });
    expect(await ended(t, await start(taskId, 'test'))).toMatchObject({ state: 'sent' });
    refuseNext = true;
    expect(await run(taskId)).toMatchObject({ state: 'failed' });
    expect(await run(taskId)).toMatchObject({ state: 'sent' });
    expect(await run(taskId)).toMatchObject({ state: 'held', reason: { code: 'SAME_AS_LAST' } });
    t.host.setCharts(ref, [number(4)]);
    expect(await run(taskId)).toMatchObject({ state: 'sent' });
  });

  it('tells the change since what people were last shown, which a failed run or a test did not', async () => {
    const ref = makePage([number(200)]);
    const taskId = await makeTask(ref.pageId, {}, { templateKey: 'template-card-numbers' });
    const labelAt = async (value: number, how: 'run' | 'test' = 'run'): Promise<string> => {
      t.host.setCharts(ref, [number(value)]);
      await ended(t, await start(taskId, how));
      const { template_card: card } = JSON.parse(sends().at(-1)!) as { template_card: { emphasis_content: { title: string; desc: string } } };
      return `${card.emphasis_content.title} ${card.emphasis_content.desc}`;
    };
    expect(await labelAt(200)).toBe('200 库存');
    expect(await labelAt(210, 'test')).toBe('210 库存 较上次↑ 5%');
    refuseNext = true;
    await labelAt(300);
    expect(await labelAt(250)).toBe('250 库存 较上次↑ 25%');
    expect(await labelAt(225)).toBe('225 库存 较上次↓ 10%');
  });

  it('tells an alert once until it clears, then that it is over; a failed run told nobody', async () => {
    const ref = makePage([number(9)]);
    const when = { kind: 'value', value: { chartId: 'stock' }, compare: '<', than: 5 };
    const taskId = await makeTask(ref.pageId, { alert: { when, repeat: 'once', recovery: true } });
    const states: (string | undefined)[] = [];
    const runWith = async (value: number): Promise<void> => {
      t.host.setCharts(ref, [number(value)]);
      const record = await run(taskId);
      states.push(record.reason?.code ?? record.state);
    };
    await runWith(9);
    refuseNext = true;
    await runWith(3);
    await runWith(3);
    await runWith(2);
    await runWith(8);
    expect(sends().at(-1)).toContain('告警已恢复');
    await runWith(8);
    expect(states).toEqual(['CONDITION_NOT_MET', 'WECOM_REFUSED_CONTENT', 'sent', 'ALERT_ALREADY_TOLD', 'sent', 'CONDITION_NOT_MET']);
  });

  it('measures a change against the run before', async () => {
    const ref = makePage([number(100)]);
    const when = { kind: 'change', value: { chartId: 'stock' }, unit: 'percent', compare: '<=', than: -20 };
    const taskId = await makeTask(ref.pageId, { alert: { when } });
    expect(await run(taskId)).toMatchObject({ state: 'held', reason: { code: 'CONDITION_UNKNOWN' } });
    t.host.setCharts(ref, [number(70)]);
    expect(await run(taskId)).toMatchObject({ state: 'sent' });
  });

  it('holds only those who would see nothing, and says so of each', async () => {
    const ref = makePage([]);
    t.host.setContent(ref, (viewerId) => ({ dataTime: null, filters: [], charts: [viewerId === 'u1' ? number(3) : EMPTY] })).setContentKeys(ref, (viewerId) => viewerId);
    const record = await run(await makeTask(ref.pageId, {}));
    expect(record).toMatchObject({ state: 'partly_sent', counts: { sent: 1, skipped: 1 } });
    const { body } = await administrator().get(`/push/records/${record.id}/deliveries`).expect(200);
    expect((body as { items: unknown[] }).items).toEqual([
      expect.objectContaining({ hostUserId: 'u1', state: 'sent' }),
      expect.objectContaining({ hostUserId: 'u2', state: 'skipped', reason: expect.objectContaining({ code: 'EMPTY_CONTENT' }) as unknown }),
    ]);
  });

  it('holds a push by hand within quiet hours and on days off', async () => {
    const { pageId } = makePage([number(3)]);
    t.clock.set('2026-03-07T15:00:00Z'); // a Saturday, 23:00 in Shanghai
    const quiet = { hours: { from: '22:00', to: '07:00' } };
    expect(await run(await makeTask(pageId, { quiet }))).toMatchObject({ state: 'held', reason: { code: 'QUIET_HOURS' } });
    expect(await run(await makeTask(pageId, { quiet: { nonWorkingDays: true } }))).toMatchObject({ state: 'held', reason: { code: 'NON_WORKING_DAY' } });
    expect(await ended(t, await start(await makeTask(pageId, { quiet }), 'test'))).toMatchObject({ state: 'sent' });
  });

  it('takes days off from the calendar of the task: a make-up Saturday is worked, a holiday Friday is not', async () => {
    const { pageId } = makePage([number(3)]);
    const exceptions = { quiet: { nonWorkingDays: true } };
    const statutory = await makeTask(pageId, exceptions, { calendar: { calendarId: 'cn-statutory', onDayOff: 'run' } });
    const none = await makeTask(pageId, exceptions);
    t.clock.set('2026-05-09T02:00:00Z'); // a Saturday, worked for Labour Day
    expect(await run(statutory)).toMatchObject({ state: 'sent' });
    expect(await run(none)).toMatchObject({ state: 'held', reason: { code: 'NON_WORKING_DAY' } });
    t.clock.set('2026-05-01T02:00:00Z'); // a Friday, Labour Day
    expect(await run(statutory)).toMatchObject({ state: 'held', reason: { code: 'NON_WORKING_DAY' } });
    expect(await run(none)).toMatchObject({ state: 'sent' });
  });

  it('never stops a task because the host is down, however long', async () => {
    const { pageId } = makePage([number(3)]);
    const taskId = await makeTask(pageId, { access: { host_down: 'hold', retryMinutes: 0 } });
    for (let time = 0; time < 4; time += 1) {
      t.host.failNext(new HostUnavailableError('connect ECONNREFUSED'));
      expect(await run(taskId)).toMatchObject({ state: 'held', reason: { code: 'HOST_UNAVAILABLE' } });
    }
    expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ state: 'enabled', failureCount: 0 });
  });

  it('never counts a held run as a failure, and counts its alarm', async () => {
    const { pageId } = makePage([EMPTY]);
    const taskId = await makeTask(pageId, {});
    for (let time = 0; time < 3; time += 1) expect(await run(taskId)).toMatchObject({ state: 'held', reason: { code: 'ALL_CHARTS_EMPTY' } });
    expect((await administrator().get(`/push/tasks/${taskId}`).expect(200)).body).toMatchObject({ state: 'enabled', failureCount: 0 });
    expect(await alarmsOf(taskId)).toEqual([expect.objectContaining({ cause: 'EMPTY_CONTENT', count: 3, text: '所有图表均无数据' })]);
  });

  it('names the wrong field of the rules', async () => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { exceptions: { empty: { range: 'chosen_charts' } } })).expect(400);
    expect((body as { details: { fields: object } }).details.fields).toHaveProperty(['exceptions.empty.chartIds']);
  });
});
