import {
  authGetuserinfo,
  authGetuserinfo3rd,
  contactSearch,
  departmentList,
  departmentSimplelist,
  userGet,
  userGetuserid,
  userGetUseridByEmail,
  userListId,
  userSimplelist,
} from '#wecom';
import type { Rule } from './rule';
import { DEMO, rawCall, type InstalledApp, type World } from './world';

const REDIRECT = 'http://127.0.0.1:3000/push/sign-in';

/** A person signs in on WeCom's page. @returns the parameters that come back to us */
async function signIn(w: World, fields: object = {}): Promise<URLSearchParams> {
  const request = { kind: 'oauth', appid: DEMO.corpId, agentid: String(DEMO.agentId), redirectUri: REDIRECT, state: 's1', corpId: DEMO.corpId, userId: 'ZhangWei', ...fields };
  const { redirect } = await w.admin<{ redirect: string }>('post', 'sign-in', request);
  return new URL(redirect).searchParams;
}
const codeOf = async (w: World, fields: object = {}): Promise<string> => (await signIn(w, fields)).get('code') ?? '';
const memberOf = async (w: World, code: string, token?: string): Promise<{ userid?: string; user_ticket?: string }> => w.call(authGetuserinfo, { code }, token);

const search = (app: InstalledApp, word: string, more: object = {}): Parameters<(typeof contactSearch)['request']>[0] => ({ authCorpId: app.corpId, agentId: app.agentId, word, ...more });

/** Section 7: contacts, identity, sign-in. */
export const CONTACTS: Rule[] = [
  ['7.1', 'user/get: an exact look-up by the full userid', async (w) => expect(await w.call(userGet, { userId: 'james.obrien' })).toMatchObject({ userid: 'james.obrien', name: "James O'Brien", department: [7], status: 1 })],
  ['7.1', 'user/get of half an id: 60111', (w) => w.refusedWith(60111, w.call(userGet, { userId: 'Zhang' }))],
  ['7.1', 'user/get of a member outside the range: 60011', async (w) => expect(await w.refused(w.call(userGet, { userId: 'DongWenJing' }))).toMatchObject({ errcode: 60011, fault: 'recipient' })],
  ['7.1', 'user/get without userid: 41009', (w) => w.refusedWith(41009, w.call(userGet, { userId: '' }))],
  ['7.1', 'status 5 of a member who left', async (w) => expect(await w.call(userGet, { userId: 'FengYu' })).toMatchObject({ status: 5 })],
  ['7.1', 'no mobile and no e-mail for apps of today', async (w) => expect(await w.call(userGet, { userId: 'ZhangWei' })).not.toHaveProperty('mobile')],
  ['7.1', 'older apps still get them', async (w) => {
    await w.admin('patch', w.appPath(), { sensitiveFields: true });
    expect(await w.call(userGet, { userId: 'ZhangWei' })).toMatchObject({ mobile: '13810000000', email: 'zhangwei@demo.example' });
  }],
  ['7.1', 'user/simplelist: that department only', async (w) => {
    const { userlist } = await w.call(userSimplelist, { departmentId: 2 });
    expect(userlist.map(({ userid }) => userid)).toContain('ZhangWei');
    expect(userlist.map(({ userid }) => userid)).not.toContain('WangFang');
    expect(userlist[0]).toMatchObject({ name: '张伟', department: [2] });
  }],
  ['7.1', 'user/simplelist of an unknown department: 60123; outside the range: 60011', async (w) => {
    await w.refusedWith(60123, w.call(userSimplelist, { departmentId: 99 }));
    await w.refusedWith(60011, w.call(userSimplelist, { departmentId: 8 }));
  }],
  ['7.1', 'user/list_id: with the contact-sync secret only: 48002', (w) => w.refusedWith(48002, w.call(userListId, { cursor: '', limit: 10 }))],
  ['7.1', 'user/list_id: pages by cursor until it is empty, one row per department', async (w) => {
    const token = await w.token(DEMO.contactSecret);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await w.call(userListId, { cursor, limit: 10 }, token);
      ids.push(...page.dept_user.map(({ userid }) => userid));
      cursor = page.next_cursor;
    } while (cursor);
    expect(ids).toHaveLength(42);
    expect(new Set(ids).size).toBe(42);
  }],
  ['7.1', 'user/list_id: a page has at most 10,000: 40058', async (w) => w.refusedWith(40058, w.call(userListId, { cursor: '', limit: 10_001 }, await w.token(DEMO.contactSecret)))],
  ['7.1', 'the contact-sync secret cannot send: 48002', async (w) => w.refusedWith(48002, w.sendText('x', {}, await w.token(DEMO.contactSecret)))],
  ['7.1', 'getuserid by mobile', async (w) => expect(await w.call(userGetuserid, { mobile: '13810000274' })).toMatchObject({ userid: 'LiNa' })],
  ['7.1', 'getuserid of nobody visible: 46004', async (w) => {
    expect(await w.refused(w.call(userGetuserid, { mobile: '13999999999' }))).toMatchObject({ errcode: 46004, fault: 'recipient' });
    await w.refusedWith(46004, w.call(userGetuserid, { mobile: '13810003973' }));
  }],
  ['7.1', 'a mobile has 5 to 32 bytes: 40058', async (w) => {
    await w.refusedWith(40058, w.call(userGetuserid, { mobile: '1381' }));
    await w.refusedWith(40058, w.call(userGetuserid, { mobile: '1'.repeat(33) }));
  }],
  ['7.1', 'get_userid_by_email', async (w) => expect(await w.call(userGetUseridByEmail, { email: 'emily.carter@demo.example' })).toMatchObject({ userid: 'emily.carter' })],
  ['7.1', 'get_userid_by_email of nobody: 46004', (w) => w.refusedWith(46004, w.call(userGetUseridByEmail, { email: 'nobody@demo.example' }))],
  ['7.1', 'department/list: the range, with all below', async (w) => {
    const { department } = await w.call(departmentList, {});
    expect(department.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(department).toContainEqual(expect.objectContaining({ id: 3, name: '华东区', name_en: 'East', parentid: 2 }));
  }],
  ['7.1', 'department/list of one department', async (w) => expect((await w.call(departmentList, { departmentId: 2 })).department.map(({ id }) => id)).toEqual([2, 3, 4])],
  ['7.1', 'department/simplelist: ids only', async (w) => expect((await w.call(departmentSimplelist, { departmentId: 2 })).department_id).toEqual([2, 3, 4].map((id) => expect.objectContaining({ id, parentid: id === 2 ? 1 : 2 })))],
  ['7.1', 'an unknown department: 60003; one outside the range: 60011', async (w) => {
    await w.refusedWith(60003, w.call(departmentSimplelist, { departmentId: 99 }));
    await w.refusedWith(60011, w.call(departmentSimplelist, { departmentId: 8 }));
  }],
  ['7.1', 'third-party apps get the id of a department in place of its name', async (w) => {
    const app = await w.install('thirdParty');
    expect((await w.call(departmentList, { departmentId: 3 }, app.token)).department).toEqual([expect.objectContaining({ id: 3, name: '3' })]);
  }],
  ['7.1', 'tags and their members', async (w) => {
    expect(await w.call(rawCall('tag/list'), undefined)).toMatchObject({ taglist: [{ tagid: 1, tagname: '报表订阅者' }] });
    expect(await w.call(rawCall('tag/get', { query: { tagid: '1' } }), undefined)).toMatchObject({ userlist: [{ userid: 'ZhangWei' }, { userid: 'LiNa' }, { userid: 'emily.carter' }] });
  }],
  ['7.1', 'a provider searches by name, or by a part of the pinyin', async (w) => {
    const app = await w.install('thirdParty');
    const token = await w.providerToken();
    for (const word of ['张伟', 'zhangw']) {
      expect((await w.call(contactSearch, search(app, word, { kind: 'user' }), token)).query_result.user?.userid).toEqual([w.openIdOf(app, 'ZhangWei')]);
    }
  }],
  ['7.1', 'the search can ask for the whole name only', async (w) => {
    const app = await w.install('thirdParty');
    const token = await w.providerToken();
    expect((await w.call(contactSearch, search(app, '张', { exact: true }), token)).query_result.user?.userid).toEqual([]);
    expect((await w.call(contactSearch, search(app, '张伟', { exact: true }), token)).query_result.user?.userid).toHaveLength(1);
  }],
  ['7.1', 'the search goes on by cursor until is_last', async (w) => {
    const app = await w.install('thirdParty');
    const token = await w.providerToken();
    const first = await w.call(contactSearch, search(app, 'a', { kind: 'user', limit: 5 }), token);
    expect(first).toMatchObject({ is_last: false, next_cursor: expect.any(String) });
    const second = await w.call(contactSearch, search(app, 'a', { kind: 'user', limit: 200, cursor: first.next_cursor }), token);
    expect(second.is_last).toBe(true);
    expect(second.query_result.user?.userid).not.toContain(first.query_result.user?.userid?.[0]);
  }],
  ['7.1', 'the search finds departments', async (w) => {
    const app = await w.install('thirdParty');
    expect((await w.call(contactSearch, search(app, '华东', { kind: 'department' }), await w.providerToken())).query_result.party?.department_id).toEqual([3]);
  }],
  ['7.1', 'the search word has at most 64 characters: 40058', async (w) => {
    const app = await w.install('thirdParty');
    await w.refusedWith(40058, w.call(contactSearch, search(app, '张'.repeat(65)), await w.providerToken()));
  }],

  ['7.2', 'a code becomes the userid; the state comes back', async (w) => {
    const back = await signIn(w, { state: 'bind42' });
    expect(back.get('state')).toBe('bind42');
    expect(await memberOf(w, back.get('code') ?? '')).toMatchObject({ userid: 'ZhangWei' });
  }],
  ['7.2', 'a code works once: 40029', async (w) => {
    const code = await codeOf(w);
    await memberOf(w, code);
    expect(await w.refused(memberOf(w, code))).toMatchObject({ errcode: 40029, fault: 'login' });
  }],
  ['7.2', 'a code lives five minutes', async (w) => {
    const code = await codeOf(w);
    w.sandbox.clock.advance({ seconds: 301 });
    await w.refusedWith(40029, memberOf(w, code));
  }],
  ['7.2', 'a code of another corp: 40029', async (w) => {
    const other = await w.admin<{ corpId: string; agentId: number; secret: string }>('post', 'corps', { name: '第三家', members: 1, app: '报表' });
    await w.refusedWith(40029, memberOf(w, await codeOf(w), await w.token(other.secret, other.corpId)));
  }],
  ['7.2', 'no code: 41008', (w) => w.refusedWith(41008, memberOf(w, ''))],
  ['7.2', 'any member of the corp may sign in, also one outside the visible range', async (w) => expect(await memberOf(w, await codeOf(w, { userId: 'DongWenJing' }))).toMatchObject({ userid: 'DongWenJing' })],
  ['7.2', 'the older path says UserId', async (w) => {
    const code = await codeOf(w);
    expect(await w.call({ ...authGetuserinfo, name: 'user/getuserinfo', path: '/cgi-bin/user/getuserinfo' }, { code })).toMatchObject({ userid: 'ZhangWei' });
  }],
  ['7.2', 'the redirect must be on a trusted domain, with its port: 50001', async (w) => {
    for (const redirectUri of ['https://evil.example.test/x', 'http://127.0.0.1:3001/x', 'http://sub.127.0.0.1:3000/x']) await expect(signIn(w, { redirectUri })).rejects.toThrow('50001');
  }],
  ['7.2', 'the state is letters and digits, at most 128', async (w) => {
    await expect(signIn(w, { state: 'x'.repeat(129) })).rejects.toThrow('state');
    await expect(signIn(w, { state: '绑定' })).rejects.toThrow('state');
  }],
  ['7.2', 'snsapi_privateinfo brings a user_ticket, good for half an hour', async (w) => {
    const { user_ticket: ticket = '' } = await memberOf(w, await codeOf(w, { scope: 'snsapi_privateinfo' }));
    const detail = rawCall('auth/getuserdetail', { body: JSON.stringify({ user_ticket: ticket }) });
    expect(await w.call(detail, undefined)).toMatchObject({ userid: 'ZhangWei', mobile: '13810000000' });
    w.sandbox.clock.advance({ seconds: 1801 });
    expect(await w.refused(w.call(detail, undefined))).toMatchObject({ errcode: 84014, fault: 'login' });
  }],
  ['7.2', 'snsapi_base brings none', async (w) => expect((await memberOf(w, await codeOf(w))).user_ticket).toBeUndefined()],
  ['7.2', 'third-party: getuserinfo3rd gives corp and member, encrypted', async (w) => {
    const app = await w.install('thirdParty');
    const code = await codeOf(w, { appid: DEMO.thirdParty.suiteId, agentid: undefined });
    expect(await w.call(authGetuserinfo3rd, { code }, app.suiteToken)).toMatchObject({ corpid: app.corpId, userid: w.openIdOf(app, 'ZhangWei'), open_userid: w.openIdOf(app, 'ZhangWei') });
  }],
  ['7.2', 'customised: getuserinfo gives the encrypted userid', async (w) => {
    const app = await w.install('customized');
    const code = await codeOf(w, { appid: app.corpId, agentid: String(app.agentId) });
    expect(await memberOf(w, code, app.token)).toMatchObject({ userid: w.openIdOf(app, 'ZhangWei') });
  }],
  ['7.2', 'a member who left cannot sign in', async (w) => expect(signIn(w, { userId: 'FengYu' })).rejects.toThrow('60111')],
  ['7.3', 'the QR page gives a code that is exchanged in the same way', async (w) => expect(await memberOf(w, await codeOf(w, { kind: 'qr' }))).toMatchObject({ userid: 'ZhangWei' })],
  ['7.3', 'on the QR page members outside the visible range are refused: 60021', async (w) => expect(signIn(w, { kind: 'qr', userId: 'DongWenJing' })).rejects.toThrow('60021')],
];
