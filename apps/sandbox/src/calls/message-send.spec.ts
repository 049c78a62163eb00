import { DEMO_AGENT_ID, DEMO_CORP_ID } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

const text = (content: string, touser = 'ZhangWei') => ({ touser, msgtype: 'text', text: { content } });

describe('message/send', () => {
  let sandbox: SandboxUnderTest;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(() => sandbox.reset());

  afterAll(() => sandbox.close());

  const inboxOf = async (userId: string) => (await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId }))['messages'] as Record<string, unknown>[];

  it('delivers to those it can reach and lists the others in lower case', async () => {
    const reply = await sandbox.send(text('早上好', 'zhangwei|LiNa|FengYu|DongWenJing|NoSuchOne'));
    expect(reply).toMatchObject({ errcode: 0, errmsg: 'ok', invaliduser: 'fengyu|dongwenjing|nosuchone', invalidparty: '', invalidtag: '' });
    expect(reply['msgid']).toEqual(expect.any(String));
    expect(await inboxOf('ZhangWei')).toMatchObject([{ msgType: 'text', content: { content: '早上好' }, agentId: DEMO_AGENT_ID }]);
    expect(await inboxOf('LiNa')).toHaveLength(1);
    expect(await inboxOf('FengYu')).toHaveLength(0);
  });

  it('answers 81013 with the list when nobody is valid', async () => {
    expect(await sandbox.send(text('x', 'FengYu|DongWenJing'))).toMatchObject({ errcode: 81013, invaliduser: 'fengyu|dongwenjing' });
  });

  it('reaches departments and tags inside the visible range only', async () => {
    const reply = await sandbox.send({ toparty: '3|8|99', totag: '1|7', msgtype: 'text', text: { content: '华东' } });
    expect(reply).toMatchObject({ errcode: 0, invalidparty: '8|99', invalidtag: '7' });
    const { deliveries } = (await sandbox.get('deliveries', { msgId: reply['msgid'] })) as { deliveries: { userId: string }[] };
    const users = deliveries.map(({ userId }) => userId);
    expect(users).toContain('WangFang'); // department 3
    expect(users).toContain('emily.carter'); // tag 1
    expect(users).not.toContain('DongWenJing');
  });

  it('sends @all to the visible range, without those who left', async () => {
    await sandbox.send(text('全员', '@all'));
    expect(await sandbox.get('counts')).toMatchObject({ deliveries: 40, messages: 1 });
  });

  it.each([
    [82001, { touser: '', msgtype: 'text', text: { content: 'x' } }],
    [40032, text('x', Array.from({ length: 1001 }, (_, i) => `u${i}`).join('|'))],
    [82002, { toparty: Array.from({ length: 101 }, (_, i) => i + 1).join('|'), msgtype: 'text', text: { content: 'x' } }],
    [82003, { totag: Array.from({ length: 101 }, (_, i) => i + 1).join('|'), msgtype: 'text', text: { content: 'x' } }],
    [40008, { touser: 'ZhangWei', msgtype: 'markdown_v2', markdown_v2: { content: 'x' } }],
    [44004, text('')],
    [40058, { touser: 'ZhangWei', msgtype: 'markdown', markdown: { content: '表'.repeat(683) } }],
    [41016, { touser: 'ZhangWei', msgtype: 'textcard', textcard: { description: 'd', url: 'https://a.test' } }],
    [41033, { touser: 'ZhangWei', msgtype: 'textcard', textcard: { title: 't', url: 'https://a.test' } }],
    [45034, { touser: 'ZhangWei', msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'a.test/x' } }],
    [40039, { touser: 'ZhangWei', msgtype: 'textcard', textcard: { title: 't', description: 'd', url: `https://a.test/${'x'.repeat(2048)}` } }],
  ])('answers %i to what is wrong with the request', async (errcode, fields) => {
    expect(await sandbox.send(fields)).toMatchObject({ errcode });
    expect(await sandbox.get('counts')).toMatchObject({ deliveries: 0 });
  });

  it('cuts text at 2048 bytes and never inside a character', async () => {
    await sandbox.send(text(`a${'表'.repeat(700)}`));
    const [message] = await inboxOf('ZhangWei');
    expect(message['content']).toEqual({ content: `a${'表'.repeat(682)}` });
  });

  it('cuts a text card in title, description and button', async () => {
    await sandbox.send({ touser: 'ZhangWei', msgtype: 'textcard', textcard: { title: '标'.repeat(50), description: '述'.repeat(200), url: 'https://a.test', btntxt: '查看全部报表' } });
    const [message] = await inboxOf('ZhangWei');
    expect(message['content']).toEqual({ title: '标'.repeat(42), description: '述'.repeat(170), url: 'https://a.test', btntxt: '查看全部' });
  });

  it('checks the app: 41011, 40056, and only its own', async () => {
    const token = await sandbox.token();
    const send = (agentid: unknown) => sandbox.call('message/send', { access_token: token }, { ...text('x'), agentid });
    expect(await send(undefined)).toMatchObject({ errcode: 41011 });
    expect(await send(9)).toMatchObject({ errcode: 40056 });
    sandbox.platform.corp(DEMO_CORP_ID)!.apps.set(9, sandbox.platform.app(DEMO_CORP_ID, DEMO_AGENT_ID)!);
    expect(await send(9)).toMatchObject({ errcode: 301002 });
  });

  it('takes an agentid given as text, with the warning of WeCom', async () => {
    const reply = await sandbox.call('message/send', { access_token: await sandbox.token() }, { ...text('x'), agentid: String(DEMO_AGENT_ID) });
    expect(reply).toMatchObject({ errcode: 0, errmsg: expect.stringContaining('Warning: wrong json format') });
  });

  it('takes broken JSON for an empty request', async () => {
    const response = await sandbox.http.post('/cgi-bin/message/send').query({ access_token: await sandbox.token() }).type('json').send('{"touser":');
    expect(response.body).toMatchObject({ errcode: 41011, errmsg: expect.stringContaining('Warning: wrong json format') });
  });

  describe('duplicate check', () => {
    const checked = { ...text('日报'), enable_duplicate_check: 1, duplicate_check_interval: 600 };

    it('delivers the same bytes once inside the interval and repeats the first reply', async () => {
      const first = await sandbox.send(checked);
      sandbox.clock.advance({ seconds: 599 });
      expect(await sandbox.send(checked)).toEqual(first);
      expect(await inboxOf('ZhangWei')).toHaveLength(1);
      sandbox.clock.advance({ seconds: 1 });
      expect((await sandbox.send(checked))['msgid']).not.toBe(first['msgid']);
      expect(await sandbox.get('counts')).toMatchObject({ deliveries: 2, repeats: 1 });
    });

    it('goes by bytes, and only when asked', async () => {
      await sandbox.send(checked);
      await sandbox.send({ ...checked, duplicate_check_interval: 601 });
      await sandbox.send(text('日报'));
      await sandbox.send(text('日报'));
      expect(await inboxOf('ZhangWei')).toHaveLength(4);
    });

    it('does not remember a call that failed', async () => {
      const failing = { ...checked, touser: 'FengYu' };
      expect(await sandbox.send(failing)).toMatchObject({ errcode: 81013 });
      sandbox.platform.corp(DEMO_CORP_ID)!.setStatus(sandbox.platform.corp(DEMO_CORP_ID)!.member('FengYu')!, 1);
      expect(await sandbox.send(failing)).toMatchObject({ errcode: 0 });
      expect(await inboxOf('FengYu')).toHaveLength(1);
    });
  });

  it('drops what a member gets above 30 a minute, says nothing, and counts it', async () => {
    const token = await sandbox.token();
    for (let i = 0; i < 32; i += 1) expect(await sandbox.send(text(`第 ${i} 条`, 'ZhangWei'), token)).toMatchObject({ errcode: 0, invaliduser: '' });
    expect(await inboxOf('ZhangWei')).toHaveLength(30);
    expect(await sandbox.get('counts')).toMatchObject({ deliveries: 30, dropped: 2 });
    expect((await sandbox.get('counts/people'))['people']).toEqual([expect.objectContaining({ userId: 'ZhangWei', received: 30, dropped: 2, unread: 30 })]);
    sandbox.clock.advance({ minutes: 1 });
    await sandbox.send(text('过了一分钟', 'ZhangWei'), token);
    expect(await inboxOf('ZhangWei')).toHaveLength(31);
  });

  it('stops an app at its person-times of the day, until midnight in China', async () => {
    sandbox.platform.limits.dailyPersonTimesPerAccount = 0.1; // times 500 accounts: 50 a day
    const token = await sandbox.token();
    expect(await sandbox.send(text('全员', '@all'), token)).toMatchObject({ errcode: 0 }); // 40
    expect(await sandbox.send(text('再次', '@all'), token)).toMatchObject({ errcode: 45009 });
    expect(await sandbox.send(text('一人'), token)).toMatchObject({ errcode: 45009 });
    sandbox.clock.set('2026-03-02T16:00:01Z');
    expect(await sandbox.send(text('次日'))).toMatchObject({ errcode: 0 });
  });
});
