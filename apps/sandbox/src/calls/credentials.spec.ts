import { DEMO_AGENT_ID, DEMO_APP_SECRET, DEMO_CORP_ID } from '../seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

describe('credentials', () => {
  let sandbox: SandboxUnderTest;

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
  }, START_TIMEOUT_MS);

  beforeEach(() => sandbox.reset());

  afterAll(() => sandbox.close());

  const gettoken = (corpid: string, corpsecret: string) => sandbox.call('gettoken', { corpid, corpsecret });
  const agentGet = (token: string) => sandbox.call('agent/get', { access_token: token, agentid: DEMO_AGENT_ID });
  const demoApp = () => sandbox.platform.app(DEMO_CORP_ID, DEMO_AGENT_ID)!;

  it('gives a token that opens the app, the same one inside its life', async () => {
    const first = await gettoken(DEMO_CORP_ID, DEMO_APP_SECRET);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
    sandbox.clock.advance({ minutes: 10 });
    expect(await gettoken(DEMO_CORP_ID, DEMO_APP_SECRET)).toMatchObject({ access_token: first['access_token'], expires_in: 6600 });
    expect(await agentGet(String(first['access_token']))).toMatchObject({ errcode: 0, agentid: DEMO_AGENT_ID, name: 'BI 报表', close: 0, allow_partys: { partyid: [2, 5, 6, 7] } });
  });

  it.each([
    [40013, 'ww0000000000000000', DEMO_APP_SECRET],
    [40001, DEMO_CORP_ID, 'wrong'],
    [41002, '', DEMO_APP_SECRET],
    [41004, DEMO_CORP_ID, ''],
  ])('answers %i to bad credentials', async (errcode, corpId, secret) => {
    expect(await gettoken(corpId, secret)).toMatchObject({ errcode, errmsg: expect.stringContaining('from ip: 127.0.0.1') });
  });

  it('answers 40001 for a disabled app, and 50003 to a token it still holds', async () => {
    const token = await sandbox.token();
    demoApp().data.enabled = false;
    expect(await gettoken(DEMO_CORP_ID, DEMO_APP_SECRET)).toMatchObject({ errcode: 40001 });
    expect(await agentGet(token)).toMatchObject({ errcode: 50003 });
  });

  it('tells a missing, an unknown, an expired and a withdrawn token apart', async () => {
    const token = await sandbox.token();
    expect(await sandbox.call('agent/get', { agentid: DEMO_AGENT_ID })).toMatchObject({ errcode: 41001 });
    expect(await agentGet('nonsense')).toMatchObject({ errcode: 40014 });
    sandbox.clock.advance({ seconds: 7200 });
    expect(await agentGet(token)).toMatchObject({ errcode: 42001 });
    const next = await sandbox.token();
    expect(next).not.toBe(token);
    sandbox.platform.tokens.invalidate(next);
    expect(await agentGet(next)).toMatchObject({ errcode: 40014 });
  });

  it('refuses an address that is not on the allow list, but still gives the token', async () => {
    demoApp().data.trustedIps = ['203.0.113.7'];
    const token = await sandbox.token();
    expect(await agentGet(token)).toMatchObject({ errcode: 60020 });
    demoApp().data.trustedIps = ['203.0.113.7', '127.0.0.1'];
    expect(await agentGet(token)).toMatchObject({ errcode: 0 });
  });

  it('closes gettoken to an address with too many wrong secrets, for all corps, for an hour', async () => {
    sandbox.platform.limits.wrongSecretsPerHour = 3;
    for (let i = 0; i < 3; i += 1) expect(await gettoken(DEMO_CORP_ID, 'wrong')).toMatchObject({ errcode: 40001 });
    expect(await gettoken(DEMO_CORP_ID, DEMO_APP_SECRET)).toMatchObject({ errcode: 45009 });
    sandbox.clock.advance({ hours: 1 });
    expect(await gettoken(DEMO_CORP_ID, DEMO_APP_SECRET)).toMatchObject({ errcode: 0 });
  });

  it('blocks a call for a minute when a corp asks too often', async () => {
    sandbox.platform.limits.corpApiPerMinute = 2;
    const token = await sandbox.token();
    expect(await agentGet(token)).toMatchObject({ errcode: 0 });
    expect(await agentGet(token)).toMatchObject({ errcode: 0 });
    expect(await agentGet(token)).toMatchObject({ errcode: 45009 });
    sandbox.clock.advance({ seconds: 59 });
    expect(await agentGet(token)).toMatchObject({ errcode: 45009 });
    sandbox.clock.advance({ seconds: 1 });
    expect(await agentGet(token)).toMatchObject({ errcode: 0 });
  });

  it('keeps secrets and tokens out of the journal', async () => {
    const token = await sandbox.token();
    await agentGet(token);
    const journal = JSON.stringify(await sandbox.get('journal'));
    expect(journal).toContain('agent/get');
    expect(journal).not.toContain(DEMO_APP_SECRET);
    expect(journal).not.toContain(token);
    expect((await sandbox.get('journal/counts'))['calls']).toEqual({ gettoken: { 0: 1 }, 'agent/get': { 0: 1 } });
  });
});
