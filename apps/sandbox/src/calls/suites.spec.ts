import { xmlText } from '../domain/callbacks/xml';
import { DEMO_PROVIDER_CORP_ID, DEMO_PROVIDER_SECRET, DEMO_SUITE_ID, DEMO_SUITE_SECRET, DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET } from '../seed/demo-suites';
import { CallbackReceiver } from '../testing/callback-receiver';
import { SandboxUnderTest, START_TIMEOUT_MS, type Reply } from '../testing/sandbox-under-test';

const CORP_ID = 'ww91e6c3d8a4b7f025';

describe('suites, templates and authorizations', () => {
  let sandbox: SandboxUnderTest;
  let receiver: CallbackReceiver;

  beforeAll(async () => {
    [sandbox, receiver] = await Promise.all([SandboxUnderTest.start(), new CallbackReceiver().start()]);
  }, START_TIMEOUT_MS);

  beforeEach(() => {
    sandbox.reset();
    receiver.reset();
    receiver.answer = 'success';
    sandbox.platform.limits.callbackRetryMs = 1;
  });

  afterAll(async () => {
    await sandbox.close();
    await receiver.close();
  });

  const settled = () => sandbox.platform.callbacks.settled();
  const setCallback = (suiteId: string, which: string) => sandbox.http.put(`/sandbox/suites/${suiteId}/callback`).query({ which }).send(receiver.settings).expect(200);
  const ticketOf = async (suiteId: string) => String((await sandbox.http.post(`/sandbox/suites/${suiteId}/ticket`).expect(200)).body.ticket);
  const suiteToken = async (suiteId: string, secret: string) => String((await sandbox.call('service/get_suite_token', {}, { suite_id: suiteId, suite_secret: secret, suite_ticket: await ticketOf(suiteId) }))['suite_access_token']);
  const providerToken = async () => String((await sandbox.call('service/get_provider_token', {}, { corpid: DEMO_PROVIDER_CORP_ID, provider_secret: DEMO_PROVIDER_SECRET }))['provider_access_token']);
  const install = async (body: object) => (await sandbox.http.post('/sandbox/suites/installation').send({ corpId: CORP_ID, adminUserId: 'MuYun', ...body }).expect(200)).body as { redirect: string | null };
  const asSuite = (path: string, token: string, body: object = {}) => sandbox.call(path, { suite_access_token: token }, body);

  /** Installs the third-party suite from the provider's page. */
  async function authorizeSuite(): Promise<{ token: string; permanent: Reply }> {
    const token = await suiteToken(DEMO_SUITE_ID, DEMO_SUITE_SECRET);
    const { pre_auth_code: preAuthCode } = await sandbox.call('service/get_pre_auth_code', { suite_access_token: token });
    const { redirect } = await install({ suiteId: DEMO_SUITE_ID, preAuthCode, redirectUri: 'http://provider.test/done', state: 'tenant42' });
    const target = new URL(redirect ?? '');
    expect(target.searchParams.get('expires_in')).toBe('600');
    expect(target.searchParams.get('state')).toBe('tenant42');
    const permanent = await asSuite('service/v2/get_permanent_code', token, { auth_code: target.searchParams.get('auth_code') });
    return { token, permanent };
  }

  const corpIdOf = (permanent: Reply) => (permanent['auth_corp_info'] as { corpid: string }).corpid;

  describe('tickets and suite tokens', () => {
    it('pushes tickets to the instruction callback, sealed for the suite', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      const ticket = await ticketOf(DEMO_SUITE_ID);
      await settled();
      expect(receiver.kinds).toEqual(['suite_ticket']);
      expect(receiver.received[0]).toMatchObject({ receiveId: DEMO_SUITE_ID, toUserName: DEMO_SUITE_ID, agentId: '' });
      expect(xmlText(receiver.received[0].xml, 'SuiteTicket')).toBe(ticket);
    });

    it('marks an answer other than success', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      receiver.answer = '"success"';
      await ticketOf(DEMO_SUITE_ID);
      await settled();
      expect((await sandbox.get('callbacks'))['callbacks']).toMatchObject([{ kind: 'suite_ticket', state: 'refused' }]);
      expect(receiver.received).toHaveLength(1);
    });

    it('takes a ticket for half an hour', async () => {
      const ticket = await ticketOf(DEMO_SUITE_ID);
      const ask = (fields: object = {}) => sandbox.call('service/get_suite_token', {}, { suite_id: DEMO_SUITE_ID, suite_secret: DEMO_SUITE_SECRET, suite_ticket: ticket, ...fields });
      const reply = await ask();
      expect(reply).toMatchObject({ suite_access_token: expect.any(String), expires_in: 7200 });
      expect(reply).not.toHaveProperty('errcode');
      expect(await ask({ suite_id: 'ww0' })).toMatchObject({ errcode: 40083 });
      expect(await ask({ suite_secret: 'x' })).toMatchObject({ errcode: 40080 });
      expect(await ask({ suite_ticket: 'x' })).toMatchObject({ errcode: 40085 });
      sandbox.clock.advance({ minutes: 30 });
      expect(await ask()).toMatchObject({ errcode: 40085 });
    });

    it('tells an unknown suite token from an expired one', async () => {
      const token = await suiteToken(DEMO_SUITE_ID, DEMO_SUITE_SECRET);
      expect(await sandbox.call('service/get_pre_auth_code', {})).toMatchObject({ errcode: 41022 });
      expect(await sandbox.call('service/get_pre_auth_code', { suite_access_token: 'x' })).toMatchObject({ errcode: 40082 });
      sandbox.clock.advance({ hours: 2 });
      expect(await sandbox.call('service/get_pre_auth_code', { suite_access_token: token })).toMatchObject({ errcode: 42009 });
    });
  });

  describe('third-party suite', () => {
    it('goes from the install page to a message', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      const { token, permanent } = await authorizeSuite();
      await settled();
      // Installations from the provider's own page send no create_auth.
      expect(receiver.kinds).toEqual(['suite_ticket']);
      expect(permanent).toMatchObject({ errcode: 0, permanent_code: expect.any(String), auth_corp_info: { corp_name: '云岭物流' } });
      expect(corpIdOf(permanent)).toMatch(/^wp/);
      const auth = { auth_corpid: corpIdOf(permanent), permanent_code: permanent['permanent_code'] };
      const info = await asSuite('service/v2/get_auth_info', token, auth);
      const [agent] = (info['auth_info'] as { agent: { agentid: number }[] }).agent;
      expect(info).toMatchObject({ auth_corp_info: { corp_user_max: 200, corp_type: 'verified' }, auth_info: { agent: [{ is_customized_app: false, privilege: { level: 1 } }] } });
      const corpToken = await asSuite('service/get_corp_token', token, auth);
      expect(corpToken).toMatchObject({ access_token: expect.any(String), expires_in: 7200 });
      expect(corpToken).not.toHaveProperty('errcode');

      const access = String(corpToken['access_token']);
      const list = (await sandbox.call('user/simplelist', { access_token: access, department_id: 2 }))['userlist'] as { userid: string; name: string }[];
      expect(list).toHaveLength(2);
      expect(list[0].userid).toMatch(/^wo/);
      expect(list[0].name).toBe(list[0].userid);
      const send = (touser: string) => sandbox.call('message/send', { access_token: access }, { agentid: agent.agentid, touser, msgtype: 'text', text: { content: '你好' } });
      expect(await send(list[0].userid)).toMatchObject({ errcode: 0, invaliduser: '' });
      expect(await send('DuanLei')).toMatchObject({ errcode: 81013 });
      expect(await send(list[0].userid.toLowerCase())).toMatchObject({ errcode: 81013 });
    });

    it('sends create_auth when it is installed from the market', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      expect((await install({ suiteId: DEMO_SUITE_ID })).redirect).toBeNull();
      await settled();
      expect(receiver.kinds).toEqual(['create_auth']);
      const code = xmlText(receiver.received[0].xml, 'AuthCode');
      const token = await suiteToken(DEMO_SUITE_ID, DEMO_SUITE_SECRET);
      expect(await asSuite('service/v2/get_permanent_code', token, { auth_code: code })).toMatchObject({ errcode: 0 });
      expect(await asSuite('service/v2/get_permanent_code', token, { auth_code: code })).toMatchObject({ errcode: 40078 });
    });

    it('lets an auth_code live ten minutes and a pre_auth_code twenty', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      await install({ suiteId: DEMO_SUITE_ID });
      await settled();
      const token = await suiteToken(DEMO_SUITE_ID, DEMO_SUITE_SECRET);
      const { pre_auth_code: preAuthCode } = await sandbox.call('service/get_pre_auth_code', { suite_access_token: token });
      sandbox.clock.advance({ minutes: 10 });
      const createAuth = receiver.received.find(({ xml }) => xmlText(xml, 'InfoType') === 'create_auth');
      expect(await asSuite('service/v2/get_permanent_code', token, { auth_code: xmlText(createAuth?.xml ?? '', 'AuthCode') })).toMatchObject({ errcode: 40078 });
      expect(await asSuite('service/set_session_info', token, { pre_auth_code: preAuthCode, session_info: { auth_type: 0 } })).toMatchObject({ errcode: 0 });
      sandbox.clock.advance({ minutes: 10 });
      expect(await asSuite('service/set_session_info', token, { pre_auth_code: preAuthCode })).toMatchObject({ errcode: 42007 });
      expect(await asSuite('service/set_session_info', token, { pre_auth_code: 'x' })).toMatchObject({ errcode: 40077 });
    });

    it('ends with cancel_auth: the permanent code and the tokens are dead', async () => {
      await setCallback(DEMO_SUITE_ID, 'callback');
      const { token, permanent } = await authorizeSuite();
      const auth = { auth_corpid: corpIdOf(permanent), permanent_code: permanent['permanent_code'] };
      const access = String((await asSuite('service/get_corp_token', token, auth))['access_token']);
      const [app] = sandbox.platform.appsOfSuite(DEMO_SUITE_ID);
      await sandbox.http.delete(`/sandbox/corps/${CORP_ID}/apps/${app.agentId}`).expect(204);
      await settled();
      const cancel = receiver.received.at(-1);
      expect(xmlText(cancel?.xml ?? '', 'InfoType')).toBe('cancel_auth');
      expect(xmlText(cancel?.xml ?? '', 'AuthCorpId')).toBe(corpIdOf(permanent));
      expect(await asSuite('service/v2/get_auth_info', token, auth)).toMatchObject({ errcode: 40084 });
      expect(await sandbox.call('agent/list', { access_token: access })).toMatchObject({ errcode: 40014 });
    });

    it('exchanges a sign-in by getuserinfo3rd only', async () => {
      const { token, permanent } = await authorizeSuite();
      const { body } = await sandbox.http.post('/sandbox/sign-in').send({ kind: 'oauth', appid: DEMO_SUITE_ID, redirectUri: 'http://127.0.0.1:3000/', state: 's', corpId: CORP_ID, userId: 'DuanLei' }).expect(200);
      const code = new URL(body.redirect).searchParams.get('code') ?? '';
      expect(await sandbox.call('service/auth/getuserinfo3rd', { suite_access_token: token, code })).toMatchObject({ errcode: 0, corpid: corpIdOf(permanent), userid: expect.stringMatching(/^wo/) });
      const template = await suiteToken(DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET);
      expect(await sandbox.call('service/auth/getuserinfo3rd', { suite_access_token: template, code })).toMatchObject({ errcode: 48002 });
    });

    it('wants the address on the list of the provider', async () => {
      const token = await suiteToken(DEMO_SUITE_ID, DEMO_SUITE_SECRET);
      sandbox.platform.suites.providers.get(DEMO_PROVIDER_CORP_ID)!.trustedIps = ['203.0.113.1'];
      expect(await sandbox.call('service/get_pre_auth_code', { suite_access_token: token })).toMatchObject({ errcode: 60020 });
    });
  });

  describe('customised app', () => {
    /** Confirms a link with state, and gives what the template's callback learned. */
    async function authorizeTemplate(): Promise<{ permanent: Reply; access: string; agentId: number }> {
      await setCallback(DEMO_TEMPLATE_ID, 'callback');
      const { qrcode_url: address } = await sandbox.call('service/get_customized_auth_url', { provider_access_token: await providerToken() }, { state: 'tenant42', templateid_list: [DEMO_TEMPLATE_ID] });
      const link = new URL(String(address)).searchParams.get('link');
      await install({ link });
      await settled();
      const createAuth = receiver.received.at(-1)?.xml ?? '';
      expect([xmlText(createAuth, 'InfoType'), xmlText(createAuth, 'State')]).toEqual(['create_auth', 'tenant42']);
      const token = await suiteToken(DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET);
      const permanent = await asSuite('service/v2/get_permanent_code', token, { auth_code: xmlText(createAuth, 'AuthCode') });
      const access = await sandbox.token(corpIdOf(permanent), String(permanent['permanent_code']));
      const [app] = sandbox.platform.appsOfSuite(DEMO_TEMPLATE_ID);
      return { permanent, access, agentId: app.agentId };
    }

    it('goes from the link to a message: the permanent code is the secret', async () => {
      const { permanent, access, agentId } = await authorizeTemplate();
      expect(permanent).toMatchObject({ errcode: 0, state: 'tenant42' });
      expect(await sandbox.call('agent/get', { access_token: access, agentid: agentId })).toMatchObject({ errcode: 0, customized_publish_status: 1 });
      expect(await sandbox.call('agent/get_permissions', { access_token: access }, {})).toMatchObject({ app_permissions: expect.arrayContaining(['contact:base:base']) });
      expect(await sandbox.call('agent/get_admin_list', { access_token: access }, {})).toMatchObject({ admin: [{ userid: expect.stringMatching(/^wo/), auth_type: 1 }] });
      const converted = await sandbox.call('batch/userid_to_openuserid', { access_token: access }, { userid_list: ['duanlei', 'Nobody'] });
      expect(converted).toMatchObject({ open_userid_list: [{ userid: 'duanlei', open_userid: expect.stringMatching(/^wo/) }], invalid_userid_list: ['Nobody'] });
      const token = await suiteToken(DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET);
      expect(await asSuite('service/get_corp_token', token, { auth_corpid: corpIdOf(permanent), permanent_code: permanent['permanent_code'] })).toMatchObject({ errcode: 40084 });
    });

    it('tells the template when its app goes online and when the secret is reset', async () => {
      const { access, agentId } = await authorizeTemplate();
      await sandbox.http.patch(`/sandbox/corps/${CORP_ID}/apps/${agentId}`).send({ publishStatus: 2 }).expect(200);
      await sandbox.http.post(`/sandbox/corps/${CORP_ID}/apps/${agentId}/secret/reset`).expect(200);
      await settled();
      expect(receiver.kinds.slice(-2).toSorted()).toEqual(['change_auth', 'reset_permanent_code']);
      expect(await sandbox.call('agent/list', { access_token: access })).toMatchObject({ errcode: 40014 });
      const code = receiver.received.map(({ xml }) => xml).find((xml) => xmlText(xml, 'InfoType') === 'reset_permanent_code') ?? '';
      const next = await asSuite('service/v2/get_permanent_code', await suiteToken(DEMO_TEMPLATE_ID, DEMO_TEMPLATE_SECRET), { auth_code: xmlText(code, 'AuthCode') });
      expect(await sandbox.token(corpIdOf(next), String(next['permanent_code']))).toEqual(expect.stringMatching(/.+/));
    });

    it('lists members without a licence, and passes them over in departments', async () => {
      const { access, agentId } = await authorizeTemplate();
      const app = sandbox.platform.app(CORP_ID, agentId)!;
      await sandbox.http.put(`/sandbox/corps/${CORP_ID}/apps/${agentId}/licence`).send({ trialEndsAt: '2026-03-01T00:00:00Z', users: ['MuYun'] }).expect(200);
      const idOf = (userId: string) => app.idOf(app.corp.member(userId)!);
      const send = (fields: object) => sandbox.call('message/send', { access_token: access }, { agentid: agentId, msgtype: 'text', text: { content: 'x' }, ...fields });
      expect(await send({ touser: `${idOf('MuYun')}|${idOf('DuanLei')}` })).toMatchObject({ errcode: 0, unlicenseduser: idOf('DuanLei').toLowerCase() });
      expect(await send({ touser: idOf('DuanLei') })).toMatchObject({ errcode: 81013, unlicenseduser: idOf('DuanLei').toLowerCase() });
      expect(await send({ toparty: '2' })).toMatchObject({ errcode: 0, unlicenseduser: '' });
      expect(await sandbox.get('counts')).toMatchObject({ deliveries: 1 });
    });

    it('sends contact changes as events of the app', async () => {
      await setCallback(DEMO_TEMPLATE_ID, 'dataCallback');
      const { agentId } = await authorizeTemplate();
      await sandbox.http.delete(`/sandbox/corps/${CORP_ID}/members/YangJinHua`).expect(204);
      await settled();
      const app = sandbox.platform.app(CORP_ID, agentId)!;
      const change = receiver.received.find(({ xml }) => xmlText(xml, 'ChangeType') === 'delete_user');
      expect(change).toMatchObject({ receiveId: app.visibleCorpId, agentId: String(agentId) });
      expect(xmlText(change?.xml ?? '', 'Event')).toBe('change_contact');
    });

    it('refuses links for templates of others, and a state that is too long', async () => {
      const token = await providerToken();
      const ask = (body: object) => sandbox.call('service/get_customized_auth_url', { provider_access_token: token }, body);
      expect(await ask({ state: 'x'.repeat(33), templateid_list: [DEMO_TEMPLATE_ID] })).toMatchObject({ errcode: 40058 });
      expect(await ask({ state: 'x', templateid_list: ['dk0'] })).toMatchObject({ errcode: 842003 });
      expect(await ask({ state: 'x', templateid_list: [] })).toMatchObject({ errcode: 40058 });
    });
  });

  it('gives the encrypted corpid of authorized corps only', async () => {
    const convert = async (corpid: string) => sandbox.call('service/corpid_to_opencorpid', { provider_access_token: await providerToken() }, { corpid });
    expect(await convert(CORP_ID)).toMatchObject({ errcode: 48001 });
    const { permanent } = await authorizeSuite();
    expect(await convert(CORP_ID)).toMatchObject({ errcode: 0, open_corpid: corpIdOf(permanent) });
  });

  it('searches members by name and pinyin for the provider', async () => {
    const { permanent } = await authorizeSuite();
    const search = async (fields: object) => sandbox.call('service/contact/search', { provider_access_token: await providerToken() }, { auth_corpid: corpIdOf(permanent), ...fields });
    expect(await search({ query_word: '段', query_type: 1 })).toMatchObject({ errcode: 0, is_last: true, query_result: { user: { userid: [expect.stringMatching(/^wo/)] } } });
    expect(await search({ query_word: 'yang', query_type: 1 })).toMatchObject({ query_result: { user: { userid: [expect.any(String)] } } });
    expect(await search({ query_word: '段', query_type: 1, full_match_field: 1 })).toMatchObject({ query_result: { user: { userid: [] } } });
    expect(await search({ query_word: '调度', query_type: 2 })).toMatchObject({ query_result: { party: { department_id: [2] } } });
  });
});
