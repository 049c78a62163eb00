import { Readable } from 'node:stream';
import type { WecomApi, WecomRequestParts } from '../transport/wecom-api';
import { agentGet, agentGetAdminList, agentGetPermissions, getApiDomainIp, getCallbackIp, gettoken } from './app.calls';
import {
  departmentList,
  departmentSimplelist,
  openuseridToUserid,
  userGet,
  userGetuserid,
  userGetUseridByEmail,
  useridToOpenuserid,
  userListId,
  userSimplelist,
} from './contact.calls';
import { authGetuserinfo, authGetuserinfo3rd } from './login.calls';
import { mediaUpload, mediaUploadimg } from './media.calls';
import { messageRecall, messageSend, updateTemplateCard } from './message.calls';
import {
  contactSearch,
  corpidToOpencorpid,
  getAuthInfo,
  getCorpToken,
  getCustomizedAuthUrl,
  getOpenidMigration,
  getPermanentCode,
  getPreAuthCode,
  getProviderToken,
  getSuiteToken,
  setSessionInfo,
} from './provider.calls';
import { webhookSend, webhookUploadMedia } from './robot.calls';

interface Sample {
  request: unknown;
  reply: unknown;
}

const file = { fileName: '日报.xlsx', sizeBytes: 6, content: Readable.from(['123456']) };

/** Name and form of a call, the JSON of its body parsed; and what its schema makes of WeCom's reply. */
const sample = <I, R>(api: WecomApi<I, R>, input: I, reply: object): Sample & { name: string; api: Omit<WecomApi<I, R>, 'request' | 'reply'> } => {
  const parts: WecomRequestParts = api.request(input);
  return {
    name: api.name,
    api,
    request: { ...(parts.query && { query: parts.query }), ...(parts.body !== undefined && { body: JSON.parse(parts.body) as unknown }), ...(parts.file && { file: parts.file.fileName }) },
    reply: api.reply.parse({ errcode: 0, errmsg: 'ok', ...reply }),
  };
};

const card = { card_type: 'text_notice', main_title: { title: '已处理' }, card_action: { type: 1, url: 'https://bi.example.test' } } as const;

describe('calls as data', () => {
  const samples: [ReturnType<typeof sample>, unknown, unknown][] = [
    [sample(gettoken, { corpId: 'ww1', secret: 's' }, { access_token: 't', expires_in: 7200 }), { query: { corpid: 'ww1', corpsecret: 's' } }, { access_token: 't', expires_in: 7200 }],
    [sample(agentGet, { agentId: 7 }, { agentid: 7, name: 'BI', close: 0, allow_partys: { partyid: [1] } }), { query: { agentid: '7' } }, { agentid: 7, allow_partys: { partyid: [1] } }],
    [sample(agentGetAdminList, undefined, { admin: [{ userid: 'a', auth_type: 1 }] }), {}, { admin: [{ userid: 'a', auth_type: 1 }] }],
    [sample(agentGetPermissions, undefined, {}), {}, { app_permissions: [] }],
    [sample(getApiDomainIp, undefined, { ip_list: ['1.2.3.4'] }), {}, { ip_list: ['1.2.3.4'] }],
    [sample(getCallbackIp, undefined, { ip_list: ['101.226.103.*'] }), {}, { ip_list: ['101.226.103.*'] }],
    [sample(messageSend, { body: '{"touser":"a"}' }, { invaliduser: 'b|c', invalidparty: null, msgid: 'm' }), { body: { touser: 'a' } }, { invaliduser: ['b', 'c'], invalidparty: [], unlicenseduser: [], msgid: 'm' }],
    [sample(messageRecall, { msgId: 'm' }, {}), { body: { msgid: 'm' } }, {}],
    [
      sample(updateTemplateCard, { agentId: 7, responseCode: 'rc', to: { userIds: ['a'] }, change: { replaceName: '已处理' } }, { invaliduser: ['b'] }),
      { body: { userids: ['a'], agentid: 7, response_code: 'rc', button: { replace_name: '已处理' } } },
      { invaliduser: ['b'] },
    ],
    [sample(updateTemplateCard, { agentId: 7, responseCode: 'rc', to: 'all', change: { card } }, {}), { body: { atall: 1, agentid: 7, response_code: 'rc', template_card: card } }, { invaliduser: [] }],
    [sample(mediaUpload, { type: 'file', file }, { type: 'file', media_id: 'm', created_at: '1760000000' }), { query: { type: 'file' }, file: '日报.xlsx' }, { media_id: 'm', created_at: 1760000000 }],
    [sample(mediaUploadimg, { file }, { url: 'https://p' }), { file: '日报.xlsx' }, { url: 'https://p' }],
    [sample(webhookSend, { key: 'k', body: '{"msgtype":"text"}' }, {}), { query: { key: 'k' }, body: { msgtype: 'text' } }, {}],
    [sample(webhookUploadMedia, { key: 'k', type: 'voice', file }, { media_id: 'm', created_at: '1' }), { query: { key: 'k', type: 'voice' }, file: '日报.xlsx' }, { media_id: 'm' }],
    [sample(userGet, { userId: 'ZhangSan' }, { userid: 'ZhangSan', name: '张三', status: 1 }), { query: { userid: 'ZhangSan' } }, { userid: 'ZhangSan', name: '张三', status: 1 }],
    [sample(userSimplelist, { departmentId: 3 }, { userlist: [{ userid: 'a', name: '张三', department: [3] }] }), { query: { department_id: '3' } }, { userlist: [{ userid: 'a', name: '张三' }] }],
    [sample(userListId, { cursor: '', limit: 10_000 }, { next_cursor: 'n', dept_user: [{ userid: 'a', department: 1 }] }), { body: { cursor: '', limit: 10_000 } }, { next_cursor: 'n', dept_user: [{ userid: 'a' }] }],
    [sample(userGetuserid, { mobile: '13800000000' }, { userid: 'a' }), { body: { mobile: '13800000000' } }, { userid: 'a' }],
    [sample(userGetUseridByEmail, { email: 'a@b.test', kind: 'personal' }, { userid: 'a' }), { body: { email: 'a@b.test', email_type: 2 } }, { userid: 'a' }],
    [sample(userGetUseridByEmail, { email: 'a@b.test' }, { userid: 'a' }), { body: { email: 'a@b.test', email_type: 1 } }, { userid: 'a' }],
    [sample(departmentSimplelist, {}, { department_id: [{ id: 1, parentid: 0, order: 1 }] }), {}, { department_id: [{ id: 1 }] }],
    [sample(departmentList, { departmentId: 2 }, { department: [{ id: 2, name: '销售部', parentid: 1 }] }), { query: { id: '2' } }, { department: [{ id: 2, name: '销售部' }] }],
    [sample(useridToOpenuserid, { userIds: ['a'] }, { open_userid_list: [{ userid: 'a', open_userid: 'wo1' }] }), { body: { userid_list: ['a'] } }, { open_userid_list: [{ userid: 'a', open_userid: 'wo1' }], invalid_userid_list: [] }],
    [
      sample(openuseridToUserid, { openUserIds: ['wo1'], sourceAgentId: 7 }, { userid_list: [{ userid: 'a', open_userid: 'wo1' }], invalid_open_userid_list: ['wo2'] }),
      { body: { open_userid_list: ['wo1'], source_agentid: 7 } },
      { userid_list: [{ userid: 'a' }], invalid_open_userid_list: ['wo2'] },
    ],
    [sample(authGetuserinfo, { code: 'c' }, { userid: 'a', user_ticket: 't' }), { query: { code: 'c' } }, { userid: 'a', user_ticket: 't' }],
    [sample(authGetuserinfo, { code: 'c' }, { UserId: 'a' }), { query: { code: 'c' } }, { userid: 'a', openid: undefined }],
    [sample(authGetuserinfo, { code: 'c' }, { OpenId: 'o' }), { query: { code: 'c' } }, { userid: undefined, openid: 'o' }],
    [sample(authGetuserinfo3rd, { code: 'c' }, { CorpId: 'wp1', UserId: 'wo1', open_userid: 'wo1' }), { query: { code: 'c' } }, { corpid: 'wp1', userid: 'wo1', open_userid: 'wo1' }],
    [
      sample(getSuiteToken, { suiteId: 'dk1', suiteSecret: 's', suiteTicket: 't' }, { suite_access_token: 'st', expires_in: 7200 }),
      { body: { suite_id: 'dk1', suite_secret: 's', suite_ticket: 't' } },
      { suite_access_token: 'st' },
    ],
    [sample(getProviderToken, { corpId: 'ww1', providerSecret: 's' }, { provider_access_token: 'pt', expires_in: 7200 }), { body: { corpid: 'ww1', provider_secret: 's' } }, { provider_access_token: 'pt' }],
    [sample(getPreAuthCode, undefined, { pre_auth_code: 'p', expires_in: 1200 }), {}, { pre_auth_code: 'p', expires_in: 1200 }],
    [sample(setSessionInfo, { preAuthCode: 'p', test: true }, {}), { body: { pre_auth_code: 'p', session_info: { appid: [], auth_type: 1 } } }, {}],
    [
      sample(getPermanentCode, { authCode: 'c' }, { permanent_code: 'perm', auth_corp_info: { corpid: 'wp1', corp_name: '示例' }, state: 'tenant42' }),
      { body: { auth_code: 'c' } },
      { permanent_code: 'perm', auth_corp_info: { corpid: 'wp1' }, state: 'tenant42' },
    ],
    [
      sample(getAuthInfo, { authCorpId: 'wp1', permanentCode: 'perm' }, { auth_corp_info: { corpid: 'wp1', corp_user_max: 500 }, auth_info: { agent: [{ agentid: 7, is_customized_app: true, privilege: { level: 0 } }] } }),
      { body: { auth_corpid: 'wp1', permanent_code: 'perm' } },
      { auth_corp_info: { corp_user_max: 500 }, auth_info: { agent: [{ agentid: 7 }] } },
    ],
    [sample(getCorpToken, { authCorpId: 'wp1', permanentCode: 'perm' }, { access_token: 't', expires_in: 7200 }), { body: { auth_corpid: 'wp1', permanent_code: 'perm' } }, { access_token: 't' }],
    [sample(getCustomizedAuthUrl, { state: 's1', templateIds: ['dk1'] }, { qrcode_url: 'https://q', expires_in: 864_000 }), { body: { state: 's1', templateid_list: ['dk1'] } }, { qrcode_url: 'https://q' }],
    [sample(corpidToOpencorpid, { corpId: 'ww1' }, { open_corpid: 'wp1' }), { body: { corpid: 'ww1' } }, { open_corpid: 'wp1' }],
    [sample(getOpenidMigration, undefined, { migration_info: [{ openid_type: 1, status: 1 }] }), { body: {} }, { migration_info: [{ openid_type: 1 }] }],
    [
      sample(contactSearch, { authCorpId: 'wp1', agentId: 7, word: '张三', kind: 'user', exact: true, limit: 200, cursor: 'n' }, { is_last: false, next_cursor: 'n2', query_result: { user: { userid: ['wo1'] } } }),
      { body: { auth_corpid: 'wp1', agentid: 7, query_word: '张三', query_type: 1, full_match_field: 1, limit: 200, cursor: 'n' } },
      { is_last: false, next_cursor: 'n2', query_result: { user: { userid: ['wo1'] } } },
    ],
  ];

  it.each(samples.map(([given, ...expected]) => [given.name, given, ...expected] as const))('%s', (name, { api, request, reply }, expectedRequest, expectedReply) => {
    expect(api.path).toBe(`/cgi-bin/${name}`);
    expect(request).toEqual(expectedRequest);
    expect(reply).toMatchObject(expectedReply as object);
  });

  it('says of what may not be repeated blindly: sends, and calls that use a code up', () => {
    const all = [gettoken, agentGet, messageSend, messageRecall, updateTemplateCard, mediaUpload, webhookSend, userGet, authGetuserinfo, authGetuserinfo3rd, getPermanentCode, getCorpToken];
    expect(all.filter((api) => !api.idempotent).map((api) => api.name)).toEqual([
      'message/send',
      'message/update_template_card',
      'webhook/send',
      'auth/getuserinfo',
      'service/auth/getuserinfo3rd',
      'service/v2/get_permanent_code',
    ]);
  });
});
