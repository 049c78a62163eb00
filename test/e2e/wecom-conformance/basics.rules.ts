import { agentGet, agentGetAdminList, agentGetPermissions, corpidToOpencorpid, getApiDomainIp, getCallbackIp, getCorpToken, getSuiteToken, gettoken, messageSend, userGet, type AppMessageContent } from '#wecom';
import type { Rule } from './rule';
import { DEMO, rawCall } from './world';

const text = { touser: 'ZhangWei', msgtype: 'text', text: { content: '日报' } };

/** Sections 0 to 2.3: ground rules, access tokens, kinds of app. */
export const BASICS: Rule[] = [
  ['0', 'a call without its token: 41001', (w) => w.refusedWith(41001, w.transport.call(rawCall('message/send', { body: '{}', token: 'none' }), undefined))],
  ['0', 'a token in the body does not count', async (w) => w.refusedWith(41001, w.transport.call(rawCall('agent/get', { body: JSON.stringify({ access_token: await w.token() }), token: 'none' }), undefined))],
  ['0', 'a refusal is HTTP 200 with a code, and its text tells the address that WeCom saw', async (w) => {
    const error = await w.refused(w.call(agentGet, { agentId: 1 }));
    expect(error).toMatchObject({ errcode: 40056, seenIp: '127.0.0.1', details: { errmsg: expect.stringContaining('hint: [') } });
  }],
  ['0', 'success is errcode 0', async (w) => expect(await w.call(rawCall('agent/list'), undefined)).toMatchObject({ errcode: 0, errmsg: 'ok' })],
  ['0', 'old calls give no errcode on success', async (w) => {
    const { ticket } = await w.admin<{ ticket: string }>('post', `suites/${DEMO.customized.suiteId}/ticket`);
    const reply = await w.transport.call(getSuiteToken, { ...DEMO.customized, suiteTicket: ticket });
    expect(reply).not.toHaveProperty('errcode');
  }],
  ['0', 'a number given as text is tolerated, with a warning that counts as our fault', async (w) => {
    const before = w.transport.counts().wrongJson;
    await w.sendRaw({ ...text, agentid: String(DEMO.agentId) });
    expect(await w.phone('ZhangWei')).toHaveLength(1);
    expect(w.transport.counts().wrongJson).toBe(before + 1);
  }],
  ['0', 'JSON that cannot be read counts as empty, with the warning', async (w) => {
    const error = await w.refused(w.post('{"touser":'));
    expect(error).toMatchObject({ errcode: 41011, details: { errmsg: expect.stringContaining('wrong json format') } });
  }],
  ['0', 'debug mode allows five calls a minute', async (w) => {
    const debugged = rawCall('agent/list', { query: { debug: '1' } });
    for (let i = 0; i < 5; i += 1) await w.call(debugged, undefined);
    await w.refusedWith(45009, w.call(debugged, undefined));
  }],
  ['0', 'a token of an app does not open calls of a suite: 40082', async (w) => w.refusedWith(40082, w.call(rawCall('service/get_pre_auth_code', { token: 'suite_access_token' }), undefined))],
  ['0', 'a suite token under its own name does not open calls of an app: 41001', async (w) =>
    w.refusedWith(41001, w.transport.call(rawCall('agent/list', { token: 'suite_access_token' }), undefined, { token: await w.suiteToken('customized') }))],
  ['0', 'a suite token in place of an app token: 40014', async (w) => w.refusedWith(40014, w.call(agentGet, { agentId: DEMO.agentId }, await w.suiteToken('customized')))],

  ['1.1', 'gettoken gives a token of at most 512 bytes that lives 7200 s', async (w) => {
    const reply = await w.transport.call(gettoken, { corpId: DEMO.corpId, secret: DEMO.secret });
    expect(reply.expires_in).toBe(7200);
    expect(Buffer.byteLength(reply.access_token)).toBeLessThanOrEqual(512);
  }],
  ['1.1', 'inside its life the same token comes again, with what is left of it', async (w) => {
    const first = await w.token();
    w.sandbox.clock.advance({ hours: 1 });
    expect(await w.transport.call(gettoken, { corpId: DEMO.corpId, secret: DEMO.secret })).toMatchObject({ access_token: first, expires_in: 3600 });
  }],
  ['1.1', 'each app has its own token: 301002 with another agentid', async (w) => {
    const other = await w.admin<{ agentId: number; secret: string }>('post', `corps/${DEMO.corpId}/apps`, { name: '另一个', range: { users: [], parties: [1], tags: [] } });
    const otherToken = await w.token(other.secret);
    expect(otherToken).not.toBe(await w.token());
    await w.refusedWith(301002, w.sendText('x', {}, otherToken));
  }],
  ['1.1', 'a wrong secret: 40001, final for the app', async (w) => expect(await w.refused(w.token('wrong'))).toMatchObject({ errcode: 40001, fault: 'app' })],
  ['1.1', 'an unknown CorpID: 40013', (w) => w.refusedWith(40013, w.token(DEMO.secret, 'ww0000000000000000'))],
  ['1.1', 'the secret of another corp: 40091', (w) => w.refusedWith(40091, w.token(DEMO.secret, DEMO.secondCorpId))],
  ['1.1', 'no secret: 41004', (w) => w.refusedWith(41004, w.token(''))],
  ['1.1', 'no CorpID: 41002', (w) => w.refusedWith(41002, w.token(DEMO.secret, ''))],
  ['1.1', 'a plain CorpID ignores case', async (w) => expect(await w.token(DEMO.secret, DEMO.corpId.toUpperCase())).toBe(await w.token())],
  ['1.1', 'a disabled app gets no token: 40001', async (w) => {
    await w.admin('patch', w.appPath(), { enabled: false });
    await w.refusedWith(40001, w.token());
  }],
  ['1.1', 'many wrong secrets close gettoken to the address for an hour, for every corp', async (w) => {
    w.limits({ wrongSecretsPerHour: 3 });
    for (let i = 0; i < 3; i += 1) await w.refusedWith(40001, w.token('wrong'));
    expect(await w.refused(w.token())).toMatchObject({ errcode: 45009, fault: 'busy' });
    w.sandbox.clock.advance({ minutes: 59 });
    await w.refusedWith(45009, w.token());
    w.sandbox.clock.advance({ minutes: 2 });
    await w.token();
  }],
  ['1.2', 'an expired token: 42001, to be renewed', async (w) => {
    const token = await w.token();
    w.sandbox.clock.advance({ seconds: 7201 });
    expect(await w.refused(w.sendText('x', {}, token))).toMatchObject({ errcode: 42001, fault: 'token' });
    expect(await w.token()).not.toBe(token);
  }],
  ['1.2', 'a token that WeCom took back early: 40014, to be renewed', async (w) => {
    const token = await w.token();
    await w.admin('post', `${w.appPath()}/tokens/invalidate`);
    expect(await w.refused(w.sendText('x', {}, token))).toMatchObject({ errcode: 40014, fault: 'token' });
    expect(await w.token()).not.toBe(token);
  }],
  ['1.2', '40001 on another call is a stale token', async (w) => {
    w.fault({ kind: 'errcode', errcode: 40001, api: 'message/send', times: 1 });
    expect(await w.refused(w.sendText())).toMatchObject({ fault: 'token' });
  }],
  ['1.2', 'a reset secret kills the old one and its tokens at once', async (w) => {
    const token = await w.token();
    const { secret } = await w.admin<{ secret: string }>('post', `${w.appPath()}/secret/reset`);
    await w.refusedWith(40014, w.sendText('x', {}, token));
    await w.refusedWith(40001, w.token());
    await w.sendText('x', {}, await w.token(secret));
  }],
  ['1.2', 'an expired suite token: 42009', async (w) => {
    const token = await w.suiteToken('customized');
    w.sandbox.clock.advance({ seconds: 7201 });
    expect(await w.refused(w.call(rawCall('service/get_pre_auth_code', { token: 'suite_access_token' }), undefined, token))).toMatchObject({ errcode: 42009, fault: 'token' });
  }],
  ['1.3', 'from an address that is not listed gettoken works and the business call gives 60020', async (w) => {
    await w.admin('patch', w.appPath(), { trustedIps: ['203.0.113.7'] });
    const token = await w.token();
    expect(await w.refused(w.call(agentGet, { agentId: DEMO.agentId }, token))).toMatchObject({ errcode: 60020, fault: 'app', seenIp: '127.0.0.1' });
  }],
  ['1.3', 'a listed address may call', async (w) => {
    await w.admin('patch', w.appPath(), { trustedIps: ['127.0.0.1'] });
    await w.call(agentGet, { agentId: DEMO.agentId });
  }],
  ['1.3', 'suite apps go by the list of the provider', async (w) => {
    const app = await w.install('customized');
    const provider = w.sandbox.platform.suites.providers.get(DEMO.providerCorpId);
    if (provider) provider.trustedIps = ['203.0.113.7'];
    await w.refusedWith(60020, w.call(agentGet, { agentId: app.agentId }, app.token));
    if (provider) provider.trustedIps = ['127.0.0.1'];
    await w.call(agentGet, { agentId: app.agentId }, app.token);
  }],
  ['1.3', 'get_api_domain_ip lists the addresses of the API', async (w) => expect((await w.call(getApiDomainIp, undefined)).ip_list).not.toHaveLength(0)],
  ['1.3', 'getcallbackip lists where callbacks come from', async (w) => expect((await w.call(getCallbackIp, undefined)).ip_list).not.toHaveLength(0)],

  ['2.1', 'a customised app: the permanent code is the secret of gettoken', async (w) => {
    const app = await w.install('customized');
    await w.call(agentGet, { agentId: app.agentId }, await w.token(app.permanentCode, app.corpId));
  }],
  ['2.1', 'a customised app does not use get_corp_token: 40084', async (w) => {
    const app = await w.install('customized');
    await w.refusedWith(40084, w.call(getCorpToken, { authCorpId: app.corpId, permanentCode: app.permanentCode }, app.suiteToken));
  }],
  ['2.1', 'a third-party app uses get_corp_token and not gettoken', async (w) => {
    const app = await w.install('thirdParty');
    await w.call(agentGet, { agentId: app.agentId }, app.token);
    await w.refusedWith(40001, w.token(app.permanentCode, app.corpId));
  }],
  ['2.1', 'providers see encrypted ids, self-built apps plain ones', async (w) => {
    const app = await w.install('customized');
    expect(app.corpId).toMatch(/^wp/);
    expect((await w.call(userGet, { userId: w.openIdOf(app, 'ZhangWei') }, app.token)).userid).toMatch(/^wo/);
    expect((await w.call(userGet, { userId: 'ZhangWei' })).userid).toBe('ZhangWei');
  }],
  ['2.1', 'third-party apps never see names: the name is the userid', async (w) => {
    const app = await w.install('thirdParty');
    const userId = w.openIdOf(app, 'ZhangWei');
    expect(await w.call(userGet, { userId }, app.token)).toMatchObject({ userid: userId, name: userId });
  }],
  ['2.1', 'customised apps see names', async (w) => {
    const app = await w.install('customized');
    expect(await w.call(userGet, { userId: w.openIdOf(app, 'ZhangWei') }, app.token)).toMatchObject({ name: '张伟' });
  }],
  ['2.1', 'template_msg is for third-party apps', async (w) => {
    const content: AppMessageContent = { msgtype: 'template_msg', template_msg: { template_id: 'tpl-1', content_item: [{ key: '报表', value: '销售日报' }] } };
    await w.refusedWith(60206, w.send(content));
    const app = await w.install('thirdParty');
    await w.send(content, { touser: w.openIdOf(app, 'ZhangWei'), agentid: app.agentId }, app.token);
    expect(await w.lastOn('ZhangWei')).toMatchObject({ msgType: 'template_msg' });
  }],
  ['2.2', 'a CorpID alone gives nothing: 48001 until the corp authorizes the provider', async (w) => {
    const token = await w.providerToken();
    await w.refusedWith(48001, w.call(corpidToOpencorpid, { corpId: DEMO.corpId }, token));
    const app = await w.install('customized');
    expect(await w.call(corpidToOpencorpid, { corpId: DEMO.corpId }, token)).toMatchObject({ open_corpid: app.corpId });
  }],
  ['2.3', 'agent/get: name, visible range as nodes, not closed', async (w) => {
    const agent = await w.call(agentGet, { agentId: DEMO.agentId });
    expect(agent).toMatchObject({ agentid: DEMO.agentId, name: 'BI 报表', close: 0, allow_userinfos: { user: [] }, allow_partys: { partyid: [2, 5, 6, 7] }, allow_tags: { tagid: [1] } });
  }],
  ['2.3', 'agent/get of an app of another token: 301002; of none: 40056', async (w) => {
    const other = await w.admin<{ agentId: number }>('post', `corps/${DEMO.corpId}/apps`, { name: '另一个', range: { users: [], parties: [1], tags: [] } });
    await w.refusedWith(301002, w.call(agentGet, { agentId: other.agentId }));
    await w.refusedWith(40056, w.call(agentGet, { agentId: 7 }));
  }],
  ['2.3', 'agent/list names the app of the token', async (w) => expect(await w.call(rawCall('agent/list'), undefined)).toMatchObject({ agentlist: [{ agentid: DEMO.agentId, name: 'BI 报表' }] })],
  ['2.3', 'customized_publish_status for customised apps only', async (w) => {
    expect(await w.call(agentGet, { agentId: DEMO.agentId })).not.toHaveProperty('customized_publish_status');
    const app = await w.install('customized');
    expect(await w.call(agentGet, { agentId: app.agentId }, app.token)).toMatchObject({ customized_publish_status: 1 });
    await w.admin('patch', w.appPath(app.agentId), { publishStatus: 2 });
    expect(await w.call(agentGet, { agentId: app.agentId }, app.token)).toMatchObject({ customized_publish_status: 2 });
  }],
  ['2.3', 'an app that is disabled while its token lives: 50003', async (w) => {
    const token = await w.token();
    await w.admin('patch', w.appPath(), { enabled: false });
    expect(await w.refused(w.call(messageSend, { body: JSON.stringify({ agentid: DEMO.agentId, ...text }) }, token))).toMatchObject({ errcode: 50003, fault: 'app' });
  }],
  ['2.4', 'administrators of the app, and what it may do', async (w) => {
    const app = await w.install('customized');
    expect((await w.call(agentGetAdminList, undefined, app.token)).admin).toEqual([expect.objectContaining({ userid: expect.stringMatching(/^wo/), auth_type: 1 })]);
    expect((await w.call(agentGetPermissions, undefined, app.token)).app_permissions).toContain('contact:base:base');
  }],
];
