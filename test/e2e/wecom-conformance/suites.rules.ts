import {
  authGetuserinfo,
  authGetuserinfo3rd,
  getAuthInfo,
  getCorpToken,
  getCustomizedAuthUrl,
  getOpenidMigration,
  getPermanentCode,
  getPreAuthCode,
  getProviderToken,
  getSuiteToken,
  openuseridToUserid,
  setSessionInfo,
  userGet,
  useridToOpenuserid,
} from '#wecom';
import type { Rule } from './rule';
import { DEMO, type World } from './world';

const { customized, thirdParty } = DEMO;
const ticketOf = async (w: World, suiteId: string): Promise<string> => (await w.admin<{ ticket: string }>('post', `suites/${suiteId}/ticket`)).ticket;

/** Confirms a link of customised templates as the corp's administrator does. */
async function confirmLink(w: World, state: string): Promise<void> {
  const { qrcode_url: url } = await w.call(getCustomizedAuthUrl, { state, templateIds: [customized.suiteId] }, await w.providerToken());
  await w.admin('post', 'suites/installation', { link: new URL(url).searchParams.get('link'), corpId: DEMO.corpId });
  await w.callbacksSettled();
}

/** Sections 2.4 to 2.8: suites, customised apps, authorization callbacks, ids, licences. */
export const SUITES: Rule[] = [
  ['2.4', 'no suite token without a pushed ticket: 40085, to be waited for', async (w) =>
    expect(await w.refused(w.transport.call(getSuiteToken, { ...thirdParty, suiteTicket: 'made-up' }))).toMatchObject({ errcode: 40085, fault: 'busy' })],
  ['2.4', 'a ticket lives half an hour', async (w) => {
    const suiteTicket = await ticketOf(w, thirdParty.suiteId);
    w.sandbox.clock.advance({ minutes: 29 });
    await w.transport.call(getSuiteToken, { ...thirdParty, suiteTicket });
    w.sandbox.clock.advance({ minutes: 2 });
    await w.refusedWith(40085, w.transport.call(getSuiteToken, { ...thirdParty, suiteTicket }));
  }],
  ['2.4', 'get_suite_token: 7200 s', async (w) => {
    const suiteTicket = await ticketOf(w, thirdParty.suiteId);
    expect(await w.transport.call(getSuiteToken, { ...thirdParty, suiteTicket })).toMatchObject({ expires_in: 7200 });
  }],
  ['2.4', 'a wrong suite secret: 40080; an unknown suite: 40083', async (w) => {
    const suiteTicket = await ticketOf(w, thirdParty.suiteId);
    expect(await w.refused(w.transport.call(getSuiteToken, { ...thirdParty, suiteSecret: 'x', suiteTicket }))).toMatchObject({ errcode: 40080, fault: 'app' });
    await w.refusedWith(40083, w.transport.call(getSuiteToken, { ...thirdParty, suiteId: 'dk0', suiteTicket }));
  }],
  ['2.4', 'get_provider_token: 7200 s; a wrong secret: 40001, final', async (w) => {
    expect(await w.transport.call(getProviderToken, { corpId: DEMO.providerCorpId, providerSecret: DEMO.providerSecret })).toMatchObject({ expires_in: 7200 });
    expect(await w.refused(w.transport.call(getProviderToken, { corpId: DEMO.providerCorpId, providerSecret: 'x' }))).toMatchObject({ errcode: 40001, fault: 'app' });
  }],
  ['2.4', 'get_pre_auth_code: 1200 s', async (w) => expect(await w.call(getPreAuthCode, undefined, await w.suiteToken('thirdParty'))).toMatchObject({ expires_in: 1200 })],
  ['2.4', 'set_session_info takes a living code; an unknown one: 40077; an old one: 42007', async (w) => {
    const token = await w.suiteToken('thirdParty');
    const { pre_auth_code: preAuthCode } = await w.call(getPreAuthCode, undefined, token);
    await w.call(setSessionInfo, { preAuthCode, test: true }, token);
    expect(await w.refused(w.call(setSessionInfo, { preAuthCode: 'x', test: false }, token))).toMatchObject({ errcode: 40077, fault: 'login' });
    w.sandbox.clock.advance({ seconds: 1201 });
    await w.refusedWith(42007, w.call(setSessionInfo, { preAuthCode, test: false }, token));
  }],
  ['2.4', 'an installation from our own page comes back with auth_code, 600 s and the state', async (w) => {
    const back = await w.authorize('thirdParty', { state: 'tenant42' });
    expect(Object.fromEntries(back)).toMatchObject({ expires_in: '600', state: 'tenant42' });
    expect(Buffer.byteLength(back.get('auth_code') ?? '')).toBeGreaterThanOrEqual(64);
  }],
  ['2.4', 'v2/get_permanent_code: the code, the encrypted corp, who authorized', async (w) => {
    const suiteToken = await w.suiteToken('thirdParty');
    const authCode = (await w.authorize('thirdParty', { suiteToken })).get('auth_code') ?? '';
    const reply = await w.call(getPermanentCode, { authCode }, suiteToken);
    expect(reply).toMatchObject({ permanent_code: expect.any(String), auth_corp_info: { corpid: expect.stringMatching(/^wp/), corp_name: '示例集团' }, auth_user_info: { userid: expect.stringMatching(/^wo/) } });
    expect(Buffer.byteLength(reply.permanent_code)).toBeLessThanOrEqual(512);
  }],
  ['2.4', 'an auth_code works once: 40078', async (w) => {
    const suiteToken = await w.suiteToken('thirdParty');
    const authCode = (await w.authorize('thirdParty', { suiteToken })).get('auth_code') ?? '';
    await w.call(getPermanentCode, { authCode }, suiteToken);
    expect(await w.refused(w.call(getPermanentCode, { authCode }, suiteToken))).toMatchObject({ errcode: 40078, fault: 'login' });
  }],
  ['2.4', 'an auth_code lives ten minutes', async (w) => {
    const suiteToken = await w.suiteToken('thirdParty');
    const authCode = (await w.authorize('thirdParty', { suiteToken })).get('auth_code') ?? '';
    w.sandbox.clock.advance({ seconds: 601 });
    await w.refusedWith(40078, w.call(getPermanentCode, { authCode }, suiteToken));
  }],
  ['2.4', 'an auth_code is of one suite', async (w) => {
    const authCode = (await w.authorize('thirdParty')).get('auth_code') ?? '';
    await w.refusedWith(40078, w.call(getPermanentCode, { authCode }, await w.suiteToken('customized')));
  }],
  ['2.4', 'v2/get_auth_info: account cap, the one app, its range', async (w) => {
    const app = await w.install('thirdParty', { range: { users: ['ZhangWei'], parties: [3], tags: [1] } });
    const info = await w.call(getAuthInfo, { authCorpId: app.corpId, permanentCode: app.permanentCode }, app.suiteToken);
    expect(info.auth_corp_info).toMatchObject({ corpid: app.corpId, corp_type: 'verified', corp_user_max: 500, subject_type: 1 });
    expect(info.auth_info.agent).toEqual([expect.objectContaining({ agentid: app.agentId, auth_mode: 0, is_customized_app: false, privilege: expect.objectContaining({ allow_party: [3], allow_user: [w.openIdOf(app, 'ZhangWei')], allow_tag: [1] }) })]);
  }],
  ['2.4', 'a wrong permanent code: 40084, final for the corp', async (w) => {
    const app = await w.install('thirdParty');
    expect(await w.refused(w.call(getAuthInfo, { authCorpId: app.corpId, permanentCode: 'x' }, app.suiteToken))).toMatchObject({ errcode: 40084, fault: 'app' });
  }],
  ['2.4', 'get_corp_token has no errcode on success and lives 7200 s', async (w) => {
    const app = await w.install('thirdParty');
    w.sandbox.clock.advance({ hours: 3 });
    const reply = await w.call(getCorpToken, { authCorpId: app.corpId, permanentCode: app.permanentCode }, await w.suiteToken('thirdParty'));
    expect(reply).toMatchObject({ expires_in: 7200 });
    expect(reply).not.toHaveProperty('errcode');
  }],
  ['2.4', 'encrypted corpids are case-sensitive', async (w) => {
    const app = await w.install('thirdParty');
    await w.refusedWith(40084, w.call(getAuthInfo, { authCorpId: app.corpId.toLowerCase(), permanentCode: app.permanentCode }, app.suiteToken));
  }],

  ['2.5', 'a customised link lives ten days and brings the state back with the permanent code', async (w) => {
    await w.connectSuite('customized');
    expect(await w.call(getCustomizedAuthUrl, { state: 'tenant42', templateIds: [customized.suiteId] }, await w.providerToken())).toMatchObject({ expires_in: 864_000 });
    await confirmLink(w, 'tenant42');
    const { AuthCode: authCode = '' } = w.receiver.of('create_auth').fields;
    expect(await w.call(getPermanentCode, { authCode }, await w.suiteToken('customized'))).toMatchObject({ state: 'tenant42' });
  }],
  ['2.5', 'the state of a link: letters and digits, at most 32', async (w) => {
    const token = await w.providerToken();
    for (const state of ['x'.repeat(33), '租户42', 'a-b']) await w.refusedWith(40058, w.call(getCustomizedAuthUrl, { state, templateIds: [customized.suiteId] }, token));
  }],
  ['2.5', 'a link has 1 to 9 templates, and templates only', async (w) => {
    const token = await w.providerToken();
    await w.refusedWith(40058, w.call(getCustomizedAuthUrl, { state: 's', templateIds: [] }, token));
    await w.refusedWith(40058, w.call(getCustomizedAuthUrl, { state: 's', templateIds: Array.from({ length: 10 }, () => customized.suiteId) }, token));
    await w.refusedWith(842003, w.call(getCustomizedAuthUrl, { state: 's', templateIds: [thirdParty.suiteId] }, token));
  }],
  ['2.5', 'a customised app says so, and its level is always 0', async (w) => {
    const app = await w.install('customized');
    const info = await w.call(getAuthInfo, { authCorpId: app.corpId, permanentCode: app.permanentCode }, app.suiteToken);
    expect(info.auth_info.agent[0]).toMatchObject({ is_customized_app: true, privilege: { level: 0 } });
  }],

  ['2.6', 'suite_ticket: for the suite id, with an empty AgentID', async (w) => {
    await w.connectSuite('thirdParty');
    const ticket = await ticketOf(w, thirdParty.suiteId);
    await w.callbacksSettled();
    expect(w.receiver.of('suite_ticket')).toMatchObject({ receiveId: thirdParty.suiteId, toUserName: thirdParty.suiteId, fields: { SuiteId: thirdParty.suiteId, SuiteTicket: ticket } });
  }],
  ['2.6', 'create_auth for a link, with AuthCode and State', async (w) => {
    await w.connectSuite('customized');
    await confirmLink(w, 'tenant7');
    expect(w.receiver.of('create_auth').fields).toMatchObject({ SuiteId: customized.suiteId, State: 'tenant7', AuthCode: expect.stringMatching(/.{64}/) });
  }],
  ['2.6', 'no create_auth when the installation began on our own page', async (w) => {
    await w.connectSuite('thirdParty');
    await w.authorize('thirdParty');
    await w.callbacksSettled();
    expect(w.receiver.kinds()).not.toContain('create_auth');
  }],
  ['2.6', 'change_auth when the visible range changes', async (w) => {
    await w.connectSuite('thirdParty');
    const app = await w.install('thirdParty');
    await w.admin('put', `${w.appPath(app.agentId)}/range`, { users: [], parties: [3], tags: [] });
    await w.callbacksSettled();
    expect(w.receiver.of('change_auth').fields).toMatchObject({ SuiteId: thirdParty.suiteId, AuthCorpId: app.corpId });
  }],
  ['2.6', 'cancel_auth: then the permanent code and the token are dead', async (w) => {
    await w.connectSuite('thirdParty');
    const app = await w.install('thirdParty');
    await w.admin('delete', w.appPath(app.agentId));
    await w.callbacksSettled();
    expect(w.receiver.of('cancel_auth').fields).toMatchObject({ AuthCorpId: app.corpId });
    await w.refusedWith(40084, w.call(getAuthInfo, { authCorpId: app.corpId, permanentCode: app.permanentCode }, app.suiteToken));
    await w.refusedWith(40014, w.sendText('x', { agentid: app.agentId }, app.token));
  }],
  ['2.6', 'reset_permanent_code: its AuthCode gives the new secret', async (w) => {
    await w.connectSuite('customized');
    const app = await w.install('customized');
    await w.admin('post', `${w.appPath(app.agentId)}/secret/reset`);
    await w.callbacksSettled();
    const { AuthCode: authCode = '' } = w.receiver.of('reset_permanent_code').fields;
    const { permanent_code: fresh } = await w.call(getPermanentCode, { authCode }, app.suiteToken);
    expect(fresh).not.toBe(app.permanentCode);
    await w.refusedWith(40001, w.token(app.permanentCode, app.corpId));
    await w.token(fresh, app.corpId);
  }],
  ['2.6', 'change_contact reaches third-party suites as an instruction', async (w) => {
    await w.connectSuite('thirdParty');
    const app = await w.install('thirdParty');
    const openId = w.openIdOf(app, 'LiNa');
    await w.admin('delete', `corps/${DEMO.corpId}/members/LiNa`);
    await w.callbacksSettled();
    expect(w.receiver.of('change_contact').fields).toMatchObject({ ChangeType: 'delete_user', AuthCorpId: app.corpId, UserID: openId, OpenUserID: openId });
  }],
  ['2.6', 'the answer to a suite must be exactly success', async (w) => {
    await w.connectSuite('thirdParty');
    w.receiver.answer = () => ({ status: 200, body: '{"errcode":0}' });
    await ticketOf(w, thirdParty.suiteId);
    await w.callbacksSettled();
    expect((await w.sandbox.get('callbacks'))['callbacks']).toContainEqual(expect.objectContaining({ kind: 'suite_ticket', state: 'refused' }));
  }],

  ['2.7', "plain userids become the provider's; unknown ones are named", async (w) => {
    const app = await w.install('customized');
    const reply = await w.call(useridToOpenuserid, { userIds: ['ZhangWei', 'nobody'] }, app.token);
    expect(reply).toMatchObject({ open_userid_list: [{ userid: 'ZhangWei', open_userid: w.openIdOf(app, 'ZhangWei') }], invalid_userid_list: ['nobody'] });
  }],
  ['2.7', 'at most 1000 ids at once: 40032', async (w) => {
    const app = await w.install('customized');
    await w.refusedWith(40032, w.call(useridToOpenuserid, { userIds: Array.from({ length: 1001 }, (_, i) => `u${i}`) }, app.token));
  }],
  ['2.7', 'too many wrong ids close the conversion for a day', async (w) => {
    const app = await w.install('customized');
    await w.call(useridToOpenuserid, { userIds: Array.from({ length: 100 }, (_, i) => `wrong${i}`) }, app.token);
    await w.refusedWith(45009, w.call(useridToOpenuserid, { userIds: ['ZhangWei'] }, app.token));
  }],
  ['2.7', 'self-built apps have plain ids already: 48002', (w) => w.refusedWith(48002, w.call(useridToOpenuserid, { userIds: ['ZhangWei'] }))],
  ['2.7', 'the way back is open to the corp’s self-built app', async (w) => {
    const app = await w.install('customized');
    const openId = w.openIdOf(app, 'ZhangWei');
    expect(await w.call(openuseridToUserid, { openUserIds: [openId, 'wo-unknown'], sourceAgentId: app.agentId })).toMatchObject({
      userid_list: [{ open_userid: openId, userid: 'ZhangWei' }],
      invalid_open_userid_list: ['wo-unknown'],
    });
  }],
  ['2.7', 'encrypted userids are case-sensitive, plain ones are not', async (w) => {
    const app = await w.install('customized');
    await w.refusedWith(60111, w.call(userGet, { userId: w.openIdOf(app, 'ZhangWei').toLowerCase() }, app.token));
    expect(await w.call(userGet, { userId: 'zhangwei' })).toMatchObject({ userid: 'ZhangWei' });
  }],
  ['2.7', 'the ids of one provider are the same for all its apps', async (w) => {
    const [first, second] = [await w.install('customized'), await w.install('thirdParty')];
    expect(w.openIdOf(first, 'ZhangWei')).toBe(w.openIdOf(second, 'ZhangWei'));
    expect(first.corpId).toBe(second.corpId);
  }],
  ['2.7', 'a plain userid from a suite app: 60111', async (w) => {
    const app = await w.install('customized');
    expect(await w.refused(w.call(userGet, { userId: 'ZhangWei' }, app.token))).toMatchObject({ errcode: 60111, fault: 'recipient' });
  }],
  ['2.7', 'state of the id migration, for customised apps', async (w) => {
    const app = await w.install('customized');
    expect((await w.call(getOpenidMigration, undefined, app.token)).migration_info).toContainEqual({ openid_type: 1, status: 3 });
  }],
  ['2.7', 'getuserinfo3rd is for third-party suites, getuserinfo for the others: 48002', async (w) => {
    const [first, second] = [await w.install('customized'), await w.install('thirdParty')];
    await w.refusedWith(48002, w.call(authGetuserinfo3rd, { code: 'x' }, first.suiteToken));
    await w.refusedWith(48002, w.call(authGetuserinfo, { code: 'x' }, second.token));
  }],

  ['2.8', 'during the trial everybody is licensed', async (w) => {
    const app = await w.install('customized');
    expect((await w.sendText('x', { touser: w.openIdOf(app, 'LiNa'), agentid: app.agentId }, app.token)).unlicenseduser).toEqual([]);
    expect(await w.phone('LiNa')).toHaveLength(1);
  }],
  ['2.8', 'after it, members without a licence are named and the others get the message', async (w) => {
    const app = await w.install('customized');
    await w.admin('put', `${w.appPath(app.agentId)}/licence`, { trialEndsAt: '2026-01-01T00:00:00Z', users: ['ZhangWei'] });
    const [licensed, other] = [w.openIdOf(app, 'ZhangWei'), w.openIdOf(app, 'LiNa')];
    const reply = await w.sendText('x', { touser: `${licensed}|${other}`, agentid: app.agentId }, app.token);
    expect(reply).toMatchObject({ unlicenseduser: [other.toLowerCase()], invaliduser: [] });
    expect([(await w.phone('ZhangWei')).length, (await w.phone('LiNa')).length]).toEqual([1, 0]);
  }],
  ['2.8', 'by department they get nothing, and nobody is told', async (w) => {
    const app = await w.install('customized');
    await w.admin('put', `${w.appPath(app.agentId)}/licence`, { trialEndsAt: '2026-01-01T00:00:00Z', users: ['ZhangWei'] });
    expect(await w.sendText('x', { touser: undefined, toparty: '2', agentid: app.agentId }, app.token)).toMatchObject({ unlicenseduser: [], invalidparty: [] });
    expect([(await w.phone('ZhangWei')).length, (await w.phone('LiNa')).length]).toEqual([1, 0]);
  }],
  ['2.8', 'the trial lasts 90 days', async (w) => {
    const app = await w.install('customized');
    await w.admin('put', `${w.appPath(app.agentId)}/licence`, { users: ['ZhangWei'] });
    const unlicensed = async (): Promise<string[]> =>
      (await w.sendText('x', { touser: `${w.openIdOf(app, 'ZhangWei')}|${w.openIdOf(app, 'LiNa')}`, agentid: app.agentId }, await w.token(app.permanentCode, app.corpId))).unlicenseduser;
    w.sandbox.clock.advance({ days: 89 });
    expect(await unlicensed()).toEqual([]);
    w.sandbox.clock.advance({ days: 2 });
    expect(await unlicensed()).toHaveLength(1);
  }],
];
