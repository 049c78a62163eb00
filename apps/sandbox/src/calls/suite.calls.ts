import type { App } from '../domain/app';
import { openCorpId } from '../domain/app';
import type { Corp, Member } from '../domain/corp';
import type { Platform } from '../domain/platform';
import { LINK_SECONDS, PRE_AUTH_SECONDS, type SuiteData } from '../domain/suites';
import { WecomError } from '../domain/wecom-error';
import type { ApiCall, CallContext } from './api-call';

const STATE = /^[A-Za-z0-9]{0,32}$/;
const MOST_TEMPLATES = 9;

function corpView(app: App): object {
  return {
    corpid: app.visibleCorpId,
    corp_name: app.corp.name,
    corp_type: 'verified',
    corp_square_logo_url: '',
    corp_user_max: app.corp.accountCap,
    corp_full_name: app.corp.name,
    verified_end_time: 1_900_000_000,
    subject_type: 1,
    corp_scale: '51-200人',
    corp_industry: '信息技术',
    corp_sub_industry: '',
  };
}

function agentView(app: App): object {
  const { data, corp } = app;
  const users = data.range.users.flatMap((userId) => corp.member(userId) ?? []);
  return {
    agentid: app.agentId,
    name: data.name,
    round_logo_url: '',
    square_logo_url: '',
    auth_mode: 0,
    is_customized_app: data.kind === 'customized',
    privilege: {
      level: data.kind === 'customized' ? 0 : 1,
      allow_party: data.range.parties,
      allow_user: users.map((member) => app.idOf(member)),
      allow_tag: data.range.tags,
      extra_party: [],
      extra_user: [],
      extra_tag: [],
    },
  };
}

/** Providers, suites and templates (sheet, 2.4 to 2.7). */
export function suiteCalls(platform: Platform): ApiCall[] {
  function suiteOf({ owner }: CallContext): SuiteData {
    const suite = platform.suites.suites.get(owner?.suiteId ?? '');
    if (!suite) throw new WecomError(40083);
    return suite;
  }

  /** @throws WecomError 40084 wrong code, or the authorization is gone */
  function authorizedApp(suite: SuiteData, body: CallContext['body']): App {
    const code = body.text('permanent_code');
    if (code === '') throw new WecomError(41025);
    const app = platform.appsOfSuite(suite.suiteId).find((candidate) => candidate.visibleCorpId === body.text('auth_corpid'));
    if (!app || app.data.secret !== code) throw new WecomError(40084);
    return app;
  }

  function exchangeAuthCode(context: CallContext): { app: App; admin: Member | undefined; state: string } {
    const suite = suiteOf(context);
    const spent = platform.suites.spendAuthCode(suite.suiteId, context.body.text('auth_code'));
    const app = platform.app(spent.corpId, spent.agentId);
    if (!app) throw new WecomError(40078);
    return { app, admin: app.corp.member(spent.adminUserId), state: spent.state };
  }

  const adminView = (app: App, admin: Member | undefined): object => (admin ? { userid: app.idOf(admin), open_userid: app.idOf(admin), name: app.idOf(admin), avatar: '' } : {});

  function permanentCode(context: CallContext): object {
    const { app, admin, state } = exchangeAuthCode(context);
    return {
      permanent_code: app.data.secret,
      auth_corp_info: { corpid: app.visibleCorpId, corp_name: app.corp.name },
      auth_user_info: adminView(app, admin),
      register_code_info: { register_code: '', template_id: '', state: '' },
      // Promised for links of customised templates only.
      ...(app.data.kind === 'customized' && { state }),
    };
  }

  function oldPermanentCode(context: CallContext): object {
    const { app, admin } = exchangeAuthCode(context);
    const token = app.data.kind === 'third_party' ? platform.tokens.issue({ kind: 'app', corpId: app.corp.corpId, agentId: app.agentId }, platform.limits.tokenTtlSeconds) : undefined;
    return {
      ...(token && { access_token: token.token, expires_in: token.expiresIn }),
      permanent_code: app.data.secret,
      auth_corp_info: corpView(app),
      auth_info: { agent: [agentView(app)] },
      auth_user_info: adminView(app, admin),
    };
  }

  function authInfo(context: CallContext): object {
    const app = authorizedApp(suiteOf(context), context.body);
    return { auth_corp_info: corpView(app), auth_info: { agent: [agentView(app)] } };
  }

  /** The corp, as this provider knows it. */
  function corpOfProvider(providerCorpId: string, openId: string): Corp | undefined {
    return [...platform.corps.values()].find((corp) => openCorpId(providerCorpId, corp.corpId) === openId && [...corp.apps.values()].some((app) => app.data.providerCorpId === providerCorpId));
  }

  function search(providerCorpId: string, body: CallContext['body']): object {
    const corp = corpOfProvider(providerCorpId, body.text('auth_corpid'));
    if (!corp) throw new WecomError(48004);
    const app = [...corp.apps.values()].find((candidate) => candidate.data.providerCorpId === providerCorpId && (!body.has('agentid') || candidate.agentId === body.integer('agentid')));
    if (!app) throw new WecomError(40056);
    const word = body.text('query_word').toLowerCase();
    if (word === '' || Array.from(word).length > 64) throw new WecomError(40058, 'query_word');
    const exact = body.integer('full_match_field');
    const type = body.integer('query_type') ?? 0;
    const fits = (member: Member): boolean => {
      if (exact === 1) return member.name.toLowerCase() === word;
      if (exact === 2) return (member.data.englishName ?? '').toLowerCase() === word;
      // Demo userids are the pinyin of the names.
      return member.name.toLowerCase().includes(word) || member.key.includes(word);
    };
    const limit = Math.min(body.integer('limit') ?? 50, 200);
    const start = Number(body.text('cursor') || '0');
    const users = type === 2 ? [] : [...app.visible.members].filter(fits);
    const parties = type === 1 ? [] : [...corp.departments.values()].filter(({ id, name }) => app.visible.parties.has(id) && name.toLowerCase().includes(word));
    const page = users.slice(start, start + limit);
    const isLast = start + limit >= users.length;
    return {
      is_last: isLast,
      ...(!isLast && { next_cursor: String(start + limit) }),
      query_result: {
        user: { userid: page.map((member) => app.idOf(member)), open_userid: page.map((member) => app.idOf(member)) },
        party: { department_id: parties.map(({ id }) => id) },
      },
    };
  }

  return [
    {
      method: 'POST',
      path: 'service/get_suite_token',
      tokens: [],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取 suite_access_token', en: 'Token of a suite or template' },
      withoutErrcode: true,
      handle: ({ body }) => {
        const suite = platform.suites.checkSuite(body.text('suite_id'), body.text('suite_secret'), body.text('suite_ticket'));
        const { token, expiresIn } = platform.tokens.issue({ kind: 'suite', suiteId: suite.suiteId }, platform.limits.tokenTtlSeconds);
        return { suite_access_token: token, expires_in: expiresIn };
      },
    },
    {
      method: 'POST',
      path: 'service/get_provider_token',
      tokens: [],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取 provider_access_token', en: 'Token of a provider' },
      withoutErrcode: true,
      handle: ({ body }) => {
        const provider = platform.suites.checkProvider(body.text('corpid'), body.text('provider_secret'));
        const { token, expiresIn } = platform.tokens.issue({ kind: 'provider', corpId: provider.corpId }, platform.limits.tokenTtlSeconds);
        return { provider_access_token: token, expires_in: expiresIn };
      },
    },
    {
      method: 'GET',
      path: 'service/get_pre_auth_code',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取预授权码', en: 'Pre-authorization code' },
      handle: (context) => ({ pre_auth_code: platform.suites.newPreAuthCode(suiteOf(context).suiteId), expires_in: PRE_AUTH_SECONDS }),
    },
    {
      method: 'POST',
      path: 'service/set_session_info',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'approximated',
      summary: { zh: '设置授权配置', en: 'Settings of one installation' },
      handle: (context) => {
        platform.suites.checkPreAuthCode(suiteOf(context).suiteId, context.body.text('pre_auth_code'));
        return {};
      },
    },
    {
      method: 'POST',
      path: 'service/v2/get_permanent_code',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取企业永久授权码', en: 'Permanent code of a corp, by auth_code' },
      handle: permanentCode,
    },
    {
      method: 'POST',
      path: 'service/get_permanent_code',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'approximated',
      summary: { zh: '获取企业永久授权码（旧）', en: 'Permanent code, older path' },
      withoutErrcode: true,
      handle: oldPermanentCode,
    },
    {
      method: 'POST',
      path: 'service/v2/get_auth_info',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '获取企业授权信息', en: 'What a corp authorized' },
      handle: authInfo,
    },
    {
      method: 'POST',
      path: 'service/get_auth_info',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'approximated',
      summary: { zh: '获取企业授权信息（旧）', en: 'What a corp authorized, older path' },
      handle: authInfo,
    },
    {
      method: 'POST',
      path: 'service/get_corp_token',
      tokens: ['suite'],
      section: '2.4',
      fidelity: 'imitated',
      summary: { zh: '第三方应用获取企业 access_token', en: 'Token of a corp, for third-party apps' },
      withoutErrcode: true,
      handle: (context) => {
        const suite = suiteOf(context);
        const app = authorizedApp(suite, context.body);
        // A customised app takes its token from gettoken, with the permanent code as the secret.
        if (suite.kind === 'customized') throw new WecomError(40084);
        const { token, expiresIn } = platform.tokens.issue({ kind: 'app', corpId: app.corp.corpId, agentId: app.agentId }, platform.limits.tokenTtlSeconds);
        return { access_token: token, expires_in: expiresIn };
      },
    },
    {
      method: 'POST',
      path: 'service/get_customized_auth_url',
      tokens: ['provider'],
      section: '2.5',
      fidelity: 'imitated',
      summary: { zh: '获取带参授权链接（代开发）', en: 'Link by which a corp authorizes customised apps' },
      handle: ({ owner, body, baseUrl }) => {
        const templates = body.texts('templateid_list');
        const state = body.text('state');
        if (!STATE.test(state)) throw new WecomError(40058, 'state');
        if (templates.length < 1 || templates.length > MOST_TEMPLATES) throw new WecomError(40058, 'templateid_list');
        for (const id of templates) {
          const suite = platform.suites.suites.get(id);
          if (!suite || suite.kind !== 'customized' || suite.providerCorpId !== owner?.corpId) throw new WecomError(842003);
        }
        const link = platform.suites.newLink(owner?.corpId ?? '', templates, state);
        return { qrcode_url: `${baseUrl}/3rdapp/install?link=${link.id}`, expires_in: LINK_SECONDS };
      },
    },
    {
      method: 'POST',
      path: 'service/corpid_to_opencorpid',
      tokens: ['provider'],
      section: '2.7',
      fidelity: 'imitated',
      summary: { zh: '明文 corpid 换服务商 corpid', en: "A plain corpid to the provider's" },
      handle: ({ owner, body }) => {
        const corp = platform.corp(body.text('corpid'));
        const provider = owner?.corpId ?? '';
        const authorized = corp && [...corp.apps.values()].some((app) => app.data.providerCorpId === provider);
        if (!authorized) throw new WecomError(48001);
        return { open_corpid: openCorpId(provider, corp.corpId) };
      },
    },
    {
      method: 'POST',
      path: 'service/contact/search',
      tokens: ['provider'],
      section: '7.1',
      fidelity: 'approximated',
      summary: { zh: '通讯录搜索', en: 'Search members and departments by name' },
      handle: ({ owner, body }) => search(owner?.corpId ?? '', body),
    },
    {
      method: 'POST',
      path: 'service/contact/batchsearch',
      tokens: ['provider'],
      section: '7.1',
      fidelity: 'approximated',
      summary: { zh: '通讯录批量搜索', en: 'Several searches at once' },
      handle: ({ owner, body }) => {
        const queries = body.objects('query_request_list');
        if (queries.length < 1 || queries.length > 50) throw new WecomError(40058, 'query_request_list');
        return { query_result_list: queries.map((query) => ({ query_request: query.plain, ...search(owner?.corpId ?? '', query) })) };
      },
    },
    {
      method: 'POST',
      path: 'service/finish_openid_migration',
      tokens: ['provider'],
      section: '2.7',
      fidelity: 'approximated',
      summary: { zh: '完成 ID 迁移', en: 'End the id migration: nothing to do here' },
      handle: () => ({}),
    },
  ];
}
