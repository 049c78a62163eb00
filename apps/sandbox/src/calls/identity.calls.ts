import type { App } from '../domain/app';
import { USER_TICKET_SECONDS } from '../domain/oauth';
import { openCorpId, openUserId } from '../domain/app';
import type { Member } from '../domain/corp';
import type { Platform } from '../domain/platform';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall, CallContext } from './api-call';

const PRIVATE_SCOPE = 'snsapi_privateinfo';
const DAY_MS = 24 * 3_600_000;
const MOST_IDS = 1000;

/** Who is this: the exchange of sign-in codes (sheet, 7.2) and of ids (2.7). */
export function identityCalls(platform: Platform): ApiCall[] {
  function memberOfCode({ app, query }: CallContext): { member: Member; userTicket: object } {
    const audience = app.visibleCorpId;
    const { memberNo, scope } = platform.oauth.exchange(query['code'] ?? '', audience);
    const member = platform.memberByNo(memberNo);
    if (!member || member.corp !== app.corp) throw new WecomError(40029);
    const privateInfo = scope === PRIVATE_SCOPE;
    return { member, userTicket: privateInfo ? { user_ticket: platform.oauth.issueTicket(memberNo), expires_in: USER_TICKET_SECONDS } : {} };
  }

  function assertSelfOrSuite(app: App, wanted: 'self' | 'suite'): void {
    if ((app.data.kind === 'self_built') !== (wanted === 'self')) throw new WecomError(48002);
  }

  return [
    {
      method: 'GET',
      path: 'auth/getuserinfo',
      tokens: ['app'],
      section: '7.2',
      fidelity: 'imitated',
      summary: { zh: '获取访问用户身份', en: 'Who signed in, by code' },
      freeOfBasicFrequency: true,
      handle: (context) => {
        if (context.app.data.kind === 'third_party') throw new WecomError(48002);
        const { member, userTicket } = memberOfCode(context);
        return { userid: context.app.idOf(member), ...userTicket };
      },
    },
    {
      method: 'GET',
      path: 'user/getuserinfo',
      tokens: ['app'],
      section: '7.2',
      fidelity: 'imitated',
      summary: { zh: '获取访问用户身份（旧路径）', en: 'Who signed in, by code (older path)' },
      freeOfBasicFrequency: true,
      handle: (context) => {
        if (context.app.data.kind === 'third_party') throw new WecomError(48002);
        const { member, userTicket } = memberOfCode(context);
        return { UserId: context.app.idOf(member), DeviceId: '', ...userTicket };
      },
    },
    {
      method: 'POST',
      path: 'auth/getuserdetail',
      tokens: ['app'],
      section: '7.2',
      fidelity: 'approximated',
      summary: { zh: '获取访问用户敏感信息', en: 'Private fields, by user_ticket' },
      handle: ({ app, body }) => {
        const member = platform.memberByNo(platform.oauth.memberOfTicket(body.text('user_ticket')));
        if (!member || member.corp !== app.corp) throw new WecomError(84015);
        const { mobile = '', email = '' } = member.data;
        return { userid: app.idOf(member), gender: '0', avatar: '', qr_code: '', mobile, email, biz_mail: email, address: '' };
      },
    },
    {
      method: 'GET',
      path: 'service/auth/getuserinfo3rd',
      tokens: ['suite'],
      section: '7.2',
      fidelity: 'imitated',
      summary: { zh: '第三方应用获取访问用户身份', en: 'Who signed in, for third-party apps' },
      freeOfBasicFrequency: true,
      handle: ({ owner, query }) => {
        const suite = platform.suites.suites.get(owner?.suiteId ?? '');
        if (!suite || suite.kind !== 'third_party') throw new WecomError(48002);
        const { memberNo, scope } = platform.oauth.exchange(query['code'] ?? '', suite.suiteId);
        const member = platform.memberByNo(memberNo);
        if (!member) throw new WecomError(40029);
        const userid = openUserId(suite.providerCorpId, member);
        const ticket = scope === PRIVATE_SCOPE ? { user_ticket: platform.oauth.issueTicket(memberNo), expires_in: USER_TICKET_SECONDS } : {};
        return { corpid: openCorpId(suite.providerCorpId, member.corp.corpId), userid, open_userid: userid, ...ticket };
      },
    },
    {
      method: 'POST',
      path: 'batch/userid_to_openuserid',
      tokens: ['app'],
      section: '2.7',
      fidelity: 'imitated',
      summary: { zh: '明文 userid 换服务商 userid', en: "Plain userids to the provider's" },
      handle: ({ app, body }) => {
        assertSelfOrSuite(app, 'suite');
        const ids = body.texts('userid_list');
        if (ids.length === 0) throw new WecomError(40063, 'userid_list');
        if (ids.length > MOST_IDS) throw new WecomError(40032);
        const key = `userid_to_openuserid ${app.corp.corpId}`;
        platform.frequency.assertOpen(key);
        const found: object[] = [];
        const invalid: string[] = [];
        for (const id of ids) {
          const member = app.corp.member(id);
          if (member && app.sees(member)) found.push({ userid: id, open_userid: app.idOf(member) });
          else invalid.push(id);
        }
        const limit = Math.max(1, Math.floor(app.corp.accountCap * platform.limits.wrongLookupShare));
        invalid.forEach(() => platform.frequency.countFailure(key, platform.limits.wrongLookupShare > 0 ? limit : 0, 'day', DAY_MS));
        return { open_userid_list: found, invalid_userid_list: invalid };
      },
    },
    {
      method: 'POST',
      path: 'batch/openuserid_to_userid',
      tokens: ['app'],
      section: '2.7',
      fidelity: 'imitated',
      summary: { zh: '服务商 userid 换明文 userid', en: "The provider's userids to plain ones" },
      handle: ({ app, body }) => {
        assertSelfOrSuite(app, 'self');
        const ids = body.texts('open_userid_list');
        const source = app.corp.apps.get(body.integer('source_agentid') ?? -1);
        if (ids.length > MOST_IDS) throw new WecomError(40032);
        if (!source || source.data.kind === 'self_built') throw new WecomError(40056, 'source_agentid');
        const found: object[] = [];
        const invalid: string[] = [];
        for (const id of ids) {
          const member = source.memberOf(id);
          if (member && app.sees(member) && source.sees(member)) found.push({ open_userid: id, userid: member.userId });
          else invalid.push(id);
        }
        return { userid_list: found, invalid_open_userid_list: invalid };
      },
    },
    {
      method: 'POST',
      path: 'corp/get_openid_migration',
      tokens: ['app'],
      section: '2.7',
      fidelity: 'approximated',
      summary: { zh: '获取 ID 迁移状态', en: 'State of the id migration: always done here' },
      handle: ({ app }) => {
        if (app.data.kind !== 'customized') throw new WecomError(48002);
        return { migration_info: [{ openid_type: 1, status: 3 }, { openid_type: 3, status: 3 }] };
      },
    },
  ];
}
