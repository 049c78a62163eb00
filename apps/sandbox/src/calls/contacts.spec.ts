import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

describe('contacts and identity', () => {
  let sandbox: SandboxUnderTest;
  let token: string;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(async () => {
    sandbox.reset();
    token = await sandbox.token();
  });

  afterAll(() => sandbox.close());

  const get = (path: string, query: Record<string, string | number> = {}) => sandbox.call(path, { access_token: token, ...query });
  const post = (path: string, body: object) => sandbox.call(path, { access_token: token }, body);
  const demoApp = () => sandbox.platform.app(DEMO_CORP_ID, DEMO_AGENT_ID)!;
  const contactsToken = async () => String((await sandbox.call('gettoken', { corpid: DEMO_CORP_ID, corpsecret: sandbox.platform.corp(DEMO_CORP_ID)!.contactSecret }))['access_token']);

  it('reads one member, ignoring case, without private fields for a new app', async () => {
    const member = await get('user/get', { userid: 'zhangwei' });
    expect(member).toMatchObject({ errcode: 0, userid: 'ZhangWei', name: '张伟', department: [2], status: 1, main_department: 2 });
    expect(member).not.toHaveProperty('mobile');
    demoApp().data.sensitiveFields = true;
    expect(await get('user/get', { userid: 'zhangwei' })).toMatchObject({ mobile: '13810000000', email: 'zhangwei@demo.example' });
  });

  it.each([
    ['left the corp: still there, with status 5', { userid: 'FengYu' }, { errcode: 0, status: 5 }],
    ['outside the range', { userid: 'DongWenJing' }, { errcode: 60011 }],
    ['unknown', { userid: 'Nobody' }, { errcode: 60111 }],
    ['not named', {}, { errcode: 41009 }],
  ])('tells who is %s', async (_name, query, expected) => {
    expect(await get('user/get', query)).toMatchObject(expected);
  });

  it('lists the members of one department, and of those below when asked', async () => {
    const only = (await get('user/simplelist', { department_id: 2 }))['userlist'] as { userid: string }[];
    const all = (await get('user/simplelist', { department_id: 2, fetch_child: 1 }))['userlist'] as { userid: string }[];
    expect(only.map(({ userid }) => userid)).toContain('ZhangWei');
    expect(only.map(({ userid }) => userid)).not.toContain('WangFang');
    expect(all.map(({ userid }) => userid)).toContain('WangFang');
    expect(await get('user/simplelist', { department_id: 8 })).toMatchObject({ errcode: 60011 });
    expect(await get('user/simplelist', { department_id: 99 })).toMatchObject({ errcode: 60123 });
    expect((await get('user/list', { department_id: 2 }))['userlist']).toContainEqual(expect.objectContaining({ userid: 'ZhangWei', position: '销售经理' }));
  });

  it('gives all ids to the contact-sync helper only, page by page', async () => {
    expect(await post('user/list_id', { limit: 10 })).toMatchObject({ errcode: 48002 });
    const contacts = await contactsToken();
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await sandbox.call('user/list_id', { access_token: contacts }, { cursor, limit: 20 });
      ids.push(...(page['dept_user'] as { userid: string }[]).map(({ userid }) => userid));
      cursor = String(page['next_cursor']);
    } while (cursor !== '');
    expect(ids).toHaveLength(42);
    expect(await sandbox.call('message/send', { access_token: contacts }, { agentid: DEMO_AGENT_ID, touser: 'ZhangWei', msgtype: 'text', text: { content: 'x' } })).toMatchObject({ errcode: 48002 });
  });

  it('finds a userid by mobile and by e-mail, in the range only', async () => {
    expect(await post('user/getuserid', { mobile: '13810000000' })).toMatchObject({ errcode: 0, userid: 'ZhangWei' });
    expect(await post('user/get_userid_by_email', { email: 'Emily.Carter@demo.example' })).toMatchObject({ errcode: 0, userid: 'emily.carter' });
    expect(await post('user/getuserid', { mobile: '13810003973' })).toMatchObject({ errcode: 46004 }); // DongWenJing
    expect(await post('user/getuserid', { mobile: '1' })).toMatchObject({ errcode: 40058 });
  });

  it('closes the look-up for a day when a fifth of the account cap was wrong', async () => {
    sandbox.platform.corp(DEMO_CORP_ID)!.accountCap = 10;
    expect(await post('user/getuserid', { mobile: '13000000001' })).toMatchObject({ errcode: 46004 });
    expect(await post('user/getuserid', { mobile: '13000000002' })).toMatchObject({ errcode: 46004 });
    expect(await post('user/getuserid', { mobile: '13810000000' })).toMatchObject({ errcode: 45009 });
    expect(await post('user/get_userid_by_email', { email: 'zhangwei@demo.example' })).toMatchObject({ errcode: 0 });
    sandbox.clock.advance({ days: 1 });
    token = await sandbox.token();
    expect(await post('user/getuserid', { mobile: '13810000000' })).toMatchObject({ errcode: 0 });
  });

  it('lists departments and tags of the range', async () => {
    const ids = ((await get('department/simplelist'))['department_id'] as { id: number }[]).map(({ id }) => id);
    expect(ids.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
    expect((await get('department/list', { id: 2 }))['department']).toMatchObject([{ id: 2, name: '销售部', name_en: 'Sales', parentid: 1 }, { id: 3 }, { id: 4 }]);
    expect(await get('department/list', { id: 8 })).toMatchObject({ errcode: 60011 });
    expect(await get('tag/get', { tagid: 1 })).toMatchObject({ errcode: 0, tagname: '报表订阅者', userlist: expect.arrayContaining([{ userid: 'LiNa', name: '李娜' }]) });
    expect(await get('tag/get', { tagid: 9 })).toMatchObject({ errcode: 40068 });
  });

  it('keeps calls about suites from self-built apps', async () => {
    expect(await post('agent/get_permissions', {})).toMatchObject({ errcode: 48002 });
    expect(await post('batch/userid_to_openuserid', { userid_list: ['ZhangWei'] })).toMatchObject({ errcode: 48002 });
  });

  describe('sign-in', () => {
    const address = (more: Record<string, string> = {}) =>
      `/connect/oauth2/authorize?${new URLSearchParams({ appid: DEMO_CORP_ID, redirect_uri: 'http://127.0.0.1:3000/back?x=1', response_type: 'code', scope: 'snsapi_base', state: 'abc', agentid: String(DEMO_AGENT_ID), ...more }).toString()}`;
    const withPhone = (more?: Record<string, string>) => sandbox.http.get(address(more)).set('cookie', `other=1; sandbox_person=${encodeURIComponent(`${DEMO_CORP_ID}/ZhangWei`)}`);
    const codeOf = async (more?: Record<string, string>) => new URL((await withPhone(more).expect(302)).headers['location']).searchParams.get('code') ?? '';

    it('goes on silently for whoever holds the phone, and gives the userid once', async () => {
      const { headers } = await withPhone().expect(302);
      const target = new URL(headers['location']);
      expect(target.origin + target.pathname).toBe('http://127.0.0.1:3000/back');
      expect(target.searchParams.get('state')).toBe('abc');
      expect(target.searchParams.get('x')).toBe('1');
      const code = target.searchParams.get('code') ?? '';
      const known = await get('auth/getuserinfo', { code });
      expect(known).toMatchObject({ errcode: 0, userid: 'ZhangWei' });
      expect(known).not.toHaveProperty('user_ticket');
      expect(await get('auth/getuserinfo', { code })).toMatchObject({ errcode: 40029 });
    });

    it('lets a code live five minutes', async () => {
      const code = await codeOf();
      sandbox.clock.advance({ minutes: 5 });
      expect(await get('auth/getuserinfo', { code })).toMatchObject({ errcode: 40029 });
    });

    it('gives private fields for a ticket of snsapi_privateinfo', async () => {
      const { user_ticket: ticket } = await get('auth/getuserinfo', { code: await codeOf({ scope: 'snsapi_privateinfo' }) });
      expect(await post('auth/getuserdetail', { user_ticket: ticket })).toMatchObject({ errcode: 0, userid: 'ZhangWei', mobile: '13810000000' });
      sandbox.clock.advance({ seconds: 1800 });
      expect(await post('auth/getuserdetail', { user_ticket: ticket })).toMatchObject({ errcode: 84014 });
      expect(await post('auth/getuserdetail', { user_ticket: 'x' })).toMatchObject({ errcode: 84015 });
    });

    it('writes UserId on the older path', async () => {
      expect(await get('user/getuserinfo', { code: await codeOf() })).toMatchObject({ errcode: 0, UserId: 'ZhangWei' });
    });

    it('shows a page where nobody is known, or where the domain is not trusted', async () => {
      expect((await sandbox.http.get(address()).expect(200)).text).toContain('sign-in.js');
      expect((await withPhone({ redirect_uri: 'http://127.0.0.1:3001/' }).expect(200)).text).toContain('sign-in.js');
      const check = await sandbox.http.post('/sandbox/sign-in/check').send({ kind: 'oauth', appid: DEMO_CORP_ID, redirectUri: 'http://127.0.0.1:3001/' }).expect(400);
      expect(check.body).toMatchObject({ code: 'SIGN_IN_REFUSED', details: { errcode: 50001 } });
    });

    it('refuses members outside the range at the QR code, but not inside WeCom', async () => {
      const signIn = (kind: string, userId: string) =>
        sandbox.http.post('/sandbox/sign-in').send({ kind, appid: DEMO_CORP_ID, agentid: String(DEMO_AGENT_ID), redirectUri: 'http://localhost:3000/', state: 'x', corpId: DEMO_CORP_ID, userId });
      expect((await signIn('qr', 'DongWenJing').expect(400)).body).toMatchObject({ details: { errcode: 60021 } });
      await signIn('oauth', 'DongWenJing').expect(200);
      await signIn('qr', 'LiNa').expect(200);
    });
  });

  it('refuses a secret of another corp by its own code', async () => {
    const other = sandbox.platform.corps.get('ww91e6c3d8a4b7f025')!;
    expect(await sandbox.call('gettoken', { corpid: other.corpId, corpsecret: DEMO_APP_SECRET })).toMatchObject({ errcode: 40091 });
  });
});
