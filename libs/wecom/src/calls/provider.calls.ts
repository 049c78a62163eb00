import { z } from 'zod';
import type { WecomApi } from '../transport/wecom-api';
import { done } from './reply-parts';

const suiteTokenReply = z.looseObject({ suite_access_token: z.string().min(1), expires_in: z.number().int().positive() });

/** path 90600; needs the newest pushed ticket (40085 with a stale one). */
export const getSuiteToken: WecomApi<{ suiteId: string; suiteSecret: string; suiteTicket: string }, z.infer<typeof suiteTokenReply>> = {
  name: 'service/get_suite_token',
  method: 'POST',
  path: '/cgi-bin/service/get_suite_token',
  token: 'none',
  idempotent: true,
  request: ({ suiteId, suiteSecret, suiteTicket }) => ({
    body: JSON.stringify({ suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: suiteTicket }),
    secrets: [suiteSecret, suiteTicket],
  }),
  reply: suiteTokenReply,
};

const providerTokenReply = z.looseObject({ provider_access_token: z.string().min(1), expires_in: z.number().int().positive() });

/** path 91200; `corpId` is the provider's own. */
export const getProviderToken: WecomApi<{ corpId: string; providerSecret: string }, z.infer<typeof providerTokenReply>> = {
  name: 'service/get_provider_token',
  method: 'POST',
  path: '/cgi-bin/service/get_provider_token',
  token: 'none',
  idempotent: true,
  request: ({ corpId, providerSecret }) => ({ body: JSON.stringify({ corpid: corpId, provider_secret: providerSecret }), secrets: [providerSecret] }),
  reply: providerTokenReply,
};

const preAuthCodeReply = z.looseObject({ pre_auth_code: z.string().min(1), expires_in: z.number().int().positive() });

/** path 90601; the code lives `expires_in` seconds (1200). */
export const getPreAuthCode: WecomApi<void, z.infer<typeof preAuthCodeReply>> = {
  name: 'service/get_pre_auth_code',
  method: 'GET',
  path: '/cgi-bin/service/get_pre_auth_code',
  token: 'suite_access_token',
  idempotent: true,
  request: () => ({}),
  reply: preAuthCodeReply,
};

/** path 90602; `test` lets a suite that is not online be installed. */
export const setSessionInfo: WecomApi<{ preAuthCode: string; test: boolean }, z.infer<typeof done>> = {
  name: 'service/set_session_info',
  method: 'POST',
  path: '/cgi-bin/service/set_session_info',
  token: 'suite_access_token',
  idempotent: true,
  request: ({ preAuthCode, test }) => ({ body: JSON.stringify({ pre_auth_code: preAuthCode, session_info: { appid: [], auth_type: test ? 1 : 0 } }), secrets: [preAuthCode] }),
  reply: done,
};

const permanentCodeReply = z.looseObject({
  permanent_code: z.string().min(1),
  auth_corp_info: z.looseObject({ corpid: z.string().min(1), corp_name: z.string().optional() }),
  auth_user_info: z.looseObject({ userid: z.string().optional(), open_userid: z.string().optional(), name: z.string().optional() }).optional(),
  /** As given to the authorization link; promised for links of customised templates only. */
  state: z.string().optional(),
});

/** path 100776; the auth code works once, for 10 minutes (40078 after): what comes back must be stored at once. */
export const getPermanentCode: WecomApi<{ authCode: string }, z.infer<typeof permanentCodeReply>> = {
  name: 'service/v2/get_permanent_code',
  method: 'POST',
  path: '/cgi-bin/service/v2/get_permanent_code',
  token: 'suite_access_token',
  idempotent: false,
  request: ({ authCode }) => ({ body: JSON.stringify({ auth_code: authCode }), secrets: [authCode] }),
  reply: permanentCodeReply,
};

const privilege = z.looseObject({
  level: z.number().int().optional(),
  allow_party: z.array(z.number()).optional(),
  allow_user: z.array(z.string()).optional(),
  allow_tag: z.array(z.number()).optional(),
  extra_party: z.array(z.number()).optional(),
  extra_user: z.array(z.string()).optional(),
  extra_tag: z.array(z.number()).optional(),
});

const authInfoReply = z.looseObject({
  auth_corp_info: z.looseObject({
    corpid: z.string().min(1),
    corp_name: z.string().optional(),
    corp_type: z.string().optional(),
    /** The account cap, on which the daily quota of messages rests. */
    corp_user_max: z.number().int().optional(),
    subject_type: z.number().int().optional(),
    verified_end_time: z.number().int().optional(),
    corp_scale: z.string().optional(),
    corp_industry: z.string().optional(),
  }),
  auth_info: z.looseObject({
    agent: z.array(
      z.looseObject({
        agentid: z.number().int(),
        name: z.string().optional(),
        /** 0 an administrator authorized, 1 a member for himself. */
        auth_mode: z.number().int().optional(),
        is_customized_app: z.boolean().optional(),
        privilege: privilege.optional(),
      }),
    ),
  }),
});

/** path 100779; the corp, and its app with its range. The permanent code of a corp that cancelled gives 40084. */
export const getAuthInfo: WecomApi<{ authCorpId: string; permanentCode: string }, z.infer<typeof authInfoReply>> = {
  name: 'service/v2/get_auth_info',
  method: 'POST',
  path: '/cgi-bin/service/v2/get_auth_info',
  token: 'suite_access_token',
  idempotent: true,
  request: ({ authCorpId, permanentCode }) => ({ body: JSON.stringify({ auth_corpid: authCorpId, permanent_code: permanentCode }), secrets: [permanentCode] }),
  reply: authInfoReply,
};

const corpTokenReply = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().int().positive() });

/** path 90605; third-party apps only. Customised apps use `gettoken` with the permanent code as secret (40084 here). */
export const getCorpToken: WecomApi<{ authCorpId: string; permanentCode: string }, z.infer<typeof corpTokenReply>> = {
  name: 'service/get_corp_token',
  method: 'POST',
  path: '/cgi-bin/service/get_corp_token',
  token: 'suite_access_token',
  idempotent: true,
  request: ({ authCorpId, permanentCode }) => ({ body: JSON.stringify({ auth_corpid: authCorpId, permanent_code: permanentCode }), secrets: [permanentCode] }),
  reply: corpTokenReply,
};

const customizedUrlReply = z.looseObject({ qrcode_url: z.string().min(1), expires_in: z.number().int().positive() });

/** path 98744; `state` is `[A-Za-z0-9]`, at most 32 bytes; 1 to 9 templates; the link lives 10 days and is to be drawn as a QR code. */
export const getCustomizedAuthUrl: WecomApi<{ state: string; templateIds: readonly string[] }, z.infer<typeof customizedUrlReply>> = {
  name: 'service/get_customized_auth_url',
  method: 'POST',
  path: '/cgi-bin/service/get_customized_auth_url',
  token: 'provider_access_token',
  idempotent: true,
  request: ({ state, templateIds }) => ({ body: JSON.stringify({ state, templateid_list: templateIds }) }),
  reply: customizedUrlReply,
};

const openCorpidReply = z.looseObject({ open_corpid: z.string().min(1) });

/** path 95604; only for corps that have authorized the provider (48001 otherwise). */
export const corpidToOpencorpid: WecomApi<{ corpId: string }, z.infer<typeof openCorpidReply>> = {
  name: 'service/corpid_to_opencorpid',
  method: 'POST',
  path: '/cgi-bin/service/corpid_to_opencorpid',
  token: 'provider_access_token',
  idempotent: true,
  request: ({ corpId }) => ({ body: JSON.stringify({ corpid: corpId }) }),
  reply: openCorpidReply,
};

const migrationReply = z.looseObject({ migration_info: z.array(z.looseObject({ openid_type: z.number().int(), status: z.number().int() })) });

/** path 97104; whether a corp authorized before 2022-06-28 already uses encrypted ids (`openid_type` 1: corpid and userid). */
export const getOpenidMigration: WecomApi<void, z.infer<typeof migrationReply>> = {
  name: 'corp/get_openid_migration',
  method: 'POST',
  path: '/cgi-bin/corp/get_openid_migration',
  token: 'access_token',
  idempotent: true,
  request: () => ({ body: '{}' }),
  reply: migrationReply,
};

export interface ContactQuery {
  authCorpId: string;
  agentId: number;
  /** At most 64 characters: a name or its pinyin. */
  word: string;
  /** Default `both`. */
  kind?: 'user' | 'department' | 'both';
  /** The whole name, or a part (default). */
  exact?: boolean;
  /** At most 200; default 50. */
  limit?: number;
  cursor?: string;
}

const searchReply = z.looseObject({
  is_last: z.boolean(),
  next_cursor: z.string().optional(),
  query_result: z.looseObject({
    user: z.looseObject({ userid: z.array(z.string()).optional(), open_userid: z.array(z.string()).optional() }).optional(),
    party: z.looseObject({ department_id: z.array(z.number()).optional() }).optional(),
  }),
});

/** path 91844; by name or pinyin, for apps that never see names. Read on with `next_cursor` until `is_last`. */
export const contactSearch: WecomApi<ContactQuery, z.infer<typeof searchReply>> = {
  name: 'service/contact/search',
  method: 'POST',
  path: '/cgi-bin/service/contact/search',
  token: 'provider_access_token',
  idempotent: true,
  request: ({ authCorpId, agentId, word, kind, exact, limit, cursor }) => ({
    body: JSON.stringify({
      auth_corpid: authCorpId,
      agentid: agentId,
      query_word: word,
      query_type: { both: 0, user: 1, department: 2 }[kind ?? 'both'],
      ...(exact && { full_match_field: 1 }),
      ...(limit && { limit }),
      ...(cursor && { cursor }),
    }),
  }),
  reply: searchReply,
};
